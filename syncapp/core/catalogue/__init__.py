"""The words of `core/errors.py`, by what they are about."""
