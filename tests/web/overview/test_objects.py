"""The Object view and its panel."""

from __future__ import annotations

import pytest

from syncapp.storage.models import Membership, ObjectSync
from tests.web.conftest import Shop, queries

VIEW = "integrations/quickbooks/?tab=overview"


def test_each_object_has_its_row_with_states_and_times(shop: Shop) -> None:  # S35
    content = shop.client("viewer").get(shop.url(VIEW)).content.decode()
    for heading in ("Syncing", "Failing", "Excluded", "Needs approval", "Last change sent", "Last checked", "Status"):
        assert f">{heading}</th>" in content
    for name in ("Contacts", "Products", "Invoices", "Payments", "Total"):
        assert f'<th scope="row">{name}' in content


def test_filter_by_narrows_to_one_object(shop: Shop) -> None:  # S35
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&object=product"))
    assert [row.object_type for row in answer.context["rows"]] == ["product"]
    assert "Filter by: Products" in answer.content.decode()


def test_the_panel_explains_each_failing_record(shop: Shop) -> None:  # S36
    content = shop.client("viewer").get(shop.url(f"{VIEW}&show=invoice.failing")).content.decode()
    assert 'data-hint aria-label="Why is this failing?' in content
    for word in ("What", "Who can fix it", "Do this", "Next try"):
        assert f"<dt>{word}</dt>" in content


def test_a_vendors_words_are_shown_as_text(shop: Shop) -> None:  # SEC30
    content = shop.client("viewer").get(shop.url(f"{VIEW}&show=invoice.failing")).content.decode()
    assert "&lt;b&gt;6240&lt;/b&gt;" in content
    assert "<b>6240</b>" not in content


def test_the_panel_searches_its_own_records(shop: Shop) -> None:
    wanted = shop.record(status="failing", reason="order_tax", label="HS-7777", number="HS-7777")
    shop.record(label="HS-7778", number="HS-7778")
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&show=invoice.failing&find=HS-777"))
    assert [one["record"] for one in answer.context["panel"]["incidents"]] == [wanted]


@pytest.mark.parametrize("show", ["invoice.nonsense", "deal.failing", "failing", "invoice."])
def test_a_panel_that_there_is_not_is_not_found(shop: Shop, show: str) -> None:
    assert shop.client("viewer").get(shop.url(f"{VIEW}&show={show}")).status_code == 404


def test_an_unknown_tab_is_not_found(shop: Shop) -> None:
    assert shop.client("viewer").get(shop.url("integrations/quickbooks/?tab=nonsense")).status_code == 404


def test_paused_has_a_column_only_where_something_is_paused(shop: Shop) -> None:
    client = shop.client("viewer")
    assert ">Paused</th>" not in client.get(shop.url(VIEW)).content.decode()
    shop.turn_off("product")
    assert ">Paused</th>" in client.get(shop.url(VIEW)).content.decode()


def test_it_asks_eight_times_at_most_however_many_records(shop: Shop) -> None:
    def asked() -> int:
        client = shop.client("viewer")
        with queries() as captured:
            client.get(shop.url(f"{VIEW}&show=all.failing"))
        return len(captured)

    before = asked()
    for _ in range(40):
        shop.record(status="failing", reason="order_tax")
    assert before == asked() == 8


def shown(shop: Shop, role: str, view: str = "objects") -> list[str]:
    answer = shop.client(role).get(shop.url(f"{VIEW}&view={view}"))
    return [column.key for column in answer.context["columns"]]


def test_chosen_columns_are_remembered_for_the_member_alone(shop: Shop) -> None:  # S35, S37
    client = shop.client("viewer")
    client.post(
        shop.url("integrations/quickbooks/columns/?view=objects"), {"column": ["status", "failing", "nonsense"]}
    )
    client.post(shop.url("integrations/quickbooks/columns/?view=records"), {"column": ["amount"]})
    assert shown(shop, "viewer") == ["status", "failing"]
    assert shown(shop, "viewer", "records") == ["amount"]
    assert "excluded" in shown(shop, "owner")


def test_reset_goes_back_to_the_standard(shop: Shop) -> None:
    client = shop.client("viewer")
    client.post(shop.url("integrations/quickbooks/columns/?view=objects"), {"column": ["status"]})
    client.post(shop.url("integrations/quickbooks/columns/?view=objects"), {"reset": "yes", "column": ["status"]})
    assert Membership.objects.get(user=shop.people["viewer"]).preferences["columns"] == {}


def test_columns_move_up_and_down_without_script(shop: Shop) -> None:
    client, url = shop.client("viewer"), shop.url("integrations/quickbooks/columns/?view=objects")
    answer = client.post(url, {"column": ["syncing", "failing", "status"], "move": "status up"})
    assert answer["Location"] == url
    assert shown(shop, "viewer") == ["syncing", "status", "failing"]
    client.post(url, {"column": ["syncing", "status", "failing"], "move": "syncing up"})
    assert shown(shop, "viewer") == ["syncing", "status", "failing"]
    client.post(url, {"column": ["syncing", "status", "failing", "ignored"], "move": "ignored up"})  # just ticked
    assert shown(shop, "viewer") == ["syncing", "status", "ignored", "failing"]
    assert "Move Excluded up" in client.get(url).content.decode()  # seen once it is ticked


def test_without_a_sync_the_view_says_what_will_stand_there(shop: Shop) -> None:
    ObjectSync.objects.filter(workspace=shop.workspace).delete()
    content = shop.client("owner").get(shop.url(VIEW)).content.decode()
    assert "<h2>Nothing syncs yet</h2>" in content
    assert content.count("Set up your sync</a>") == 2
    assert "Filter by" not in content
    assert "An owner or admin can set it up." in shop.client("viewer").get(shop.url(VIEW)).content.decode()


def test_columns_of_a_view_that_there_is_not_are_not_found(shop: Shop) -> None:
    assert shop.client("viewer").get(shop.url("integrations/quickbooks/columns/?view=x")).status_code == 404


def test_after_choosing_one_is_back_where_one_was_and_nowhere_else(shop: Shop) -> None:  # SEC32
    client, url = shop.client("viewer"), shop.url("integrations/quickbooks/columns/?view=objects")
    here = shop.url(f"{VIEW}&object=invoice")
    assert client.post(url, {"column": ["status"], "next": here})["Location"] == here
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert client.post(url, {"column": ["status"], "next": evil})["Location"].startswith("/fernhill/")


def test_the_panel_offers_the_shortest_fix_and_to_try_again(shop: Shop) -> None:  # S36, B6
    record = shop.record(status="failing", reason="order_discount", hubspot_id="4711", quickbooks_id=None)
    content = shop.client("bookkeeper").get(shop.url(f"{VIEW}&show=invoice.failing")).content.decode()
    assert f"/record/0-53/{record.hubspot_id}" in content
    assert "Open in HubSpot" in content
    assert f'action="{shop.url(f"records/{record.pk}/fix/retry/")}"' in content
    assert "fix/retry/" not in shop.client("viewer").get(shop.url(f"{VIEW}&show=invoice.failing")).content.decode()


@pytest.mark.parametrize(
    ("kind", "number", "title"),
    [
        ("invoice", "1 invoice needs approval, $100.00", "Invoices that need approval"),
        ("all", "1 record needs approval", "Records that need approval"),
        ("payment", "2 payments need approval, $200.00", "Payments that need approval"),
    ],
)
def test_what_needs_approval_is_said_in_the_order_of_a_sentence(shop: Shop, kind: str, number: str, title: str) -> None:
    if kind == "payment":
        shop.workspace.records.filter(object_type="invoice").delete()
        for _ in range(2):
            shop.record(object_type="payment", status="pending", reason="needs_approval")
    content = shop.client("viewer").get(shop.url(f"{VIEW}&show={kind}.approval")).content.decode()
    assert f'aria-label="{number}"' in content
    assert f">{title}</h2>" in content
