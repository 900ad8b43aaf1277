"""A vendor call with the account and the actor behind it, as the handlers take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from syncapp.sandbox.call import Call
from syncapp.sandbox.hubspot.actor import Actor
from syncapp.sandbox.hubspot.errors import missing_scopes, refusal, unsupported_type
from syncapp.sandbox.hubspot.kinds import KINDS, Kind, named
from syncapp.sandbox.hubspot.models import Account


@dataclass
class Request:
    account: Account
    call: Call
    actor: Actor
    version: str  # v1, v3, v4 or a dated one

    def body(self) -> dict[str, Any]:
        """The JSON object of the request."""
        found = self.json()
        if not isinstance(found, dict):
            raise refusal(
                400, "VALIDATION_ERROR", "Invalid input JSON on line 1, column 1: an object was expected"
            )
        return found

    def json(self) -> Any:
        declared = self.call.headers.get("content-type", "application/json")
        if "json" not in declared:
            raise unsupported_type()
        try:
            return self.call.json()
        except ValueError as error:
            raise refusal(
                400, "VALIDATION_ERROR", f"Invalid input JSON on line 1, column 1: {error}"
            ) from None

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

    def inputs(self, most: int) -> list[Any]:
        """The `inputs` of a batch."""
        found = self.body().get("inputs")
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            raise refusal(
                400, "VALIDATION_ERROR", "Invalid input JSON: Some required fields were not set: [inputs]"
            )
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
        if found is None:
            raise refusal(400, "VALIDATION_ERROR", f"Unable to infer object type from: {name}")  # [C]
        if action:
            self.need_objects(found, action)
        return found


def object_scopes(kind: Kind, action: str) -> list[str]:
    found = [f"crm.objects.{kind.scope}.{action}"]
    return [*found, kind.umbrella] if kind.umbrella else found


def schema_scopes(kind: Kind, action: str) -> list[str]:
    """Definitions. Products have no schema scope of their own: the object scope stands in (assumed)."""
    own = [] if kind.key == "products" else [f"crm.schemas.{kind.scope}.{action}"]
    if action == "read" or kind.key == "products":
        own += object_scopes(kind, action)  # [K][?]
    return [*dict.fromkeys(own)]


ALL_SCOPES = frozenset(
    ["oauth", "crm.objects.owners.read", "tax_rates.read", "e-commerce"]
    + [f"crm.objects.{kind.scope}.{action}" for kind in KINDS.values() for action in ("read", "write")]
    + [
        f"crm.schemas.{kind.scope}.{action}"
        for kind in KINDS.values()
        if kind.key != "products"
        for action in ("read", "write")
    ]
)
