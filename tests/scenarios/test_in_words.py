"""The scenarios in words: one folder a rule, one file a subject; docs/contributing.md shows how to write one."""

from __future__ import annotations

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.usefixtures("play")  # the database is there before the first sentence

scenarios(".")
