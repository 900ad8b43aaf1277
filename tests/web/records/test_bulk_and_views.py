"""The Record view's bulk actions, its CSV, and the filters that a member keeps under a name."""

from __future__ import annotations

import csv
import io
from html import unescape
from typing import Any

import pytest

from syncapp.actions.saved_views import MOST
from syncapp.storage.models import Inbox, Membership, SyncRecord
from tests.web.conftest import Shop, queries

VIEW = "integrations/quickbooks/?tab=overview&view=records"
EXPORT, VIEWS = "records/export/", "records/views/"


def rows(answer: Any) -> list[dict[str, str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_every_row_can_be_ticked_and_the_bar_means_the_filters(shop: Shop) -> None:  # S37
    content = shop.client("bookkeeper").get(shop.url(f"{VIEW}&status=failing&q=HS")).content.decode()
    assert content.count('class="pickrow"') == 2
    assert '<input type="hidden" name="status" value="failing"><input type="hidden" name="all"' not in content
    assert '<input type="hidden" name="q" value="HS"><input type="hidden" name="status" value="failing">' in content
    assert 'aria-label="Select this page"' in content


def test_all_that_match_are_retried(shop: Shop) -> None:
    shop.client("bookkeeper").post(
        shop.url("failures/retry/"), {"all": "yes", "object": "contact", "status": "failing"}
    )
    assert [one.object_type for one in Inbox.objects.all()] == ["contact"]


def test_a_viewer_may_export_and_nothing_else(shop: Shop) -> None:
    content = shop.client("viewer").get(shop.url(VIEW)).content.decode()
    assert "Export CSV" in content
    assert "failures/retry/" not in content
    assert "failures/ignore/" not in content


def test_the_file_holds_what_matches_with_what_and_who(shop: Shop) -> None:
    found = rows(shop.client("viewer").get(shop.url(f"{EXPORT}?all=yes&status=failing&object=invoice")))
    assert {one["Error Category"] for one in found} >= {
        "A discount on the whole invoice cannot go to QuickBooks Online"
    }
    discount = next(one for one in found if one["Amount"] == "250.50")
    assert discount["What"] == "The invoice has a discount on the whole order."
    assert discount["Who can fix it"] == "Whoever makes the invoices, in HubSpot"
    assert (discount["Status"], discount["Currency"], discount["QuickBooks ID"]) == ("Failing", "USD", "")


def test_a_payment_is_called_by_its_invoice_and_customer_in_the_file_too(shop: Shop) -> None:
    invoice = shop.record(label="HS-88", customer_name="Acme")
    shop.record(object_type="payment", label="2026-11-24", number="", amount="40.00", invoice=invoice)
    found = rows(shop.client("viewer").get(shop.url(f"{EXPORT}?all=yes&object=payment")))
    told = {(one["Record"], one["Amount"], one["Invoice"], one["Customer"]) for one in found}
    assert ("2026-11-24", "40.00", "HS-88", "Acme") in told


def test_the_file_of_ticked_records_holds_these(shop: Shop) -> None:
    chosen = shop.workspace.records.filter(object_type="product")
    found = rows(shop.client("viewer").post(shop.url(EXPORT), {"record": [str(row.pk) for row in chosen]}))
    assert [one["Record"] for one in found] == ["Mulch"]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t"])
def test_no_name_becomes_a_formula(shop: Shop, begins: str) -> None:  # SEC31
    shop.record(label=f"{begins}HYPERLINK(1)", customer_name=f"{begins}1+1", number="F-1")
    (found,) = rows(shop.client("viewer").get(shop.url(f"{EXPORT}?all=yes&q=F-1")))
    assert found["Record"] == f"'{begins}HYPERLINK(1)"
    assert found["Customer"] == f"'{begins}1+1"


def test_the_file_holds_no_record_of_others(shop: Shop) -> None:  # SEC2
    foreign = SyncRecord.objects.filter(workspace=shop.other).first()
    assert foreign is not None
    answer = shop.client("owner").post(shop.url(EXPORT), {"record": str(foreign.pk)})
    assert answer.status_code == 302
    assert len(rows(shop.client("owner").get(shop.url(f"{EXPORT}?all=yes")))) == shop.workspace.records.count()


def test_a_file_of_many_is_read_in_a_few_queries(shop: Shop) -> None:
    def asked() -> int:
        with queries() as captured:
            rows(shop.client("viewer").get(shop.url(f"{EXPORT}?all=yes")))
        return len(captured)

    before = asked()
    for _ in range(40):
        shop.record(status="failing", reason="order_tax")
    assert asked() == before


# -- views -----------------------------------------------------------------------------------------------------


def keep(shop: Shop, name: str, query: str = "status=failing&object=invoice", role: str = "viewer") -> Any:
    return shop.client(role).post(shop.url(VIEWS), {"name": name, "query": query})


def test_filters_are_kept_under_a_name_for_the_member_alone(shop: Shop) -> None:  # S37
    answer = keep(shop, "Broken  invoices")
    assert answer["Location"] == shop.url(f"{VIEW}&object=invoice&status=failing")
    content = unescape(shop.client("viewer").get(shop.url(VIEW)).content.decode())
    assert f'<a href="{shop.url(VIEW)}&object=invoice&status=failing">Broken invoices</a>' in content
    assert "Broken invoices" not in shop.client("owner").get(shop.url(VIEW)).content.decode()


def test_the_same_name_is_replaced(shop: Shop) -> None:
    keep(shop, "Mine")
    keep(shop, "mine", "status=parked")
    (view,) = Membership.objects.get(workspace=shop.workspace, user=shop.people["viewer"]).preferences["views"]
    assert view == {"name": "mine", "query": "status=parked"}


def test_only_what_narrows_the_list_is_kept(shop: Shop) -> None:  # SEC32
    keep(shop, "Mine", "status=failing&tab=evil&after=9&next=//evil.example&view=x")
    (view,) = Membership.objects.get(workspace=shop.workspace, user=shop.people["viewer"]).preferences["views"]
    assert view["query"] == "status=failing"


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("  ", "status=failing", "Give it a name."),
        ("x" * 61, "status=failing", "at most 60"),
        ("Mine", "rows=50", "Set a filter first"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(shop: Shop, name: str, query: str, said: str) -> None:
    answer = keep(shop, name, query)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_there_is_an_end_to_views(shop: Shop) -> None:
    for number in range(MOST):
        keep(shop, f"View {number}")
    assert "Delete one first." in keep(shop, "One more").content.decode()


def test_a_view_is_deleted_from_its_list(shop: Shop) -> None:
    keep(shop, "Mine")
    assert "Delete Mine" in shop.client("viewer").get(shop.url(VIEWS)).content.decode()
    shop.client("viewer").post(shop.url(VIEWS), {"delete": "Mine"})
    shop.client("viewer").post(shop.url(VIEWS), {"delete": "Mine"})
    assert Membership.objects.get(workspace=shop.workspace, user=shop.people["viewer"]).preferences["views"] == []


def test_columns_and_views_are_kept_beside_each_other(shop: Shop) -> None:
    keep(shop, "Mine")
    shop.client("viewer").post(shop.url("integrations/quickbooks/columns/?view=records"), {"column": ["amount"]})
    preferences = Membership.objects.get(workspace=shop.workspace, user=shop.people["viewer"]).preferences
    assert preferences["columns"] == {"records": ["amount"]}
    assert [one["name"] for one in preferences["views"]] == ["Mine"]
