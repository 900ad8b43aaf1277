"""How the accounts are reached: connectors with their tokens, and the calls that are still allowed."""
