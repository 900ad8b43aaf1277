from __future__ import annotations

from datetime import date

import pytest

from syncapp.core.criteria import freeze
from syncapp.core.defaults import (
    DEFAULT_FILTERS,
    DEFAULT_PAIRS,
    LOCKED_BECAUSE,
    RECOMMENDED_FILTERS,
    suggested_pairs,
)
from syncapp.core.filters import Criterion, Operator, matches, sentence
from syncapp.core.mapping import FieldPair, Origin
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Side

TODAY = date(2026, 11, 24)


def pair(kind: ObjectType, hubspot: str) -> FieldPair:
    return next(one for one in DEFAULT_PAIRS[kind] if one.hubspot == hubspot)


def test_the_default_pairs_are_those_of_the_product_facts() -> None:
    # product facts §1.5
    named = {kind: [(one.hubspot, one.quickbooks) for one in pairs] for kind, pairs in DEFAULT_PAIRS.items()}
    assert named == {
        ObjectType.CONTACT: [
            ("firstname", "GivenName"),
            ("lastname", "FamilyName"),
            ("email", "PrimaryEmailAddr.Address"),
            ("phone", "PrimaryPhone.FreeFormNumber"),
            ("company", "CompanyName"),
            ("address", "BillAddr.Line1"),
            ("city", "BillAddr.City"),
            ("state", "BillAddr.CountrySubDivisionCode"),
            ("zip", "BillAddr.PostalCode"),
            ("country", "BillAddr.Country"),
        ],
        ObjectType.PRODUCT: [
            ("name", "Name"),
            ("hs_sku", "Sku"),
            ("price", "UnitPrice"),
            ("description", "Description"),
        ],
        ObjectType.INVOICE: [
            ("hs_number", "DocNumber"),
            ("hs_invoice_date", "TxnDate"),
            ("hs_due_date", "DueDate"),
            ("hs_comments", "CustomerMemo.value"),
        ],
        ObjectType.PAYMENT: [],
    }


@pytest.mark.parametrize("kind", ObjectType)
def test_no_field_is_mapped_twice(kind: ObjectType) -> None:
    for side in Side:
        names = [one.name(side) for one in DEFAULT_PAIRS[kind]]
        assert len(names) == len(set(names))


def test_number_and_date_belong_to_the_side_where_the_invoice_was_made() -> None:
    for name in ("hs_number", "hs_invoice_date"):  # A8
        for native in Side:
            assert pair(ObjectType.INVOICE, name).owner(native) is native


def test_the_due_date_belongs_to_both() -> None:
    for native in Side:  # A8
        assert pair(ObjectType.INVOICE, "hs_due_date").owner(native) is None


def test_comments_belong_to_hubspot_only_where_it_made_the_invoice() -> None:
    comments = pair(ObjectType.INVOICE, "hs_comments")
    assert comments.owner(Side.HUBSPOT) is Side.HUBSPOT  # S3
    assert comments.owner(Side.QUICKBOOKS) is None  # A8


def test_the_address_of_a_linked_customer_flows_to_hubspot_and_seeds_a_new_one() -> None:
    email = pair(ObjectType.CONTACT, "email")  # A3
    assert email.direction is Direction.TO_HUBSPOT
    assert email.seeds
    assert email.transform == "email"


def test_every_locked_pair_says_why() -> None:
    locked = {one.hubspot for pairs in DEFAULT_PAIRS.values() for one in pairs if one.origin is Origin.LOCKED}
    assert locked == set(LOCKED_BECAUSE)


@pytest.mark.parametrize(
    "label", ["PO", "P.O.", "PO number", "PO Number", "P.O. No.", "Purchase order", "purchase Order #"]
)
def test_a_field_for_purchase_orders_is_suggested(label: str) -> None:
    # A34
    fields = [FieldSpec("custom:1", "Site"), FieldSpec("custom:2", label, path="custom:2")]
    (suggested,) = suggested_pairs(fields)
    assert (suggested.hubspot, suggested.quickbooks) == ("hs_purchase_order_number", "custom:2")
    assert not suggested.owned
    assert suggested.origin is Origin.CUSTOM


@pytest.mark.parametrize(
    "field",
    [
        FieldSpec("custom:1", "Portfolio"),
        FieldSpec("custom:1", "Post"),
        FieldSpec("TrackingNum", "PO"),
        FieldSpec("custom:1", "PO", read_only=True),
    ],
)
def test_no_other_field_is_suggested(field: FieldSpec) -> None:
    assert suggested_pairs([field]) == ()


def test_only_products_with_a_sku_sync_by_default_both_ways() -> None:
    # S10
    for side, name in ((Side.QUICKBOOKS, "hs_sku"), (Side.HUBSPOT, "Sku")):
        chosen = DEFAULT_FILTERS[ObjectType.PRODUCT][side]
        assert matches(chosen, {name: "MULCH-3"}, {}, TODAY)
        assert not matches(chosen, {name: None}, {}, TODAY)
        assert not matches(chosen, {}, {}, TODAY)


def test_other_objects_start_without_filters() -> None:
    # S32: everything inbound
    for kind in (ObjectType.CONTACT, ObjectType.INVOICE, ObjectType.PAYMENT):
        assert DEFAULT_FILTERS[kind] == {}


def test_the_recommended_filter_of_invoices_is_created_after_today_frozen_to_the_date() -> None:
    # S32, A17
    (group,) = RECOMMENDED_FILTERS[ObjectType.INVOICE][Side.HUBSPOT].groups
    (criterion,) = group.criteria
    assert freeze(criterion, TODAY) == Criterion("MetaData.CreateTime", Operator.AFTER, (TODAY,))


def test_recommended_items_are_active_with_a_sku() -> None:
    # A4
    chosen = RECOMMENDED_FILTERS[ObjectType.PRODUCT][Side.HUBSPOT]
    assert sentence(chosen, {"Sku": FieldSpec("Sku", "SKU")}) == "Active is yes and SKU is known"
    assert matches(chosen, {"Active": True, "Sku": "A"}, {}, TODAY)
    assert not matches(chosen, {"Active": False, "Sku": "A"}, {}, TODAY)


def test_recommended_customers_are_active_with_an_address() -> None:
    # A4
    chosen = RECOMMENDED_FILTERS[ObjectType.CONTACT][Side.HUBSPOT]
    assert matches(chosen, {"Active": True, "PrimaryEmailAddr.Address": "a@b.example"}, {}, TODAY)
    assert not matches(chosen, {"Active": True, "PrimaryEmailAddr.Address": None}, {}, TODAY)
