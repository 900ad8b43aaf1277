"""The first page of a port: what there is, and what is expected to fail."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.frame import NAMES
from syncapp.sandbox.ui.html import folded, link, table, tag
from syncapp.sandbox.ui.visit import Visit


def home(visit: Visit) -> Answer:
    name = NAMES[visit.system]
    rows: list[list[object]] = [
        [link(title, visit.at(path)), f"{count:,}"] for path, title, count in visit.pages.kinds(visit)
    ]
    intro = tag(
        "p", f"Here you are the person who works in {name}, under {name}'s rules. To see something fail: ",
        link("Make it go wrong", visit.at("troubles")), ".",
    )  # fmt: skip
    told = dict.fromkeys((one["number"], one["label"]) for one in visit.port.expected)
    expected: list[list[object]] = [[number, label] for number, label in told]
    return visit.page(
        f"{name}, the sandbox",
        intro,
        table("Records", ["What", "How many"], rows, (1,)),
        folded("What the demo company makes fail", table("What fails", ["Record", "About"], expected))
        if expected
        else None,
    )
