"""What people asked for and chose, for as long as the record is what they saw."""
