"""Every address × every role × a stranger × nobody, by walking the resolver: a new address without a row fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from syncapp.actions.members import hashed
from syncapp.actions.tokens import make
from syncapp.queries.rights import RIGHTS, Right
from syncapp.storage.models import Activity, Invitation
from tests.web.conftest import CANARY, ROLES, Shop, queries, writes

VERBS = ("get", "post", "put", "patch", "delete", "options")


@dataclass(frozen=True)
class Row:
    right: Right
    verbs: tuple[str, ...] = ("get",)
    args: dict[str, Any] = field(default_factory=dict)  # a string that begins with @ names a row of `_pk`
    post: dict[str, str] = field(default_factory=dict)


POST, BOTH = ("post",), ("get", "post")

# The addresses of a workspace: what a member must be allowed to, and the verbs that there are.
WORKSPACE: dict[str, Row] = {
    "home": Row(Right.VIEW),
    "live": Row(Right.VIEW),
    "find": Row(Right.VIEW),
    "find_live": Row(Right.VIEW, POST),
    "pause": Row(Right.PAUSE, POST),
    "integrations": Row(Right.VIEW),
    "integrations_edition": Row(Right.CONNECT, POST, post={"edition": "starter"}),
    "integrations_check": Row(Right.CONNECT, POST),
    "integrations_noted": Row(Right.CONNECT, POST),
    "integrations_disconnect": Row(Right.CONNECT, POST, {"side": "hubspot"}),
    "quickbooks": Row(Right.VIEW),
    "quickbooks_columns": Row(Right.VIEW, BOTH),
    "sync_new": Row(Right.SET_UP),
    "sync_configure": Row(Right.SET_UP, BOTH, {"object_type": "invoice"}),
    "sync_filters": Row(Right.SET_UP, BOTH, {"object_type": "product"}),
    "sync_payments": Row(Right.SET_UP, args={"step": "sync_configure"}),
    "sync_discard": Row(Right.SET_UP, POST, {"object_type": "contact"}),
    "setting_zone": Row(Right.SET_UP, POST, post={"zone": "America/New_York"}),
    "setting_protected": Row(Right.BOOKS, POST, post={"day": "2026-10-31", "sure": "yes"}),
    "setting_service_dates": Row(Right.BOOKS, POST, post={"yes": "on"}),
    "setting_accounts": Row(Right.BOOKS, POST, {"object_type": "invoice"}, {"deposit_cards": "4"}),
    "setting_history": Row(Right.SET_UP, POST, post={"yes": "on"}),
    "setting_not_cash": Row(Right.SET_UP, POST, post={"choice": "show"}),
    "setting_interval": Row(Right.SET_UP, POST, post={"seconds": "600"}),
    "sync_review": Row(Right.SET_UP, BOTH, {"object_type": "invoice"}),
    "sync_dry_run": Row(Right.SET_UP, POST, {"object_type": "invoice"}),
    "sync_plan": Row(Right.SET_UP, args={"object_type": "invoice"}),
    "sync_on": Row(Right.SET_UP, POST, {"object_type": "contact"}),
    "sync_off": Row(Right.SET_UP, BOTH, {"object_type": "invoice"}),
    "sync_now": Row(Right.PAUSE, POST),
    "runs": Row(Right.VIEW),
    "run": Row(Right.VIEW, args={"pk": "@run"}),
    "run_believe": Row(Right.SET_UP, POST, {"pk": "@run"}),
    "run_undo": Row(Right.RESOLVE, BOTH, {"pk": "@run"}),
    "activity": Row(Right.VIEW),
    "activity_download": Row(Right.VIEW),
    "invoices": Row(Right.VIEW),
    "invoices_download": Row(Right.VIEW),
    "record": Row(Right.VIEW, args={"pk": "@record"}),
    "record_fix": Row(Right.RESOLVE, POST, {"pk": "@record", "name": "retry"}),
    "approvals": Row(Right.VIEW),
    "approvals_confirm": Row(Right.VIEW),
    "approvals_send": Row(Right.RESOLVE, POST),
    "approvals_never": Row(Right.RESOLVE, POST, post={"all": "history"}),
    "conflicts": Row(Right.VIEW),
    "conflict_choose": Row(Right.RESOLVE, POST, post={"side": "hubspot"}),
    "conflict_all": Row(Right.RESOLVE, BOTH, post={"side": "hubspot"}),
    "linking": Row(Right.VIEW),
    "linking_search": Row(Right.VIEW),
    "linking_pair": Row(Right.VIEW),
    "linking_link": Row(Right.RESOLVE, POST),
    "linking_numbers": Row(Right.VIEW, BOTH),
    "linking_by_file": Row(Right.RESOLVE, BOTH),
    "linking_link_all": Row(Right.RESOLVE, POST),
    "linking_errors": Row(Right.RESOLVE, POST),
    "linking_candidates": Row(Right.VIEW),
    "linking_unlink": Row(Right.VIEW, args={"pk": "@record"}),
    "linking_apart": Row(Right.RESOLVE, POST, {"pk": "@record"}),
    "why": Row(Right.VIEW),
    "why_check": Row(Right.VIEW, POST, {"pk": "@record"}),
    "why_look": Row(Right.VIEW, POST),
    "custom_line_items": Row(Right.VIEW),
    "custom_line_items_download": Row(Right.VIEW),
    "custom_line_items_use": Row(Right.BOOKS, POST),
    "reconciliation": Row(Right.VIEW),
    "reconciliation_start": Row(Right.RESOLVE, POST, post={"period": "last-month"}),
    "reconciliation_download": Row(Right.VIEW),
    "parked": Row(Right.VIEW),
    "parked_download": Row(Right.VIEW),
    "records_export": Row(Right.VIEW, BOTH),
    "records_views": Row(Right.VIEW, BOTH, post={"name": "Mine", "query": "status=failing"}),
    "failures": Row(Right.VIEW),
    "failure_retry": Row(Right.RESOLVE, POST),
    "failure_ignore": Row(Right.RESOLVE, BOTH),
    "failure_stop_ignoring": Row(Right.RESOLVE, POST),
    "failure_done": Row(Right.VIEW, args={"first": "@click"}),
    "settings": Row(Right.VIEW),
    "alerts": Row(Right.VIEW),
    "alerts_mine": Row(Right.VIEW, POST, post={"failing": "on"}),
    "alerts_test": Row(Right.VIEW, POST),
    "alerts_rules": Row(Right.ALERTS, POST, post={"failing_from": "2", "rate_percent": "30", "digest_hour": "9"}),
    "alerts_hook": Row(Right.ALERTS, POST, post={"url": "https://127.0.0.1/"}),
    "alerts_hook_secret": Row(Right.ALERTS, POST),
    "alerts_hook_test": Row(Right.ALERTS, POST),
    "alerts_hook_remove": Row(Right.ALERTS, POST),
    "api_tokens": Row(Right.TOKENS),
    "api_token_make": Row(Right.TOKENS, POST, post={"name": "Report", "role": "viewer", "days": "30"}),
    "api_token_revoke": Row(Right.TOKENS, POST, {"pk": "@token"}),
    "danger": Row(Right.SET_UP),
    "danger_rename": Row(Right.SET_UP, POST, post={"name": "Another"}),
    "danger_off": Row(Right.SET_UP, POST),
    "danger_delete": Row(Right.OWN, BOTH, post={"slug": "fernhill"}),
    "configuration": Row(Right.SET_UP),
    "configuration_download": Row(Right.SET_UP),
    "configuration_diff": Row(Right.SET_UP, POST),
    "configuration_apply": Row(Right.SET_UP, POST),
    "members": Row(Right.VIEW),
    "member_invite": Row(Right.MEMBERS, POST, post={"email": "new@example.com", "role": "viewer"}),
    "member_role": Row(Right.MEMBERS, POST, {"pk": "@viewer"}, {"role": "bookkeeper"}),
    "member_remove": Row(Right.MEMBERS, POST, {"pk": "@viewer"}),
    "member_withdraw": Row(Right.MEMBERS, POST, {"pk": "@invitation"}),
}
# For everybody who is signed in, whatever the workspace.
SIGNED_IN = {
    "start", "oauth_start_hubspot", "oauth_start_quickbooks", "account_email", "account_change_password", "account_set_password", "account_reauthenticate",
    "usersessions_list", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip
# For whoever is not (yet) signed in; allauth's own pages, and those that check a secret of their own.
PUBLIC = {
    "account_login", "account_logout", "account_signup", "account_inactive", "account_email_verification_sent",
    "account_confirm_email", "account_confirm_login_code", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_trust", "mfa_login_webauthn", "mfa_signup_webauthn",
    "healthz", "metrics", "invitation", "webhook-hubspot", "webhook-quickbooks", "oauth_callback_hubspot", "oauth_callback_quickbooks",
}  # fmt: skip
WITHOUT_CSRF = {"webhook-hubspot", "webhook-quickbooks"}  # they are signed instead (SEC23)


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


def names() -> set[str]:
    """Those of the API ask for a token instead: tests/api/test_access.py."""
    return {pattern.name or str(pattern.pattern) for pattern in addresses()} - of_the_api()


def of_the_api() -> set[str]:
    return {pattern.name for pattern in addresses() if (pattern.name or "").startswith("api-")}


def test_every_address_has_a_row() -> None:  # SEC1
    assert names() - set(WORKSPACE) - SIGNED_IN - PUBLIC == set()


def test_no_row_is_left_without_an_address() -> None:
    assert set(WORKSPACE) - names() == set()


def test_only_signed_calls_of_the_vendors_come_without_a_token_against_forgery() -> None:  # SEC23
    exempt = {pattern.name for pattern in addresses() if getattr(pattern.callback, "csrf_exempt", False)}
    assert exempt <= WITHOUT_CSRF | of_the_api()  # where no cookie counts


def test_each_view_of_a_workspace_asks_for_the_right_of_its_row() -> None:  # B12
    for pattern in addresses():
        if pattern.name in WORKSPACE:
            assert pattern.callback.right is WORKSPACE[pattern.name].right, pattern.name


def _pk(shop: Shop, name: str) -> int:
    if name == "invitation":
        now = timezone.now()
        row, _ = Invitation.objects.get_or_create(
            workspace=shop.workspace, email="open@example.com", role="viewer", secret_hash=hashed("open"),
            defaults={"created_at": now, "expires_at": now + timedelta(days=1)},
        )  # fmt: skip
        return row.pk
    if name == "token":
        return make(shop.membership("owner"), "Report", "viewer").token.pk
    if name == "run":
        return shop.workspace.runs.first().pk
    if name == "click":
        record = shop.workspace.records.first()
        return Activity.objects.create(
            workspace=shop.workspace,
            record=record,
            actor=shop.people["owner"],
            at=timezone.now(),
            kind="retried",
            request_id="click",
        ).pk
    if name == "record":
        return shop.workspace.records.filter(status="failing").first().pk
    return shop.membership(name).pk


def address(shop: Shop, name: str) -> str:
    args = {
        key: _pk(shop, value[1:]) if str(value).startswith("@") else value
        for key, value in WORKSPACE[name].args.items()
    }
    return reverse(name, kwargs={"ws": shop.workspace.slug, **args})


@contextmanager
def undone() -> Iterator[None]:
    """What is done within has not happened afterwards: one shop for all addresses."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_members_get_what_their_role_allows(shop: Shop, role: str) -> None:  # SEC6, B12
    wrong = []
    for name, row in WORKSPACE.items():
        with undone():
            url, client = address(shop, name), shop.client(role)
            for verb in VERBS:
                ask = getattr(client, verb)
                status = (ask(url, row.post) if verb == "post" else ask(url)).status_code
                if verb not in row.verbs:
                    right = (405,)
                elif row.right in RIGHTS[role]:
                    right = (200, 302, 422)  # 422: the form says what it lacks
                else:
                    right = (403,)
                wrong += [(name, verb, status)] if status not in right else []
    assert wrong == []


def test_a_stranger_finds_nothing_at_any_address(shop: Shop) -> None:  # SEC2: 404, never 403
    client, wrong = shop.client("stranger"), []
    for name, row in WORKSPACE.items():
        url = address(shop, name)
        for verb in VERBS:
            expected = 404 if verb in row.verbs else 405
            for headers in ({}, {"HX-Request": "true"}):
                status = getattr(client, verb)(url, headers=headers).status_code
                wrong += [(name, verb, headers, status)] if status != expected else []
    assert wrong == []


def test_nobody_is_asked_to_sign_in(shop: Shop) -> None:
    client, wrong = shop.client("nobody"), []
    for name in WORKSPACE:
        url = address(shop, name)
        for verb in VERBS:
            answer = getattr(client, verb)(url)
            asked = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
            wrong += [] if asked else [(name, verb, answer.status_code)]
    assert wrong == []


def test_nobody_sees_the_pages_of_an_account(shop: Shop) -> None:
    for name in sorted(SIGNED_IN & names()):
        answer = shop.client("nobody").get(_plain(name))
        assert answer.status_code == 302, name
        assert "/accounts/login/" in answer["Location"], name


def _plain(name: str) -> str:
    return reverse(name, kwargs={"pk": 1} if name in ("mfa_remove_webauthn", "mfa_edit_webauthn") else {})


def readable(shop: Shop, role: str = "owner") -> list[str]:
    """Every page that this role can read, with the forms that its address gives it."""
    found = [address(shop, name) for name, row in WORKSPACE.items() if "get" in row.verbs and row.right in RIGHTS[role]]
    overview = shop.url("integrations/quickbooks/?tab=overview")
    found += [
        overview,
        shop.url("integrations/quickbooks/?tab=settings"),
        f"{overview}&view=records",
        f"{overview}&show=all.failing",
        f"{overview}&show=invoice.parked",
    ]
    found += [
        shop.url(f"failures/?{query}")
        for query in ("cause=order_discount", "view=ignored", "object=invoice&cause=order_discount&q=HS")
    ]
    if Right.RESOLVE in RIGHTS[role]:
        found += [
            shop.url(f"failures/ignore/?record={record.pk}")
            for record in shop.workspace.records.filter(status="failing")[:1]
        ]
    found += [overview, f"{overview}&view=records", f"{overview}&show=all.failing", f"{overview}&show=invoice.parked"]
    found += [f"{overview}&view=records&expand={record.pk}" for record in shop.workspace.records.all()[:3]]
    found += [
        shop.url(f"invoices/?invoice={record.pk}") for record in shop.workspace.records.filter(object_type="invoice")
    ]
    found += [f"{address(shop, 'run')}?tab=calls", shop.url("runs/?show=wrote")]
    return [*found, "/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/", "/accounts/password/change/"]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("role", ROLES)
def test_reading_writes_nothing_and_shows_no_token(shop: Shop, role: str) -> None:  # SEC13, SEC24
    client = shop.client(role)
    for url in readable(shop, role):
        with queries() as asked:
            answer = client.get(url)
            content = body(answer)
        assert answer.status_code in (200, 302), url
        assert writes(asked) == [], url
        assert CANARY.encode() not in content, url


def test_what_other_workspaces_hold_is_on_no_page(shop: Shop) -> None:  # SEC2
    shop.other.records.update(label="Elsewhere's own")
    client = shop.client("owner")
    for url in readable(shop):
        assert b"Elsewhere" not in body(client.get(url)), url


def test_an_expired_fragment_takes_the_whole_page_to_sign_in(shop: Shop) -> None:
    answer = shop.client("nobody").get(
        shop.url("live/"), headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/fernhill/"}
    )
    assert answer["HX-Redirect"] == "/accounts/login/?next=/fernhill/"
