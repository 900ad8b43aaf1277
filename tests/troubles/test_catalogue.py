"""No error of the catalogue is without a proof: a trouble of the pages provokes it, or the named test does."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from syncapp.core.errors import CATALOGUE
from tests.troubles.test_records import BESIDE, TROUBLES

TESTS = Path(__file__).parents[1]
PROVOKED = {one.code for found in TROUBLES.values() for one in found if one.code} | set().union(*BESIDE.values())
ELSEWHERE = {
    # Only the two accounts together, or one after the other, make these: no button of one vendor does.
    "below_paid": "scenarios/S3/edited_in_hubspot.feature::Below what was paid it is not sent",
    "overpays": "scenarios/test_payments_again.py::test_two_payments_of_one_run_never_take_more_than_is_open",
    "payment_in_deposit": "scenarios/test_payments.py::test_a_deposited_payment_is_never_edited",
    "payment_without_amounts": "scenarios/test_payments.py::test_a_hubspot_payment_on_several_invoices_without_amounts_fails_with_that_choice",
    "paid_in_hubspot_alone": "scenarios/test_paid_in_hubspot_alone.py::test_a_payment_recorded_on_a_copy_is_told_and_nothing_is_written",
    "same_payment": "scenarios/test_decisions.py::test_of_two_that_may_be_one_payment_neither_goes_when_only_one_is_touched",
    "void_refused": "scenarios/A10/voids.feature::Payments are applied: refused until they are taken off",
    "balance_differs": "core/test_shown_only.py::test_it_explains_nothing_else",
    # These need a choice of the set-up, or of somebody on our pages.
    "both_changed": "scenarios/test_conflicts.py::test_ask_me_writes_nothing_of_what_both_changed_and_all_else",
    "partner_ignored": "scenarios/test_decisions.py::test_whose_only_customer_is_ignored_gets_no_second_one",
    "no_item": "scenarios/test_lines_and_prices.py::test_a_line_without_an_item_fails_where_that_is_chosen",
    "item_unnamed": "core/test_new_items.py::test_what_has_no_name_cannot_become_one",
    "item_name_taken": "core/test_new_items.py::test_a_name_that_is_taken_is_not_used",
    "custom_line_item_unusable": "scenarios/S11/custom_line_item.feature::Made inactive it fails, and is not made again",
    "custom_field_dropped": "scenarios/test_custom_fields.py::test_a_definition_that_is_switched_off_is_told_and_not_lost",
    "inactive_reference": "core/test_mapping.py::test_a_field_that_the_account_no_longer_has_says_so",
    "unmapped_value": "core/test_mapping.py::test_an_unmapped_option_says_which_field_and_value",
    "disconnected": "web/connections/test_integrations.py::test_disconnecting_revokes_and_wipes_and_keeps_the_links",
    # Another company than the demo's.
    "tax_code_required": "connectors/quickbooks/test_demo_company.py::test_a_canadian_company_wants_tax_codes",
    "currency_not_enabled": "scenarios/test_currencies.py::test_a_currency_that_quickbooks_has_not_switched_on_fails",
    # Particular lines, names and numbers.
    "duplicate_item_name": "scenarios/S10/by_sku.feature::Two products of one name cannot both become items",
    "category_item": "core/test_matching.py::test_what_cannot_be_sold_fails_and_never_falls_back",
    "bundle_item": "scenarios/A21/lines_to_the_cent.feature::A line of a bundle",
    "no_exact_price": "scenarios/A21/lines_to_the_cent.feature::An amount that QuickBooks cannot make fails with both figures",
    "mirror_unequal": "scenarios/test_mirrors_tax_discount_shipping.py::test_a_total_below_zero_of_lines_is_left_out_rather_than_wrong",
    # The vendors' own pages do not let people do these; imports and other apps do.
    "no_contact": "scenarios/S12/by_address.feature::An invoice that lost its only contact fails, until it has one",
    "unsupported_characters": "connectors/quickbooks/test_errors.py::test_code_and_text_together_lead_to_a_cause",
    "no_lines": "scenarios/test_lines_and_prices.py::test_an_invoice_below_zero_or_without_lines_is_refused",
    "negative_total": "core/test_lines.py::test_an_invoice_below_zero_is_refused",
    "no_number": "engine/test_absurd_values.py::test_invoices_that_no_page_would_take",
    "date_out_of_range": "scenarios/test_strange_dates.py::test_a_payment_with_such_a_date_stays_where_it_was_entered",
    "absurd_value": "core/test_mapping.py::test_a_value_of_another_kind_is_absurd_and_not_a_crash",
    "no_name": "core/test_naming.py::test_whoever_has_nothing_to_be_called_by_fails",
    # What a vendor answers, or does not.
    "invalid_email": "connectors/hubspot/test_sending.py::test_bad_ones_fail_alone_with_their_reason",
    "account_inactive": "connectors/quickbooks/test_errors.py::test_code_and_text_together_lead_to_a_cause",
    "reads_used_up": "engine/test_budget.py::test_whoever_is_refused_again_and_again_after_a_minute_has_used_up_the_month",
    "permission": "engine/test_bad_answers.py::test_a_missing_scope_is_named_and_nothing_is_lost",
    "vendor_refused": "connectors/hubspot/test_sending.py::test_an_invoice_that_may_not_be_deleted_does_not_keep_another",
    "garbage_answer": "connectors/test_http.py::test_garbage_for_a_read_is_asked_once_more_and_then_told",
    "stale": "connectors/hubspot/test_sending.py::test_an_update_of_what_is_gone_fails_alone",
    # Our own.
    "unreadable_tokens": "web/failures/test_failures.py::test_what_the_last_run_stopped_at_is_told_since_no_record_fails_then",
    "broken_off": "web/failures/test_failures.py::test_what_the_last_run_stopped_at_is_told_since_no_record_fails_then",
}


def test_each_error_has_exactly_one_proof() -> None:
    assert set(CATALOGUE) - PROVOKED - set(ELSEWHERE) == set(), (
        "new errors: add a trouble, or name the test that provokes them"
    )
    assert set(ELSEWHERE) & PROVOKED == set(), "provoked by a trouble by now"
    assert (PROVOKED | set(ELSEWHERE)) - set(CATALOGUE) == set(), "no errors of the catalogue"


@pytest.mark.parametrize("code", ELSEWHERE)
def test_the_named_test_is_there_and_speaks_of_it(code: str) -> None:
    path, _, name = ELSEWHERE[code].partition("::")
    source, named = module(path)
    assert name in named
    spoken = CATALOGUE[code].title if path.endswith(".feature") else rf"\b{code}\b"
    assert re.search(spoken, source, re.IGNORECASE)


@cache
def module(path: str) -> tuple[str, set[str]]:
    source = (TESTS / path).read_text()
    if path.endswith(".feature"):
        return source, set(re.findall(r"Scenario(?: Outline)?: (.+)", source))
    return source, {one.name for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef)}
