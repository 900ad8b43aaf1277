"""Whatever apps and people do in whatever order, the account hangs together."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot.invoices import paid_amount
from syncapp.sandbox.hubspot.models import Account
from syncapp.sandbox.hubspot.vendor import HubSpot
from syncapp.sandbox.state import Store
from tests.sandbox.hubspot.portal import CRM, UP, Portal, end

amounts = st.decimals("0.01", "500", places=2).map(str)
picks = st.integers(0, 5)
people = st.booleans()
steps = st.lists(
    st.one_of(
        st.tuples(st.just("draft"), st.booleans(), picks),
        st.tuples(st.sampled_from(["discounts", "fees", "taxes"]), picks, st.sampled_from(["FIXED", "PERCENT"]), st.integers(0, 100).map(str)),
        st.tuples(st.just("line"), picks, st.sampled_from(["0.25", "1", "3", "37"]), amounts),
        st.tuples(st.just("reprice"), picks, amounts, people),
        st.tuples(st.just("status"), picks, st.sampled_from(["open", "paid", "voided", "draft"]), people),
        st.tuples(st.just("pay"), picks, amounts, st.sampled_from(["succeeded", "processing", "failed"])),
        st.tuples(st.just("record"), picks, amounts),
        st.tuples(st.just("payment status"), picks, st.sampled_from(["succeeded", "refunded", "disputed_lost"]), people),
        st.tuples(st.just("delete"), st.sampled_from(["invoices", "line_items", "commerce_payments", "contacts", "discounts"]), picks, people),
        st.tuples(st.just("unlink"), st.sampled_from(["line_items", "commerce_payments"]), picks, picks),
        st.tuples(st.just("share"), picks, picks),
    ),
    min_size=4,
    max_size=25,
)  # fmt: skip


class Actions:
    """Each does one thing to some record, or nothing where there is none; refusals are fine."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal

    def pick(self, kind: str, number: int) -> str:
        ids = [record["id"] for record in self.portal.vendor.account.walk(kind)]
        return str(ids[number % len(ids)]) if ids else "1"

    def call(self, method: str, path: str, body: Any = None, user: bool = False) -> None:
        answer = self.portal.call(method, path, body, user=user)
        assert answer.status < 500

    def play(self, step: tuple[Any, ...]) -> None:
        name, *values = step
        if name in {"discounts", "fees", "taxes"}:
            invoice, type_, value = values
            body = {
                "properties": {"hs_type": type_, "hs_value": value},
                "associations": [end(self.pick("invoices", invoice), UP[name])],
            }
            self.call("POST", f"{CRM}/{name}", body)
        else:
            getattr(self, name.replace(" ", "_"))(*values)

    def draft(self, mirror: bool, lines: int) -> None:
        self.portal.draft(mirror=mirror, lines=(("1", "10"),) * lines)

    def line(self, invoice: int, quantity: str, price: str) -> None:
        body = {
            "properties": {"quantity": quantity, "price": price},
            "associations": [end(self.pick("invoices", invoice), 410)],
        }
        self.call("POST", f"{CRM}/line_items", body)

    def reprice(self, line: int, price: str, user: bool) -> None:
        self.call(
            "PATCH",
            f"{CRM}/line_items/{self.pick('line_items', line)}",
            {"properties": {"price": price}},
            user,
        )

    def status(self, invoice: int, status: str, user: bool) -> None:
        self.call(
            "PATCH",
            f"{CRM}/invoices/{self.pick('invoices', invoice)}",
            {"properties": {"hs_invoice_status": status}},
            user,
        )

    def pay(self, invoice: int, amount: str, status: str) -> None:
        properties = {
            "hs_initial_amount": amount,
            "hs_initiated_date": "2026-11-20",
            "hs_latest_status": status,
        }
        body = {"properties": properties, "associations": [end(self.pick("invoices", invoice), 542)]}
        self.call("POST", f"{CRM}/commerce_payments", body)

    def record(self, invoice: int, amount: str) -> None:
        self.call("POST", f"{CRM}/invoices/{self.pick('invoices', invoice)}/payments", {"amount": amount}, True)

    def payment_status(self, payment: int, status: str, user: bool) -> None:
        path = f"{CRM}/commerce_payments/{self.pick('commerce_payments', payment)}"
        self.call("PATCH", path, {"properties": {"hs_latest_status": status}}, user)

    def delete(self, kind: str, number: int, user: bool) -> None:
        self.call("DELETE", f"{CRM}/{kind}/{self.pick(kind, number)}", user=user)

    def unlink(self, kind: str, number: int, invoice: int) -> None:
        self.call(
            "DELETE",
            f"/crm/v4/objects/{kind}/{self.pick(kind, number)}/associations/invoices/{self.pick('invoices', invoice)}",
        )

    def share(self, payment: int, invoice: int) -> None:
        ends = self.pick("commerce_payments", payment), self.pick("invoices", invoice)
        self.call("PUT", "/crm/v4/objects/commerce_payments/{}/associations/default/invoices/{}".format(*ends))


def check_sums(account: Account) -> None:
    for invoice in account.walk("invoices"):
        values = {
            name: invoice["properties"][name]
            for name in ("hs_subtotal", "hs_amount_billed", "hs_amount_paid", "hs_balance_due")
        }
        status, numbers = (
            invoice["properties"]["hs_invoice_status"],
            {name: Decimal(value) for name, value in values.items()},
        )
        lines = sum(
            (Decimal(line["properties"]["amount"]) for line in account.linked(invoice, "line_items")),
            Decimal(0),
        )
        assert numbers["hs_subtotal"] == lines
        assert numbers["hs_amount_paid"] == paid_amount(account, invoice)
        owed = Decimal(0) if status == "voided" else numbers["hs_amount_billed"] - numbers["hs_amount_paid"]
        assert numbers["hs_balance_due"] == owed
        if status == "open":
            assert not numbers["hs_amount_paid"] or owed > 0
        if status == "paid" and invoice["properties"]["hs_invoice_billable"] == "true":
            assert owed <= 0
            assert numbers["hs_amount_paid"] > 0
        if status == "voided":
            assert not numbers["hs_amount_paid"]


def check_links(account: Account) -> None:
    for kind in ("invoices", "line_items", "commerce_payments", "contacts", "discounts", "fees", "taxes"):
        for record in account.walk(kind):
            for other_kind, ends in record["associations"].items():
                for other_id, types in ends.items():
                    other = account.find(other_kind, other_id)
                    assert other is not None
                    reverse = [account.link_type(one).reverse for one in types]  # type: ignore[union-attr]
                    assert other["associations"][kind][record["id"]] == reverse
    for line in account.walk("line_items"):
        assert len(line["associations"].get("invoices", {})) <= 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_sums_links_and_indexes_hold_after_any_story(story: list[tuple[Any, ...]]) -> None:  # F89, I1
    clock, store = Clock(datetime(2026, 11, 24, 9, tzinfo=UTC)), Store()
    portal = Portal(HubSpot(store, clock, ""), clock)
    portal.settings(delete_unpaid_invoices=True)
    actions = Actions(portal)
    for step in (("draft", True, 1), ("draft", False, 2), *story):
        actions.play(step)
    account = portal.vendor.account
    check_sums(account)
    check_links(account)
    fresh = Account(store, clock)
    for name, kind in (("email", "contacts"), ("hs_number", "invoices")):
        kept = {value: sorted(ids) for value, ids in account.index.holders(kind, name).items()}
        assert kept == {value: sorted(ids) for value, ids in fresh.index.holders(kind, name).items()}
