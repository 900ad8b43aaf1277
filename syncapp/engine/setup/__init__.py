"""What a set-up needs, what the accounts offer for it, and what it means for the records that are there already."""
