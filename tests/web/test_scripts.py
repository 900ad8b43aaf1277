"""The scripts of a page share one scope: a name that two of them declare keeps the second from running at all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from django.conf import settings

DECLARED = re.compile(r"^(?:let|const|class|(?:async )?function\*?)\s+([A-Za-z_$][\w$]*)", re.MULTILINE)


def test_no_two_scripts_declare_the_same_name() -> None:
    scripts = [script.read_text() for script in (Path(settings.BASE_DIR) / "static").glob("*.js")]
    declared = Counter(name for text in scripts for name in set(DECLARED.findall(text)))
    assert len(scripts) > 5
    assert [name for name, number in declared.items() if number > 1] == []
