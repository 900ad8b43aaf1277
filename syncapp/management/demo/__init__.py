"""What `manage.py demo` is made of: everything at once on one machine, for trying it out."""
