"""What a vendor answers, made absurd on its way to us: values that no page would take, as an import or a bug of theirs
may leave them. The emulators, which calculate with what they hold, stay sound."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from syncapp.sandbox.call import Answer, Call
from tests.world import World

Doc = dict[str, Any]


class Lies:
    """`tell("hubspot", "line_items", "31", quantity="NaN")`: from now on each answer about that record says so."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str, str], Doc] = {}

    def tell(self, system: str, kind: str, record_id: str, **values: Any) -> None:
        self.told.setdefault((system, kind, record_id), {}).update(values)

    def bend(self, system: str, call: Call, answer: Answer) -> Answer:
        if call.as_user or not isinstance(answer.data, dict):
            return answer
        data = copy.deepcopy(answer.data)
        if system == "hubspot":
            kind = next((part for part in call.path.split("/") if any(known == part for _, known, _ in self.told)), "")
            self._records(kind, data)
        else:
            self._entities(data)
        return Answer(answer.status, data, answer.text, answer.headers)

    def _records(self, kind: str, node: Any) -> None:
        """HubSpot: only properties that were asked for are answered."""
        if isinstance(node, dict) and isinstance(node.get("properties"), dict):
            lie = self.told.get(("hubspot", kind, str(node.get("id"))), {})
            node["properties"].update({name: value for name, value in lie.items() if name in node["properties"]})
        for child in _children(node):
            self._records(kind, child)

    def _entities(self, node: Any) -> None:
        """QuickBooks: each record stands under its entity's name."""
        for name, value in node.items() if isinstance(node, dict) else ():
            for doc in value if isinstance(value, list) else [value]:
                if isinstance(doc, dict):
                    doc.update(self.told.get(("quickbooks", name, str(doc.get("Id"))), {}))
        for child in _children(node):
            self._entities(child)


def _children(node: Any) -> Iterator[Any]:
    yield from node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()


@contextmanager
def lying(world: World) -> Iterator[Lies]:
    lies = Lies()
    for system, port in world.sandbox.ports.items():
        honest = port.apply
        port.apply = lambda call, system=system, honest=honest: lies.bend(system, call, honest(call))  # type: ignore[method-assign]
    try:
        yield lies
    finally:
        for port in world.sandbox.ports.values():
            del port.apply
