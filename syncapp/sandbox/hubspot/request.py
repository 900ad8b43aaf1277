"""A vendor call with the account and the actor behind it, as the handlers take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from syncapp.sandbox.call import Call
from syncapp.sandbox.hubspot.actor import Actor
from syncapp.sandbox.hubspot.bodies import ANY, Shape, check, parse
from syncapp.sandbox.hubspot.errors import missing_scopes, refusal, unsupported_type
from syncapp.sandbox.hubspot.kinds import ELSEWHERE, KINDS, Kind, named
from syncapp.sandbox.hubspot.models import Account

OBJECT = Shape("java.util.LinkedHashMap", {})


@dataclass
class Request:
    account: Account
    call: Call
    actor: Actor
    version: str  # v1, v3, v4 or a dated one
    _parsed: Any = None

    def body(self, shape: Shape | None = None) -> dict[str, Any]:
        """The JSON object of the request, checked against what is read from it."""
        found: dict[str, Any] = self.json(shape or OBJECT)
        return found

    def json(self, wanted: Any = ANY) -> Any:
        """The JSON of the request; its kind has to be declared, people's pages apart."""
        declared = "json" in self.call.headers.get("content-type", "").lower() or self.call.as_user
        if self.call.body and not declared:
            raise unsupported_type()
        if self._parsed is None:
            self._parsed = parse(self.call.body)
        check(self.call.body, self._parsed, wanted)
        return self._parsed

    def flag(self, name: str) -> bool:
        """`true` and `True` alike [T]."""
        return self.call.param(name).lower() == "true"

    def limit(self, default: int, most: int) -> int:
        text = self.call.param("limit")
        if not text:
            return default
        if not text.isdigit() or not 1 <= int(text) <= most:
            raise refusal(
                400, "VALIDATION_ERROR", f"limit must be between 1 and {most}, but was {text}"
            )  # text assumed
        return int(text)

    def after(self) -> int:
        text = self.call.param("after")
        if text and not text.isdigit():
            raise refusal(400, "VALIDATION_ERROR", f"after is not a valid paging cursor: {text}")
        return int(text or 0)

    def inputs(self, most: int, item: Shape | None = None) -> list[Any]:
        """The `inputs` of a batch."""
        shape = Shape("BatchInput", {"inputs": [item or OBJECT]}, required=("inputs",))
        found: list[Any] = self.body(shape)["inputs"]
        if not found:
            raise refusal(400, "VALIDATION_ERROR", "Batch input provided should have at least one object.")  # [C]
        if len(found) > most:
            raise refusal(
                400,
                "VALIDATION_ERROR",
                f"The maximum number of inputs is {most}, but there were {len(found)}",
            )
        return found

    # Scopes

    def need(self, *scopes: str) -> None:
        """Any one of them suffices [C]; a person needs none."""
        if not self.actor.user and not self.actor.scopes.intersection(scopes):
            raise missing_scopes(scopes)

    def need_objects(self, kind: Kind, action: str) -> None:
        self.need(*object_scopes(kind, action))

    def kind(self, name: str, action: str = "") -> Kind:
        """The type that a path names, with the scope for what is to be done to it."""
        found = named(name)
        if found is None and name.lower() in ELSEWHERE:
            # What is not kept here, no app is granted: assumed, as for an app of invoices.
            raise missing_scopes([f"crm.objects.{ELSEWHERE[name.lower()]}.{action or 'read'}"])
        if found is None:
            wrong = "Invalid object or event type id" if name[:1].isdigit() else "Unable to infer object type from"
            raise refusal(400, "VALIDATION_ERROR", f"{wrong}: {name}")  # [C]
        if action:
            self.need_objects(found, action)
        return found


def object_scopes(kind: Kind, action: str) -> list[str]:
    own = [f"crm.objects.{kind.scope}.{action}"] if kind.scope else []
    return [*own, kind.umbrella] if kind.umbrella else own


def schema_scopes(kind: Kind, action: str) -> list[str]:
    """Definitions. Products have no schema scope of their own: the object scope stands in (assumed)."""
    own = [] if kind.key == "products" else [f"crm.schemas.{kind.scope or kind.key}.{action}"]
    if action == "read" or kind.key == "products":
        own += object_scopes(kind, action)  # [K][?]
    return [*dict.fromkeys(own)]


ALL_SCOPES = frozenset(
    ["oauth", "crm.objects.owners.read", "crm.schemas.custom.read", "tax_rates.read"]
    + [
        scope
        for kind in KINDS.values()
        for action in ("read", "write")
        for scope in (*object_scopes(kind, action), *schema_scopes(kind, action))
    ]
)
