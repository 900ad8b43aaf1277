"""What a page brings along: scripts that share one scope, and how much of everything."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import django_htmx
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
DECLARED = re.compile(r"^(?:let|const|class|(?:async )?function\*?)\s+([A-Za-z_$][\w$]*)", re.MULTILINE)
KILOBYTE = 1024


def packed(*files: Path) -> float:
    """In kilobytes, as they are sent."""
    return sum(len(gzip.compress(file.read_bytes())) for file in files) / KILOBYTE


def test_no_two_scripts_declare_the_same_name() -> None:
    """A name that two of them declare keeps the second from running at all."""
    scripts = [script.read_text() for script in STATIC.glob("*.js")]
    declared = Counter(name for text in scripts for name in DECLARED.findall(text))
    assert len(declared) > 5
    assert [name for name, number in declared.items() if number > 1] == []


def test_scripts_and_style_are_small() -> None:
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    assert 0 < packed(*STATIC.glob("*.css")) <= 20
    assert 0 < packed(htmx, *STATIC.glob("*.js")) <= 30
