"""Connecting an account, giving it back, and what its owner states about it.

The vendors are asked outside every transaction; what came of it is stored in one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import change, noted
from syncapp.connectors.errors import CallFailed
from syncapp.connectors.oauth import Tokens
from syncapp.connectors.protocol import Account
from syncapp.core.errors import Failure
from syncapp.core.values import Side
from syncapp.engine.access import consent, wiring
from syncapp.engine.setup.catalog import WrongAccount, forget_refusal, marked, refresh_catalog
from syncapp.engine.setup.checklist import keep_checklist, told
from syncapp.storage import queue
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import Catalog, Connection, Cursor, Inbox, Workspace

logger = logging.getLogger("syncapp.connections")

EDITIONS = {"free": "Free", "starter": "Starter", "professional": "Professional", "enterprise": "Enterprise"}
State = Connection.State


class ConnectRefused(Exception):
    """Nothing was changed; the text says why and what to do."""


@dataclass(frozen=True)
class Consent:
    """What the vendor's redirect brought, with what we had sent along."""

    side: Side
    code: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str
    realm: str = ""  # QuickBooks names the company in the address
    edition: str = ""  # HubSpot's, as stated before


def authorize_url(side: Side, redirect_uri: str, state: str, verifier: str) -> str:
    """The vendor's page of consent; raises ConnectRefused where the way there is not known."""
    if not consent.client_of(side).id:
        raise ConnectRefused(
            f"This installation has no app registered with {side.label} yet. Whoever runs it sets "
            f"{side.name}_CLIENT_ID and {side.name}_CLIENT_SECRET."
        )
    try:
        return consent.authorize_url(side, redirect_uri, state, verifier)
    except CallFailed as error:
        raise _refusal(side, error) from error


def connect(workspace: Workspace, given: Consent, *, by: User) -> Connection:
    """Take up a consent: a first connection, or a reconnect that keeps all links; raises ConnectRefused."""
    side = given.side
    try:
        tokens = consent.exchange(side, given.code, given.redirect_uri, given.verifier)
        account = consent.account_of(side, tokens.access_token, given.realm)
    except CallFailed as error:
        raise _refusal(side, error) from error
    known = _readable(workspace).get(side)
    if known and known.account_id and known.account_id != account.id and workspace.records.exists():
        _give_back(workspace, side, account.id, tokens.refresh_token or tokens.access_token)
        params = {"system": side.label, "expected": known.name or known.account_id, "found": account.name or account.id}
        raise ConnectRefused(Failure("wrong_account", params).sentence())
    row = _store(workspace, given, tokens, account, known, by)
    _look_around(row, fresh=known is None or known.account_id != account.id)
    return row


def _readable(workspace: Workspace) -> dict[Side, Connection]:
    """The connections so far; tokens that no key opens any more are as good as none."""
    try:
        rows = list(workspace.connections.all())
    except UndecipherableToken:
        workspace.connections.update(access_token="", refresh_token="")
        rows = list(workspace.connections.all())
    return {Side(row.side): row for row in rows}


def _store(
    workspace: Workspace, given: Consent, tokens: Tokens, account: Account, known: Connection | None, by: User
) -> Connection:
    now, side = timezone.now(), given.side
    held = {
        "account_id": account.id, "name": account.name, "currency": account.currency, "country": account.country[:3],
        "access_token": tokens.access_token, "refresh_token": tokens.refresh_token or "",
        "expires_at": now + timedelta(seconds=tokens.expires_in), "refresh_expires_at": _later(now, tokens.refresh_expires_in),
        "scopes": list(tokens.scopes or account.scopes or consent.SCOPES[side]), "state": State.CONNECTED, "paused_until": None,
    }  # fmt: skip
    if given.edition in EDITIONS:
        held["edition"] = given.edition
    with transaction.atomic():
        if known and known.account_id != account.id:
            _forget(known)
        row, _ = Connection.objects.update_or_create(workspace=workspace, side=side, defaults=held)
        noted(
            workspace, "reconnected" if known else "connected", by=by, reason=f"{side.label}: {account.name or account.id}",
            changes=[change("account", known.account_id if known else None, account.id)],
        )  # fmt: skip
        queue.nudge(queue.SYNC, workspace.pk, urgent=True)
    return row


def _forget(row: Connection) -> None:
    """Another account takes this place, and no record was linked with the old one."""
    Cursor.objects.filter(workspace=row.workspace_id, side=row.side).delete()
    Inbox.objects.filter(workspace=row.workspace_id, side=row.side).delete()
    Catalog.objects.filter(connection=row).delete()


def _later(now: datetime, seconds: int | None) -> datetime | None:
    return now + timedelta(seconds=seconds) if seconds else None


def _look_around(row: Connection, *, fresh: bool) -> None:
    """What the account offers, and our properties in HubSpot. What is refused here is said by preflight."""
    try:
        catalog = _read(row)
    except CallFailed as error:
        logger.warning("connected %s, but could not read all of it: %s", row, error.problem.code)
        return
    if fresh:  # a reconnect leaves the zone as somebody may have chosen it
        _follow_company(row.workspace, row, str(catalog.settings.get("timezone") or ""))


def _read(row: Connection) -> Catalog:
    """What the account is and offers; and our properties are made where they are missing, once it is known to be the
    same account. Where that is refused, the checklist goes on saying that they are missing."""
    system = wiring.connect_one(row)
    catalog = refresh_catalog(system, row, timezone.now())
    if not catalog.lists.get("unmarked"):
        return catalog
    try:
        system.ensure_properties()  # type: ignore[attr-defined]
        marked(row)
    except CallFailed as error:
        logger.warning("our properties of %s could not be made: %s", row, error.problem.code)
    return catalog


def _follow_company(workspace: Workspace, row: Connection, zone: str) -> None:
    """Days are read in the company's zone (A19): QuickBooks', and until that is known HubSpot's."""
    first = row.side == Side.QUICKBOOKS or not workspace.connections.filter(side=Side.QUICKBOOKS).exists()
    if zone and first and zone != workspace.time_zone:
        workspace.time_zone = zone
        workspace.save(update_fields=["time_zone"])
    if row.side == Side.QUICKBOOKS and row.name and workspace.name == workspace.slug:
        workspace.name = row.name
        workspace.save(update_fields=["name"])


def disconnect(row: Connection, *, by: User) -> bool:
    """Our access is given back and our tokens wiped; links and records stay. False where the vendor was not told."""
    side = Side(row.side)
    token = _token_of(row)
    with transaction.atomic():
        Connection.objects.filter(pk=row.pk).update(
            access_token="", refresh_token="", expires_at=None, refresh_expires_at=None, state=State.DISCONNECTED
        )
        noted(row.workspace, "disconnected", by=by, reason=f"{side.label}: {row.name or row.account_id}")
    return _give_back(row.workspace, side, row.account_id, token)


def _token_of(row: Connection) -> str:
    try:
        found = Connection.objects.get(pk=row.pk)
    except UndecipherableToken:
        return ""
    return str(found.refresh_token or found.access_token)


def _give_back(workspace: Workspace, side: Side, account_id: str, token: str) -> bool:
    """Revoke; a vendor revokes for the whole account, so not while another workspace is connected to it."""
    shared = Connection.objects.filter(side=side, account_id=account_id, state=State.CONNECTED).exclude(
        workspace=workspace
    )
    if not token or shared.exists():
        return True
    try:
        consent.revoke(side, token)
    except CallFailed as error:
        logger.warning("could not revoke at %s: %s", side.label, error.problem.code)
        return False
    return True


def ask_to_check(workspace: Workspace) -> None:
    """No page waits for a vendor: a worker reads the accounts."""
    queue.nudge(queue.READ_ACCOUNTS, workspace.pk)


def check(workspace: Workspace) -> None:
    """Read the connected accounts anew, for what preflight says; raises ConnectRefused."""
    for side, row in _readable(workspace).items():
        if row.state != State.CONNECTED:
            continue
        forget_refusal(row)
        try:
            _read(row)
        except WrongAccount as wrong:
            raise ConnectRefused(wrong.failure.sentence()) from wrong
        except CallFailed as error:
            problem = error.problem
            params = {"system": side.label, **problem.params}
            raise ConnectRefused(Failure(problem.code, params, problem.vendor_text).sentence()) from error
    keep_checklist(workspace, timezone.now())


def note_checklist(workspace: Workspace, *, by: User) -> bool:
    """Somebody has seen what stands worse than before; False where nothing does. What blocks is told until it is mended."""
    seen = told(workspace).worse
    if not seen:
        return False
    with transaction.atomic():
        workspace.checklist = {**workspace.checklist, "worse": []}
        workspace.save(update_fields=["checklist"])
        noted(workspace, "checklist_noted", by=by, reason=" ".join(one.sentence for one in seen))
    return True


def state_edition(row: Connection, edition: str, *, by: User) -> bool:
    """S30: no call tells HubSpot's edition, so a person does; False where it says nothing new."""
    if edition not in EDITIONS:
        raise ConnectRefused("Choose one of HubSpot's editions.")
    with transaction.atomic():
        if not Connection.objects.filter(pk=row.pk).exclude(edition=edition).update(edition=edition):
            return False
        noted(
            row.workspace, "edition_stated", by=by, reason=f"HubSpot is {EDITIONS[edition]}",
            changes=[change("edition", row.edition, edition)],
        )  # fmt: skip
    row.edition = edition
    return True


def _refusal(side: Side, error: CallFailed) -> ConnectRefused:
    """Of a sign-in that the vendor does not honour, what to do differs from a connection that has died."""
    problem = error.problem
    if problem.code == "connection_expired":
        return ConnectRefused(
            f"{side.label} did not accept this sign-in: it was used already, or took too long. Nothing was changed. Connect again."
        )
    params = {"system": side.label, **problem.params}
    return ConnectRefused(
        f"{Failure(problem.code, params, problem.vendor_text).sentence()} {side.label} was not connected."
    )
