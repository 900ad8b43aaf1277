"""Headless set-up: workspace, owner, connections from tokens at hand, and the syncs of a chosen direction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from syncapp.connectors.errors import CallFailed, LimitReached
from syncapp.core.criteria import Operator
from syncapp.core.errors import Failure
from syncapp.core.preflight import Finding, Level, preflight
from syncapp.core.values import Direction, ObjectType, Pair, Side
from syncapp.engine.access import wiring
from syncapp.engine.access.quiet import Patience, in_words
from syncapp.engine.access.tokens import utc_now
from syncapp.engine.rules import AccountView, account_views
from syncapp.engine.setup.accounts import takes_sales
from syncapp.engine.setup.catalog import WrongAccount, marked, refresh_catalogs
from syncapp.engine.setup.checklist import facts_of, in_force, keep_checklist, known_of
from syncapp.engine.setup.floor import record_floor
from syncapp.engine.setup.starting import starting_settings
from syncapp.storage import starts
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import Connection, FilterRule, Membership, ObjectSync, Workspace

DIRECTIONS = {
    "two-way": Direction.TWO_WAY,
    "inbound": Direction.TO_HUBSPOT,
    "outbound": Direction.TO_QUICKBOOKS,
}
# First parts of addresses that are no workspace's.
RESERVED = frozenset({"accounts", "api", "healthz", "metrics", "oauth", "static", "webhooks"})
SET_UP = (ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE)


class SetUpRefused(Exception):
    """Nothing was turned on; the text says why."""


@dataclass(frozen=True)
class Tokens:
    """What the person has at hand: `ACCESS` or `ACCESS:REFRESH` per system."""

    hubspot: str = field(repr=False)
    quickbooks: str = field(repr=False)
    realm: str = ""


def set_up(
    slug: str,
    owner: str,
    tokens: Tokens | None,
    *,
    password: str = "",
    edition: str = "starter",
    direction: str = "none",
    patience: Patience | None = None,
) -> dict[str, Any]:
    """Make or reuse the workspace, connect it, check it, and turn the syncs on; raises SetUpRefused.

    Without tokens it makes the workspace and its owner alone, who connects both accounts in the browser.
    `patience`: with vendors that ask for quiet; without it that is a refusal.
    """
    _require_names(slug, owner)
    workspace = _workspace(slug, owner, password)
    if tokens is None:
        return _told(workspace, _held(workspace).items(), ())
    before = _held(workspace)
    try:
        rows = _connections(workspace, tokens, edition, before)
        findings = turn_on(workspace, rows, direction, patience)
    except (SetUpRefused, KeyboardInterrupt):
        _put_back(workspace, before)
        raise
    return _told(workspace, rows, findings)


def _require_names(slug: str, owner: str) -> None:
    if not slug or slug != slugify(slug):
        raise SetUpRefused(
            f"“{slug}” cannot be a workspace's name in addresses. Use small letters, digits and hyphens."
        )
    if slug in RESERVED:
        raise SetUpRefused(f"“{slug}” is an address of this program itself. Choose another name for the workspace.")
    try:
        validate_email(owner)
    except ValidationError:
        raise SetUpRefused(f"“{owner}” is no email address, and an owner signs in with one.") from None


def turn_on(
    workspace: Workspace, rows: Pair[Connection], direction: str, patience: Patience | None = None
) -> list[Finding]:
    """Check both accounts and turn the syncs on unless something blocks; raises SetUpRefused."""
    once = partial(_turned_on_once, workspace, rows, direction)
    try:
        return patience.through(workspace, once) if patience else once()
    except LimitReached as limit:
        raise SetUpRefused(in_words(workspace, limit, utc_now()).sentence()) from limit


def _turned_on_once(workspace: Workspace, rows: Pair[Connection], direction: str) -> list[Finding]:
    """Raises LimitReached where a vendor asks for quiet: then nothing is turned on."""
    try:
        accounts = _read(workspace, rows, utc_now())
        findings = _findings(workspace, accounts, direction)
        if not any(finding.level == Level.BLOCKING for finding in findings):
            _make_ready(workspace, DIRECTIONS.get(direction), accounts)
            keep_checklist(workspace, utc_now())
    except WrongAccount as wrong:
        raise SetUpRefused(str(wrong)) from wrong
    except LimitReached:
        raise
    except CallFailed as error:
        problem = error.problem
        if problem.code == "wrong_account":  # whatever was connected before, this is about what was given now
            raise SetUpRefused(
                f"The access to QuickBooks Online does not open the company {rows.quickbooks.account_id}. Check its id "
                "and the tokens: both must be of the same company. Nothing was turned on."
            ) from error
        raise SetUpRefused(Failure(problem.code, problem.params, problem.vendor_text).sentence()) from error
    return list(findings)


def _findings(workspace: Workspace, accounts: Pair[AccountView], direction: str) -> tuple[Finding, ...]:
    """Of the set-up that is meant, before our properties are made in HubSpot."""
    meant = DIRECTIONS.get(direction)
    as_meant = replace(
        in_force(workspace), direction=meant or Direction.TO_HUBSPOT, on=frozenset(SET_UP if meant else ())
    )
    facts = facts_of(workspace, dict(accounts), as_meant, known_of(workspace), utc_now())
    return preflight(replace(facts, unmarked=None))


def _workspace(slug: str, owner: str, password: str) -> Workspace:
    with transaction.atomic():
        workspace, _ = Workspace.objects.get_or_create(slug=slug, defaults={"name": slug})
        enrol(workspace, owner, Membership.Role.OWNER, password=password)
    return workspace


def enrol(workspace: Workspace, email: str, role: str, *, password: str = "", name: str = "") -> None:
    """A member without an invitation: whoever has this shell vouches for the address. An account that was there
    keeps its password where none is given."""
    first, _, last = name.partition(" ")
    names = {"email": email, "first_name": first, "last_name": last}
    user, created = User.objects.get_or_create(username=email, defaults=names)
    if created or password:
        user.set_password(password or secrets.token_urlsafe(24))
        user.save()
    if "@" in email:  # signing in is by address
        EmailAddress.objects.get_or_create(user=user, email=email.lower(), defaults={"verified": True, "primary": True})
    Membership.objects.get_or_create(workspace=workspace, user=user, defaults={"role": role})


def _held(workspace: Workspace) -> dict[Side, Connection]:
    """The connections so far; tokens that no key opens any more are as good as none."""
    try:
        rows = list(workspace.connections.all())
    except UndecipherableToken:
        workspace.connections.update(access_token="", refresh_token="")
        rows = list(workspace.connections.all())
    return {Side(row.side): row for row in rows}


def _connections(
    workspace: Workspace, tokens: Tokens, edition: str, before: dict[Side, Connection]
) -> Pair[Connection]:
    """New tokens for the same accounts are a reconnect; another account is refused while records are linked (F94)."""
    used = workspace.records.exists()
    given = {Side.HUBSPOT: (tokens.hubspot, ""), Side.QUICKBOOKS: (tokens.quickbooks, tokens.realm)}
    for side, (token, account_id) in given.items():
        access, _, refresh = token.partition(":")
        known = before.get(side)
        if known and account_id and known.account_id != account_id and used:
            params = {"system": side.label, "expected": known.account_id, "found": account_id}
            raise SetUpRefused(Failure("wrong_account", params).sentence())
        fresh = {
            "access_token": access,
            "refresh_token": refresh,
            "expires_at": None,
            "state": Connection.State.CONNECTED,
        }
        if side is Side.HUBSPOT:
            fresh["edition"] = edition
        if account_id or not used:
            fresh["account_id"] = account_id
        Connection.objects.update_or_create(workspace=workspace, side=side, defaults=fresh)
    return wiring.connections(workspace)


def _put_back(workspace: Workspace, before: dict[Side, Connection]) -> None:
    """A refused set-up leaves the connections as they were."""
    workspace.connections.exclude(side__in=before).delete()
    for row in before.values():
        row.save()


def _read(workspace: Workspace, rows: Pair[Connection], now: datetime) -> Pair[AccountView]:
    refresh_catalogs(wiring.connect(workspace), rows, now)
    accounts = account_views(rows)
    zone = str(accounts.quickbooks.settings.get("timezone") or accounts.hubspot.settings.get("timezone") or "UTC")
    if workspace.time_zone != zone:
        workspace.time_zone, workspace.name = zone, rows.quickbooks.name or workspace.name
        workspace.save(update_fields=["time_zone", "name"])
    return accounts


def _make_ready(workspace: Workspace, direction: Direction | None, accounts: Pair[AccountView]) -> None:
    """Our own properties are made in HubSpot here, once; then the syncs are turned on."""
    wiring.connect(workspace).hubspot.ensure_properties()  # type: ignore[attr-defined]
    marked(accounts.hubspot.connection)
    if direction is not None:
        _turn_on(workspace, direction, accounts)


def _turn_on(workspace: Workspace, direction: Direction, accounts: Pair[AccountView]) -> None:
    settings = _settings(accounts)
    with transaction.atomic():
        for object_type in SET_UP:
            sync, made = ObjectSync.objects.get_or_create(
                workspace=workspace, object_type=object_type, defaults={"direction": direction, "policy": "hubspot"}
            )
            changed = sync.direction != direction
            sync.direction = direction
            sync.settings = {**settings[object_type], **sync.settings}
            sync.revision += 1 if changed else 0
            sync.save()
            if changed and sync.enabled:
                starts.saved(sync, utc_now())
            if made and object_type is ObjectType.PRODUCT:
                _sku_filter(sync)
    record_floor(workspace)
    ObjectSync.objects.filter(workspace=workspace).update(enabled=True)


def _settings(accounts: Pair[AccountView]) -> dict[ObjectType, dict[str, Any]]:
    """Income account: the first active one of subtype SalesOfProductIncome, else the first income account by name."""
    income = sorted(
        filter(takes_sales, accounts.quickbooks.lists.get("accounts", ())),
        key=lambda entry: (entry.group != "Income", entry.name),
    )
    preferred = [entry for entry in income if entry.kind == "SalesOfProductIncome"]
    account = next((entry.id for entry in [*preferred, *income]), "")
    chosen: dict[ObjectType, dict[str, Any]] = {
        ObjectType.CONTACT: {},
        ObjectType.PRODUCT: {"income_account": account},
        ObjectType.INVOICE: {"line_item_account": account, "send_history": True, "other_sync_is_off": True},
    }
    return {object_type: {**starting_settings(object_type, accounts), **own} for object_type, own in chosen.items()}


def _sku_filter(sync: ObjectSync) -> None:
    """S10: only products with a SKU sync, both ways; a visible filter that can be changed."""
    for target, name in ((Side.HUBSPOT, "Sku"), (Side.QUICKBOOKS, "hs_sku")):
        FilterRule.objects.get_or_create(
            sync=sync, target=target, property=name, operator=Operator.KNOWN, defaults={"values": []}
        )


def _told(workspace: Workspace, rows: Iterable[tuple[Side, Connection]], findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "workspace": workspace.slug,
        "connections": {
            side.value: {"account": row.account_id, "name": row.name, "state": row.state} for side, row in rows
        },
        "syncs": {
            f"{sync.object_type}s": {"direction": sync.direction, "enabled": sync.enabled}
            for sync in workspace.syncs.order_by("pk")
        },
        "preflight": [asdict(finding) for finding in findings],
    }
