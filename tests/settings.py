"""The product's settings with what tests need: keys of their own, quick password hashing."""

from __future__ import annotations

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("SECRET_KEY", "a key for tests only")

from syncapp.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KEEP_PACE = False  # the emulators count no calls, except where a test lets them
