"""Writes that are safe to repeat: guarded, stored before they are sent, resolved when their answer is lost."""
