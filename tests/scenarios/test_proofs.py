"""No rule is without a scenario, and the table of them is true."""

from __future__ import annotations

import pytest

from tests.proofs import MUST, PAGE, page, proofs

PROVED = {rule for one in proofs() for rule in one.rules}


@pytest.mark.parametrize("rule", MUST)
def test_each_rule_has_a_scenario(rule: str) -> None:
    assert rule in PROVED


def test_the_table_in_docs_is_true() -> None:
    assert PAGE.read_text() == page(), "python -m tests.proofs writes it anew"
