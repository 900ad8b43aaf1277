"""The world ring (faults.md §1): random people on both sides, random faults, and laws that hold at rest."""
