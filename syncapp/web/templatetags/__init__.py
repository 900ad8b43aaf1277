"""What templates say things with; every file is loaded into every template (`settings.TEMPLATES`)."""
