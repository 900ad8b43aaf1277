"""What changed, in words: a choice from a list by what people call it (B33), not by how a vendor stores it."""

from __future__ import annotations

import pytest

from syncapp.queries.changes import in_words
from syncapp.queries.labels import labels_in

TERMS = {
    "name": "SalesTermRef",
    "label": "Terms",
    "type": "option",
    "options": [["1", "Due on receipt"], ["2", "Net 15", False]],
}
CREWS = {"name": "crews", "label": "Crews", "type": "options", "options": [["a", "Crew A"], ["b", "Crew B"]]}
LABELS = dict(pair for row in (TERMS, CREWS) for pair in labels_in(row))


@pytest.mark.parametrize(
    ("field", "before", "after", "said"),
    [
        ("SalesTermRef", "1", "2", ("Terms", "Due on receipt", "Net 15")),
        ("crews", "a;b", "b", ("Crews", "Crew A, Crew B", "Crew B")),
        ("SalesTermRef", None, "99", ("Terms", None, "99")),  # the list no longer knows it
        ("crews", "a;z", "", ("Crews", "a;z", "")),
    ],
)
def test_a_choice_is_called_as_its_list_calls_it(
    field: str, before: str | None, after: str, said: tuple[str | None, ...]
) -> None:
    (told,) = in_words([{"field": field, "from": before, "to": after}], LABELS)
    assert (told["field"], told["from"], told["to"]) == said
