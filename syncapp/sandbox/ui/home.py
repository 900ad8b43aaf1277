"""The first page of a port: what there is, and what is expected to fail."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.frame import NAMES
from syncapp.sandbox.ui.html import link, table, tag
from syncapp.sandbox.ui.visit import Visit


def home(visit: Visit) -> Answer:
    name = NAMES[visit.system]
    rows: list[list[object]] = [
        [link(title, visit.at(path)), f"{count:,}"] for path, title, count in visit.pages.kinds(visit)
    ]
    intro = tag(
        "p", f"Here you are the person who works in {name}. What you do is done under {name}'s rules, is told to "
        "whoever subscribed, and is seen by connected apps like a person's work.",
    )  # fmt: skip
    told = dict.fromkeys((one["number"], one["label"], one["code"]) for one in visit.port.expected)
    expected: list[list[object]] = [[number, label, tag("code", code)] for number, label, code in told]
    return visit.page(
        f"{name}, the sandbox",
        intro,
        table("Records", ["What", "How many"], rows, (1,)),
        table("What the demo company makes fail", ["Record", "About", "Code"], expected) if expected else None,
    )
