#!/usr/bin/env python
"""Django's command line for syncapp."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncapp.settings")
    if sys.argv[1:2] == ["demo"]:  # the demo brings its own settings, which Django reads at once
        from syncapp.management.demo.environment import set_environment

        set_environment(sys.argv[2:])
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as reason:  # a sentence of ours about the environment; where it was raised helps nobody
        sys.stderr.write(f"{reason}\n")
        sys.exit(2)
