"""Which records of the two sides are one: as people decided it, by our mark, by the rule of each object."""
