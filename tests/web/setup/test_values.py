"""The values of a mapping between two lists: suggested by name, chosen in the mapping's Edit, said in words (B33)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syncapp.connectors.quickbooks.schema import CLASS_OF_LINES
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.storage.convert import encode_spec
from syncapp.storage.models import Catalog, FieldMapping, SyncDraft
from tests.web.conftest import Shop
from tests.web.setup.conftest import PAGES, company, draft_of
from tests.web.setup.test_mapping import get, post, row, text

KEY = "terms|SalesTermRef"
HERE = [("prepaid", "Prepaid"), ("net15", "Net 15"), ("net30", "net  30"), ("month", "End of month")]
THERE = [("1", "Due on receipt"), ("2", "Net 15"), ("3", "Net 30"), ("4", "Net 60")]


def lists(shop: Shop, here: list[Any] = HERE, there: list[Any] = THERE, kind: FieldType = FieldType.OPTION) -> None:
    """What both accounts have to choose from; a third part of an option says that it is inactive or hidden."""
    for side, name, label, options in (
        ("hubspot", "terms", "Payment terms", here),
        ("quickbooks", "SalesTermRef", "Terms", there),
    ):
        catalog = Catalog.objects.get(connection__workspace=shop.workspace, connection__side=side)
        spec = FieldSpec(
            name, label, kind if side == "hubspot" else FieldType.OPTION, options=tuple(Option(*one) for one in options)
        )
        others = [one for one in catalog.fields["invoice"] if one["name"] != name]
        catalog.fields["invoice"] = [*others, encode_spec(spec)]
        catalog.save()


def company_list(shop: Shop, name: str, *options: tuple[str, str]) -> None:
    catalog = Catalog.objects.get(connection__workspace=shop.workspace, connection__side="quickbooks")
    spec = FieldSpec(name, name, FieldType.OPTION, options=tuple(Option(*one) for one in options))
    catalog.fields["invoice"] = [one for one in catalog.fields["invoice"] if one["name"] != name] + [encode_spec(spec)]
    catalog.save()


@pytest.fixture
def terms(set_up: Shop) -> Shop:
    lists(set_up)
    return set_up


def create(shop: Shop, direction: str = "two-way", **answers: Any) -> Any:
    named = {
        name.replace("_", ":", 1): value for name, value in answers.items() if name.startswith(("there_", "back_"))
    }
    more = {name: value for name, value in answers.items() if name not in {n.replace(":", "_", 1) for n in named}}
    picked = {"new_hubspot": "terms", "new_quickbooks": "SalesTermRef", "values": KEY}
    return post(shop, do="create", direction=direction, **picked, **named, **more)


def kept(shop: Shop) -> dict[str, Any]:
    (mapping,) = [one for one in draft_of(shop, "invoice")["mappings"] if one["hubspot"] == "terms"]
    values: dict[str, Any] = mapping["values"]
    return values


FULL = {
    "there_prepaid": "1",
    "there_net15": "2",
    "there_net30": "3",
    "there_month": "3",
    "back_3": "net30",
    "back_4": "",
}


def editor(shop: Shop, query: str = "?new_hubspot=terms&new_quickbooks=SalesTermRef") -> Any:
    return get(shop, query=query).context["editor"]


def test_values_of_one_name_are_suggested_and_what_is_open_is_counted(terms: Shop) -> None:  # B33
    values = editor(terms).values
    assert [(one.label, one.becomes) for one in values.there] == [
        ("Prepaid", ""), ("Net 15", "2"), ("net  30", "3"), ("End of month", ""),
    ]  # fmt: skip
    assert [(one.label, one.becomes) for one in values.back] == [("Due on receipt", ""), ("Net 60", "")]
    assert "4 values have no counterpart. A record that gets one fails and names it." in text(
        get(terms, query="?new_hubspot=terms&new_quickbooks=SalesTermRef")
    )


def test_what_a_person_completes_is_kept_with_the_names_of_the_day(terms: Shop) -> None:
    assert create(terms, **FULL).status_code == 302
    assert kept(terms)["into"] == {
        "quickbooks": {"prepaid": "1", "net15": "2", "net30": "3", "month": "3"},
        "hubspot": {"3": "net30", "4": ""},
    }
    assert kept(terms)["names"]["quickbooks"]["3"] == "Net 30"
    assert kept(terms)["names"]["hubspot"]["month"] == "End of month"


def test_edit_shows_what_was_chosen(terms: Shop) -> None:
    create(terms, **FULL)
    values = editor(terms, f"?edit={KEY}").values
    assert [one.becomes for one in values.there] == ["1", "2", "3", "3"]
    assert [(one.label, one.becomes, one.several) for one in values.back] == [
        ("Net 30", "net30", True), ("Net 60", "", False),
    ]  # fmt: skip


def test_several_options_for_one_value_need_one_marked_as_the_way_back(terms: Shop) -> None:
    answer = create(terms, **(FULL | {"there_prepaid": "1", "there_month": "1", "back_3": ""}))
    assert answer.status_code == 422
    assert (
        "Several options become “Due on receipt”. Choose which of them it is when it comes from QuickBooks Online."
        in text(answer)
    )
    assert draft_of(terms, "invoice")["mappings"] == []
    assert answer.context["editor"].values.there[3].becomes == "1"  # nothing that was chosen is lost
    assert create(terms, there_prepaid="1", there_month="1", back_1="month").status_code == 302
    assert kept(terms)["into"]["hubspot"] == {"1": "month"}


def test_a_way_back_that_no_longer_leads_there_is_dropped(terms: Shop) -> None:
    create(terms, **FULL)
    create(terms, instead_of=KEY, **(FULL | {"there_month": "4", "back_3": "month"}))
    assert "hubspot" not in kept(terms)["into"]


def test_without_script_the_table_is_shown_before_anything_is_created(terms: Shop) -> None:
    answer = post(terms, do="create", new_hubspot="terms", new_quickbooks="SalesTermRef")
    assert answer.status_code == 422
    assert "Choose below which value stands for which." in text(answer)
    assert 'name="there:prepaid"' in answer.content.decode()


def test_lists_that_agree_need_no_table(terms: Shop) -> None:
    lists(terms, here=HERE[1:3], there=THERE[1:3])
    assert post(terms, do="create", new_hubspot="terms", new_quickbooks="SalesTermRef").status_code == 302


def test_one_way_into_hubspot_asks_for_each_value_of_quickbooks(terms: Shop) -> None:
    values = editor(terms).values
    assert values.there
    post(terms, do="show", direction="to-hubspot")
    values = editor(terms).values
    assert values.there == ()
    assert [one.label for one in values.back] == ["Due on receipt", "Net 15", "Net 30", "Net 60"]
    create(terms, direction="to-hubspot", back_1="prepaid", back_2="net15", back_3="net30", back_4="net30")
    assert kept(terms)["into"] == {"hubspot": {"1": "prepaid", "2": "net15", "3": "net30", "4": "net30"}}


def test_one_way_into_quickbooks_asks_for_no_way_back(terms: Shop) -> None:
    post(terms, do="show", direction="to-quickbooks")
    assert editor(terms).values.back == ()
    answer = create(terms, direction="to-quickbooks", there_prepaid="1", there_month="1")
    assert answer.status_code == 302


def test_what_no_list_knows_is_not_taken(terms: Shop) -> None:
    create(terms, **(FULL | {"there_prepaid": "77", "there_nosuch": "1"}))
    assert kept(terms)["into"]["quickbooks"] == {"net15": "2", "net30": "3", "month": "3"}


def test_the_row_says_what_has_no_counterpart(terms: Shop) -> None:
    create(terms, **FULL)
    assert row(terms, KEY).notes == ("1 value has no counterpart",)
    assert "1 value has no counterpart" in text(get(terms))


def test_what_the_vendors_changed_since_is_said_in_words(terms: Shop) -> None:
    create(terms, **FULL)
    lists(
        terms,
        here=[("net15", "Net 15"), ("net30", "Net 30 days"), ("month", "End of month", False)],
        there=[("1", "Due on receipt", False), ("2", "Net 14"), ("3", "Net 30"), ("4", "Net 60")],
    )
    assert set(row(terms, KEY).notes) == {
        "1 value has no counterpart",
        "“Prepaid”: no longer in HubSpot; records that still have it cross as chosen here",
        "“Net 15”: its counterpart was called “Net 15” when this was chosen",
        "“Net 30 days”: was called “net  30” when this was chosen",
        "and 1 more",
    }


def test_an_inactive_counterpart_is_named_and_stays_chosen(terms: Shop) -> None:
    create(terms, **FULL)
    lists(terms, there=[("1", "Due on receipt", False), *THERE[1:]])
    page = get(terms, query=f"?edit={KEY}")
    assert "Its counterpart is inactive in QuickBooks Online, so a record with it fails" in text(page)
    assert ("1", "Due on receipt (inactive)") in page.context["editor"].values.there[0].choices
    assert ("1", "Due on receipt (inactive)") not in page.context["editor"].values.there[1].choices


def test_several_checkboxes_are_mapped_one_by_one(terms: Shop) -> None:
    lists(terms, kind=FieldType.OPTIONS)
    assert editor(terms).way == "two-way"
    assert create(terms, **FULL).status_code == 302


def test_a_changed_map_asks_for_whom_it_holds(terms: Shop) -> None:  # A13
    create(terms, since="also", **FULL)
    assert "from_now" not in draft_of(terms, "invoice")["settings"]
    page = text(get(terms, query=f"?edit={KEY}"))
    assert "From now on" in page
    assert "Also the 3 linked invoices" in page
    create(terms, instead_of=KEY, **(FULL | {"there_month": "4"}))
    assert draft_of(terms, "invoice")["settings"]["from_now"] == [KEY]


def test_editing_the_map_keeps_the_switches_of_the_row(terms: Shop) -> None:
    create(terms, **FULL)
    on = [*PAGES["invoice"]["on"]]
    post(terms, do="show", row=[KEY, *on], on=on, blank=[KEY])
    create(terms, instead_of=KEY, row=[], on=[], **FULL)
    found = row(terms, KEY)
    assert (found.enabled, found.blank) == (False, True)


def test_the_review_and_the_saved_set_up_have_it(terms: Shop) -> None:  # S33
    create(terms, **FULL)
    page = text(terms.client("owner").get(terms.url("syncs/invoices/review/")))
    assert (
        "Prepaid as Due on receipt, Net 15 as Net 15, net 30 as Net 30, End of month as Net 30, "
        "from QuickBooks Net 30 as net 30, from QuickBooks Net 60 as nothing" in page
    )
    assert not FieldMapping.objects.filter(hubspot_field="terms").exists()
    assert SyncDraft.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "setting", "said"),
    [
        ("ClassRef", "one_class", "This company has no class for a whole invoice"),
        ("DepartmentRef", "locations", "This company has no locations"),
    ],
)
def test_what_the_company_does_not_track_cannot_be_written(  # B16
    terms: Shop, field: str, setting: str, said: str
) -> None:
    company_list(terms, field, ("2", "Net 15"))
    company(terms, **{setting: False})
    answer = post(terms, do="create", new_hubspot="terms", new_quickbooks=field)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "gear icon › Account and settings › Advanced › Categories" in text(answer)
    post(terms, do="show", direction="to-hubspot")
    assert get(terms, query=f"?new_hubspot=terms&new_quickbooks={field}").context["editor"].way == "to-hubspot"


def of_lines(shop: Shop) -> None:
    """A company that assigns a class to each row."""
    catalog = Catalog.objects.get(connection__workspace=shop.workspace, connection__side="quickbooks")
    options = (Option("2", "North"), Option("3", "South"))
    catalog.fields["invoice"].append(encode_spec(replace(CLASS_OF_LINES, options=options)))
    catalog.save()
    company(shop, classes=True, one_class=False)


def test_the_class_of_new_lines_goes_to_quickbooks_and_asks_of_nothing_that_is_linked(terms: Shop) -> None:  # A7
    of_lines(terms)
    answers = {"there:prepaid": "2", "there:net15": "2", "there:net30": "3", "there:month": ""}
    picked = {"new_hubspot": "terms", "new_quickbooks": "Line.ClassRef", "values": "terms|Line.ClassRef"}
    seen = get(terms, query="?new_hubspot=terms&new_quickbooks=Line.ClassRef")
    assert seen.context["editor"].way == "to-quickbooks"
    assert "goes only" not in text(seen)
    assert "every line that is new in QuickBooks Online gets it" in text(seen)
    assert "Lines that stand already keep their class." in text(seen)
    post(terms, do="create", **picked, **answers)
    assert "from_now" not in draft_of(terms, "invoice")["settings"]
    assert row(terms, "terms|Line.ClassRef").way == "to-quickbooks"


def test_the_class_of_new_lines_is_read_by_nobody(terms: Shop) -> None:
    of_lines(terms)
    picked = {"new_hubspot": "terms", "new_quickbooks": "Line.ClassRef"}
    answer = post(terms, do="create", direction="to-hubspot", **picked)
    assert answer.status_code == 422
    assert "is given to new lines and never read back, and data syncs only to HubSpot" in text(answer)


def test_a_company_with_a_class_to_each_row_is_pointed_to_it(terms: Shop) -> None:
    of_lines(terms)
    company_list(terms, "ClassRef", ("2", "North"))
    answer = post(terms, do="create", new_hubspot="terms", new_quickbooks="ClassRef")
    assert answer.status_code == 422
    assert "Choose “Class of new lines” instead." in text(answer)


def test_what_was_answered_for_other_fields_is_not_taken_for_these(terms: Shop) -> None:
    """Two lists of QuickBooks number their entries alike."""
    company_list(terms, "ClassRef", ("2", "North"), ("3", "South"))
    answers = {"there:net15": "2", "there:net30": "3", "values": KEY}
    answer = post(terms, do="create", new_hubspot="terms", new_quickbooks="ClassRef", **answers)
    assert answer.status_code == 422
    assert [one.becomes for one in answer.context["editor"].values.there] == ["", "", "", ""]


@pytest.mark.parametrize("side", ["HubSpot", "QuickBooks Online"])
def test_a_list_without_values_is_refused(terms: Shop, side: str) -> None:  # S29
    lists(terms, **{"here" if side == "HubSpot" else "there": []})
    answer = post(terms, do="create", new_hubspot="terms", new_quickbooks="SalesTermRef")
    assert answer.status_code == 422
    assert f"in {side} has no values to choose from" in text(answer)
