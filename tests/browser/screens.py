"""Every screen and where it is found, in one place: what is photographed, checked by axe, and walked with hostile data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from syncapp.storage.models import Run, SyncRecord, Workspace

SYNCS, OVERVIEW = "integrations/quickbooks/", "integrations/quickbooks/?tab=overview"
RECORDS = f"{OVERVIEW}&view=records"


@dataclass(frozen=True)
class Screen:
    """Its path below the workspace, or where only the state tells: None if there is nothing to show.

    `states` are those in which it has something of its own to say; in "some failing" all are looked at, and in "hostile"
    those that show what people have typed.
    """

    path: str | Callable[[Workspace], str | None]
    states: tuple[str, ...] = ()
    then: Callable[[Any], None] | None = None  # what somebody does there first
    typed: bool = True
    below: bool = True  # the workspace; else an address of its own
    signed_in: bool = True

    def address(self, workspace: Workspace) -> str | None:
        path = self.path if isinstance(self.path, str) else self.path(workspace)
        return path if path is None or not self.below else f"/{workspace.slug}/{path}"

    def shown_in(self, state: str) -> bool:
        return state in self.states or state == "some failing" or (state == "hostile" and self.typed)


def record(path: str = "records/{pk}/", **fields: Any) -> Callable[[Workspace], str | None]:
    """Of the newest record that is so."""

    def found(workspace: Workspace) -> str | None:
        one = SyncRecord.objects.filter(workspace=workspace, **fields).order_by("-pk").first()
        return path.format(pk=one.pk) if one else None

    return found


def run(query: str = "", **fields: Any) -> Callable[[Workspace], str | None]:
    def found(workspace: Workspace) -> str | None:
        one = Run.objects.filter(workspace=workspace, **fields).order_by("pk").first()
        return f"runs/{one.pk}/{query}" if one else None

    return found


def alone(workspace: Workspace, side: str) -> int | None:
    """A contact that stands only there."""
    one = SyncRecord.objects.filter(workspace=workspace, object_type="contact", **{f"{side}_id__isnull": False})
    other = "quickbooks" if side == "hubspot" else "hubspot"
    return one.filter(**{f"{other}_id": None}).values_list("pk", flat=True).first()


def press(name: str, role: str = "button", **found: Any) -> Callable[[Any], None]:
    """What has that name is clicked, where it is there."""

    def do(page: Any) -> None:
        one = page.get_by_role(role, name=name, **found).first
        if one.count():
            one.click()

    return do


def send(document: str) -> Callable[[Any], None]:
    """A configuration file is compared."""

    def do(page: Any) -> None:
        if (form := page.get_by_label("File", exact=True)).count():
            form.set_input_files({"name": "set-up.json", "mimeType": "application/json", "buffer": document.encode()})
            page.get_by_role("button", name="Show what would change").click()
            page.wait_for_load_state()

    return do


HEAD = '"format": "syncapp configuration", "version": 1'
CHANGED = f"""{{{HEAD}, "accounts": {{"quickbooks": {{"id": "1", "name": "Oak Hill Inc"}}}},
  "settings": {{"protected_through": "2026-10-31", "polling_interval_seconds": 600}},
  "syncs": {{"contacts": {{"conflicts": "ask", "mappings": [{{"hubspot": "phone", "quickbooks": "PrimaryPhone.FreeFormNumber", "on": false}}]}}}}}}"""
WRONG = f"""{{{HEAD}, "settings": {{"company_time_zone": "Mars/Base"}}, "syncs": {{"invoices": {{"line_item_account": "Nowhere"}}}}}}"""


def edit_columns(page: Any) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("link", name="Edit columns").click()


def cancel(page: Any) -> None:
    """Of a walk in which something was chosen."""
    if (policy := page.get_by_label("Data conflict resolution")).count():
        policy.select_option("ask")
        page.get_by_text("Not saved yet").wait_for()
        page.get_by_role("button", name="Cancel").click()


def deposit_to_bank(page: Any) -> None:
    """The page warns of it before it is saved."""
    if (field := page.locator("select[name=deposit_cards]")).count():
        bank = field.locator("optgroup[label=Bank] option").first.get_attribute("value")
        field.evaluate("(one, value) => { one.value = value; }", bank)
        page.get_by_role("button", name="Save: Accounts of the invoice sync").click()
        page.get_by_text("Not saved yet.").wait_for()


def make_token(page: Any) -> None:
    page.get_by_label("Name", exact=True).fill("Monthly report")
    page.get_by_role("button", name="Make token").click()
    page.wait_for_load_state()


EMPTY = ("nothing", "connected")
LIVE = ("well", "under way", "all failing", "off", "paused", "connection lost", "viewer", "one record", "many")
INVITED = "an invitation of the tests"  # its secret
LISTS = ("connected", "well", "all failing", "viewer", "many")

SCREENS = {
    "home": Screen("", (*EMPTY, *LIVE)),
    "shortcuts": Screen("", then=lambda page: page.keyboard.press("?"), typed=False),
    "account menu": Screen("", then=press("Your account"), typed=False),
    "found": Screen("find/?q=a", ("connected", "many")),
    "integrations": Screen("integrations/", (*EMPTY, "connection lost", "viewer", "off")),
    "syncs": Screen(SYNCS, (*EMPTY, *LIVE)),
    "more": Screen(SYNCS, ("off",), then=press("More"), typed=False),
    "all set up": Screen(SYNCS, then=press("Sync more data"), typed=False),
    "object view": Screen(OVERVIEW, (*EMPTY, *LIVE)),
    "object panel": Screen(f"{OVERVIEW}&show=invoice.failing", LISTS),
    "why failing": Screen(f"{OVERVIEW}&show=all.failing", then=press("Why is this failing?")),
    "columns": Screen(f"{OVERVIEW}&view=objects", then=edit_columns, typed=False),
    "columns page": Screen("integrations/quickbooks/columns/", typed=False),
    "record view": Screen(RECORDS, (*EMPTY, *LIVE)),
    "record view failing": Screen(f"{RECORDS}&status=failing", LISTS),
    "record view expanded": Screen(record(f"{RECORDS}&expand={{pk}}", activities__isnull=False)),
    "settings": Screen("integrations/quickbooks/?tab=settings", ("connected", "viewer"), typed=False),
    "settings, a bank account": Screen("integrations/quickbooks/?tab=settings", then=deposit_to_bank, typed=False),
    "choose": Screen("syncs/new/", ("nothing", "connected", "off"), typed=False),
    "configure contacts": Screen("syncs/contacts/configure/", ("connected",), typed=False),
    "configure products": Screen("syncs/products/configure/", ("connected",)),
    "configure invoices": Screen("syncs/invoices/configure/", ("connected",)),
    "add a mapping": Screen("syncs/invoices/configure/?add=yes"),
    "filters contacts": Screen("syncs/contacts/filters/", typed=False),
    "filters invoices": Screen("syncs/invoices/filters/", ("connected", "many")),
    "filter panel": Screen("syncs/invoices/filters/?edit=hubspot", typed=False),
    "filter criterion": Screen(
        "syncs/invoices/filters/?edit=hubspot&group=0&at=new&property=Balance&operator=between", typed=False
    ),
    "review": Screen("syncs/invoices/review/", ("connected", "dry run", "under way", "off")),
    "discard": Screen("syncs/invoices/configure/", then=cancel, typed=False),
    "turn off": Screen("syncs/invoices/off/", typed=False),
    "record failing": Screen(record(status="failing", object_type="invoice"), ("viewer",)),
    "record failing product": Screen(record(status="failing", object_type="product"), ("viewer",)),
    "record in sync": Screen(record(status="syncing", object_type="invoice"), ("off", "one record")),
    "record of a contact": Screen(record(status="syncing", object_type="contact")),
    "record of a payment": Screen(record(object_type="payment")),
    "record excluded": Screen(record(status="excluded")),
    "record in conflict": Screen(record(reason="both_changed")),
    "record longest": Screen(record(number="HS-2004")),
    "record of 500 lines": Screen(record(number="HS-2012")),
    "invoices": Screen("invoices/", (*EMPTY, *LIVE)),
    "invoices of a customer": Screen(
        record("invoices/?customer={pk}", object_type="contact", documents__status="failing")
    ),
    "record view of a customer": Screen(
        record(f"{RECORDS}&customer={{pk}}", object_type="contact", documents__status="failing")
    ),
    "record of a customer": Screen(record(object_type="contact", documents__status="failing")),
    "invoice panel": Screen(
        record("invoices/?invoice={pk}", object_type="invoice", status="failing"), ("viewer", "many")
    ),
    "invoice panel synced": Screen(record("invoices/?invoice={pk}", object_type="invoice", status="syncing")),
    "conflicts": Screen("conflicts/", LISTS),
    "conflicts all": Screen("conflicts/all/?side=hubspot"),
    "failures": Screen("failures/", (*LISTS, "off", "connection lost", "under way")),
    "failures of a cause": Screen(
        lambda workspace: (
            (record := SyncRecord.objects.filter(status="failing").last()) and f"failures/?cause={record.reason}"
        ),
        ("viewer", "many"),
    ),
    "failures ignored": Screen("failures/?view=ignored", ("connected",)),
    "ignore": Screen(record("failures/ignore/?record={pk}", status="failing")),
    "linking": Screen("linking/", LISTS),
    "linking pair": Screen(
        lambda workspace: (
            (here := alone(workspace, "hubspot"))
            and (there := alone(workspace, "quickbooks"))
            and f"linking/pair/?hubspot={here}&quickbooks={there}"
        )
    ),
    "linking search": Screen("linking/search/?q=a"),
    "linking numbers": Screen(
        "linking/numbers/",
        then=lambda page: (press("Scan both systems")(page), page.wait_for_load_state("networkidle")),
    ),
    "linking by a file": Screen("linking/file/", typed=False),
    "unlink": Screen(record("linking/{pk}/unlink/", status="syncing", object_type="contact")),
    "approvals": Screen("approvals/", LISTS),
    "approvals confirm": Screen("approvals/confirm/?all=history"),
    "parked": Screen("parked/", LISTS),
    "reconciliation": Screen("reconciliation/?from=2026-11-01&to=2026-11-30", (*EMPTY, "viewer", "paused")),
    "reconciliation all": Screen("reconciliation/?from=2026-11-01&to=2026-11-30&show=", typed=False),
    "reconciliation equal": Screen("reconciliation/?from=2026-10-01&to=2026-10-31", typed=False),
    "reconciliation failed": Screen("reconciliation/?from=2026-09-01&to=2026-09-30", ("viewer",), typed=False),
    "reconciliation under way": Screen("reconciliation/?from=2026-06-01&to=2026-08-31", ("viewer",), typed=False),
    "reconciliation of no days": Screen("reconciliation/?from=2026-06-01&to=2026-05-31", typed=False),
    "runs": Screen("runs/", (*EMPTY, "under way", "dry run", "off", "paused", "connection lost", "viewer")),
    "run": Screen(run(ended_at__isnull=False)),
    "run calls": Screen(run("?tab=calls", ended_at__isnull=False)),
    "run undone": Screen(run("undo/", dry_run=False)),
    "run under way": Screen(run(ended_at__isnull=True), ("under way", "dry run")),
    "activity": Screen("activity/", ("nothing", "viewer")),
    "alerts": Screen("settings/alerts/", ("nothing", "viewer")),
    "members": Screen("settings/members/", ("viewer",), typed=False),
    "API tokens": Screen("settings/api-tokens/", ("nothing",)),
    "API token made": Screen("settings/api-tokens/", then=make_token, typed=False),
    "configuration": Screen("settings/configuration/", ("nothing", "connected"), typed=False),
    "configuration compared": Screen("settings/configuration/", ("off",), then=send(CHANGED), typed=False),
    "configuration refused": Screen("settings/configuration/", then=send(WRONG), typed=False),
    "danger zone": Screen("settings/danger/", ("nothing", "off", "paused"), typed=False),
    "delete workspace": Screen("settings/danger/delete/", ("nothing", "many"), typed=False),
    "why not": Screen("why/", LISTS, typed=False),
    "why not, found": Screen("why/?q=a", ("connected", "many")),
    "why not, of one": Screen(
        record("why/?record={pk}", status="failing", object_type="invoice"),
        ("viewer", "off"),
        then=lambda page: page.wait_for_load_state("networkidle"),  # both vendors are asked
    ),
    "custom line items": Screen("custom-line-items/", LISTS),
    "no such page": Screen("no-such-page/", typed=False),
    "password": Screen("/accounts/password/change/", typed=False, below=False),
    "two steps": Screen("/accounts/2fa/", typed=False, below=False),
    "sessions": Screen("/accounts/sessions/", typed=False, below=False),
    "email": Screen("/accounts/email/", typed=False, below=False),
    "sign in": Screen("/accounts/login/", typed=False, below=False, signed_in=False),
    "API": Screen(
        "/api/v1/docs",
        then=lambda page: page.locator("summary", has_text="/api/v1/records").first.click(),
        typed=False,
        below=False,
        signed_in=False,
    ),
    "invitation": Screen(f"/accounts/invitation/{INVITED}/", typed=False, below=False, signed_in=False),
    "invitation of another": Screen(f"/accounts/invitation/{INVITED}/", typed=False, below=False),
    "invitation over": Screen("/accounts/invitation/used/", typed=False, below=False, signed_in=False),
}
