"""The journal numbers what it keeps and never loses count."""

from __future__ import annotations

from syncapp.sandbox.journal import Journal


def filled(count: int, kept: int = 100) -> Journal:
    journal = Journal(kept)
    for number in range(count):
        journal.add({"path": f"/{number}"})
    return journal


def test_entries_count_from_one_in_order_of_arrival() -> None:
    page = filled(3).since(0)
    assert [(entry["seq"], entry["path"]) for entry in page["entries"]] == [(1, "/0"), (2, "/1"), (3, "/2")]
    assert page["next"] == 3


def test_since_gives_only_what_came_after() -> None:
    journal = filled(5)
    assert [entry["seq"] for entry in journal.since(3)["entries"]] == [4, 5]
    assert journal.since(5) == {"entries": [], "next": 5}


def test_asking_again_with_next_misses_nothing_and_repeats_nothing() -> None:
    journal = filled(2)
    last = journal.since(0)["next"]
    journal.add({"path": "/new"})
    assert [entry["path"] for entry in journal.since(last)["entries"]] == ["/new"]


def test_the_oldest_go_first_when_it_is_full() -> None:
    page = filled(10, kept=4).since(0)
    assert [entry["seq"] for entry in page["entries"]] == [7, 8, 9, 10]
    assert [entry["seq"] for entry in filled(10, kept=4).since(8)["entries"]] == [9, 10]


def test_the_count_goes_on_after_clearing() -> None:
    journal = filled(2)
    journal.clear()
    assert len(journal) == 0
    assert journal.since(0) == {"entries": [], "next": 2}
    assert journal.add({"path": "/x"})["seq"] == 3
    assert [entry["seq"] for entry in journal.since(1)["entries"]] == [3]
