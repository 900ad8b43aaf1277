from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core import errors
from syncapp.core.catalogue.customers import NOT_FOUND
from syncapp.core.catalogue.entry import Entry
from syncapp.core.catalogue.parties import AMBIGUOUS_ON_LINE, INACTIVE_OF_LINKED
from syncapp.core.errors import (
    CATALOGUE,
    EXCLUDED,
    FIXES,
    PENDING,
    REMARKS,
    Failure,
    Retry,
    Who,
    entry,
    in_words,
)

CONTACT = """customer_not_found display_name_duplicate display_name_held ambiguous_customer ambiguous_contact
partner_ignored shared_email customer_inactive no_name invalid_email"""
PRODUCT = """ambiguous_sku sku_of_bundle bundle_item item_inactive discount_item_inactive class_inactive duplicate_item_name reserved_item_name
account_inactive"""
INVOICE = """service_date_required native_invoice_edited tax_code_required order_discount order_tax order_fee
number_taken same_but_number no_number no_date number_too_long date_out_of_range total_changed not_followed balance_differs no_exact_price below_paid below_paid_in_hubspot text_too_long
unsupported_characters currency_mismatch currency_changed
currency_not_enabled negative_total finalized_in_hubspot owned_elsewhere deleted_in_hubspot deleted_in_quickbooks void_refused
void_not_followed voided_elsewhere no_contact no_lines custom_line_item_unusable no_item item_unnamed item_name_taken mirror_unequal decimals_unknown category_item
custom_field_dropped"""
PAYMENT = """payment_removed payment_currency finer_than_cents finer_than_hubspot paid_in_hubspot_alone no_payment_processor bounced_after_deposit bounced_with_more bounced_with_credit moved_with_credit refund_needs_you refunded_before duplicate_from_workflow
same_payment part_of_ignored rest_of_refund payment_without_amounts payment_off_invoice payment_in_deposit payment_changed payment_elsewhere credit_untold overpays"""
CONNECTION = """connection_expired disconnected unreadable_tokens broken_off missing_scope wrong_account limit_reached reads_used_up vendor_unavailable vendor_refused
garbage_answer stale inactive_reference permission subscription_lapsed closed_period unmapped_value absurd_value"""
CODES = f"both_changed customer_changed contact_changed {CONTACT} {PRODUCT} {INVOICE} {PAYMENT} {CONNECTION}".split()
EXCLUDED_CODES = """draft source before_start filter direction alias no_sku no_email not_needed stopped made_while_off
voided_before_link deleted inactive category bundle not_succeeded no_invoice invoice_excluded unapplied
no_processor not_cash deleted_and_void divided whole_ignored pays_nothing"""
REMARK_CODES = """address_clash custom_line_item item_made item_by_name recoded overpaid not_cash partly_not_cash credit_shown refund_left_out unmapped_method different_lines partly_paid_mirror cleared
due_date_differs conflict_resolved not_sent inactive_there paid_without_record not_cash_shown by_hand refund_by_hand counted_otherwise payment_ignored reference_differs
possible_duplicate"""

# The guide's own sentences, to the letter: HubSpot's users search for them.
GUIDE = {
    "customer_not_found": "An invoice should have an associated customer. Make sure the associated customer is "
    "present in both HubSpot & QuickBooks Online to sync this invoice",  # S41
    "display_name_duplicate": "The display name is a duplicate",  # S42
    "service_date_required": "Business Validation Error: Enter a service date for the revenue recognition line item",
    "native_invoice_edited": "Line item or invoice amount modifications in HubSpot native invoices cannot be made "
    "through external applications. Please make any necessary changes directly in HubSpot",  # S44
    "payment_removed": "Line item or invoice amount modifications in HubSpot native invoices cannot be made "
    "through external applications. Please make any necessary changes directly in HubSpot",  # A29
}
JARGON = re.compile(
    r"\b(API|JSON|HTTP|token|OAuth|sync ?token|endpoint|payload|null|exception|scope|webhook|id|realm|portal|cursor|"
    r"record id|timeout|please)\b",
    re.IGNORECASE,
)


def all_texts(code: str) -> list[str]:
    one = CATALOGUE[code]
    return [one.title, one.what, one.why, *one.remedy]


def test_the_catalogue_has_exactly_the_codes_that_the_rest_uses() -> None:
    assert set(CATALOGUE) == set(CODES)
    assert len(CODES) == len(set(CODES))


USES = {"Failure": CATALOGUE, "Problem": CATALOGUE, "Remark": REMARKS, "excluded": EXCLUDED}


@pytest.mark.parametrize(("maker", "table"), USES.items())
def test_every_code_that_is_raised_anywhere_has_words(maker: str, table: Mapping[str, object]) -> None:
    sources = Path(errors.__file__).parents[1].rglob("*.py")
    used = re.findall(rf'\b{maker}\(\s*"(\w+)"', "".join(file.read_text() for file in sorted(sources)))
    assert set(used) <= set(table), "say it in core/catalogue"


@pytest.mark.parametrize(("code", "words"), GUIDE.items())
def test_the_guides_sentences_stand_to_the_letter(code: str, words: str) -> None:
    assert entry(code).title == words  # S41, S42, S43, S44
    assert Failure(code).sentence().startswith(words)


def test_every_category_but_s44_has_its_own_words() -> None:
    # S45; a removed payment carries S44's sentence as well (A29).
    titles = [one.title for one in CATALOGUE.values()]
    assert {title for title in titles if titles.count(title) > 1} == {GUIDE["native_invoice_edited"]}
    causes = [one.what for one in CATALOGUE.values()]
    assert len(causes) == len(set(causes))


# How a step begins, and who may take it: what needs a setting there is for its administrator.
BEGINS: Mapping[str, set[Who]] = {
    "Click “": {Who.HERE},
    "Open Linking": {Who.HERE},
    "Take the ": {Who.HERE, Who.EITHER},
    "Open Configure": {Who.OWNER},
    "Open Integrations": {Who.OWNER},
    "In QuickBooks Online": {Who.BOOKKEEPER, Who.ADMINISTRATOR},
    "In HubSpot": {Who.OPERATIONS, Who.ADMINISTRATOR},
    "Nothing to do": {Who.US},
    "Whoever runs this server": {Who.SERVER},
    "Let an administrator": {Who.ADMINISTRATOR},
    "Ask the accountant": {Who.ACCOUNTANT},
}
EVERY = [*CATALOGUE.values(), *NOT_FOUND.values(), INACTIVE_OF_LINKED, AMBIGUOUS_ON_LINE]


@pytest.mark.parametrize("variant", EVERY, ids=lambda one: f"{one.code}: {one.why[:30]}")
@pytest.mark.parametrize("known", [False, True])
def test_who_can_fix_it_is_who_takes_the_first_step(variant: Entry, known: bool) -> None:  # S45
    failure = Failure(variant.code, dict.fromkeys(variant.params, "X") if known else {}, variant=variant)
    first = failure.remedy[0]
    who = next((some for words, some in BEGINS.items() if first.startswith(words)), None)
    together = variant.in_order and any("In QuickBooks" in step for step in failure.remedy[1:])  # one after the other
    assert who is None or failure.who in who or (together and failure.who is Who.EITHER), first


@pytest.mark.parametrize("code", CODES)
def test_every_entry_says_what_why_who_and_what_to_do(code: str) -> None:
    one = entry(code)
    assert one.code == code
    assert one.title
    assert one.what
    assert one.why
    assert one.remedy
    assert all(step.rstrip("]").endswith(".") for step in one.remedy)
    assert one.what.endswith((".", ".]"))
    assert one.why.endswith(".")
    assert one.who in Who
    assert one.who.label


@pytest.mark.parametrize("code", CODES)
def test_the_remedy_of_a_person_names_a_place(code: str) -> None:
    one = entry(code)
    if one.who is Who.US:
        return
    steps = " ".join(one.remedy)
    assert re.search(r"›|Integrations|Linking|[Cc]lick|where it was|where the record", steps), steps


@pytest.mark.parametrize("code", CODES)
def test_every_fix_is_a_button_that_exists(code: str) -> None:
    assert entry(code).fix is None or entry(code).fix in FIXES


def test_no_button_without_a_cause_that_offers_it() -> None:
    said = (*CATALOGUE.values(), *NOT_FOUND.values(), INACTIVE_OF_LINKED)
    assert set(FIXES) == {fix for one in said for fix in (one.fix, one.also, *one.ways) if fix}


@pytest.mark.parametrize("code", CODES)
def test_the_words_are_plain(code: str) -> None:
    for text in all_texts(code):
        if text in GUIDE.values():
            continue
        words = re.sub(r"\{\w+\}", "", text)
        assert not JARGON.search(words), words
        assert "QuickBooks online" not in text
        assert "  " not in text


def test_no_record_is_called_left_out() -> None:
    """It is excluded by a rule, or ignored by a person (docs/contributing.md)."""
    root = Path(errors.__file__).parents[2]
    shown = [*(root / "syncapp/core/catalogue").glob("*.py"), *(root / "templates").rglob("*.html")]
    assert len(shown) > 100
    said = re.compile(r"\b(left|leave|leaves) (it |them |the \w+ ones |this \w+ )?out\b(?! payments)")
    assert [(file.name, found[0]) for file in shown for found in [said.search(file.read_text())] if found] == []


@pytest.mark.parametrize("code", CODES)
def test_brackets_and_braces_of_the_texts_are_balanced(code: str) -> None:
    for text in all_texts(code):
        assert re.fullmatch(r"(?:[^\[\]{}]|\{\w+\}|\[(?:[^\[\]{}]|\{\w+\})*\])*", text), text


@pytest.mark.parametrize("code", CODES)
def test_a_failure_without_params_reads_well(code: str) -> None:
    sentence = Failure(code).sentence()
    for text in (sentence, *Failure(code).remedy):
        assert not re.search(r"[\[\]{}?]|\s\s|\s[,.;:]|\.\.|,\.|:\.", re.sub(r"(two|not|payments)\?", "it", text)), text
    assert sentence[-1] in ".!?"


@pytest.mark.parametrize("code", CODES)
def test_a_failure_with_all_params_shows_each_of_them(code: str) -> None:
    params = {name: f"<{name}>" for name in entry(code).params}
    failure = Failure(code, params)
    shown = " ".join((failure.sentence(), *failure.remedy))
    assert all(value in shown for value in params.values())
    assert not re.search(r"[\[\]{}]", shown)


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(CODES),
    st.dictionaries(st.sampled_from(["name", "holder", "email", "total", "x", "reason"]), st.text()),
    st.text(),
)
def test_no_params_and_no_vendor_text_can_crash_a_sentence(code: str, params: dict[str, str], words: str) -> None:
    failure = Failure(code, params, words)
    assert failure.sentence()
    assert all(failure.remedy)


def test_braces_in_a_customers_name_are_shown_as_they_are() -> None:
    failure = Failure("display_name_held", {"name": "{holder} [x]", "holder": "Birch & Sons (vendor)"})
    assert "“{holder} [x]”" in failure.sentence()


def test_the_sentence_of_a_taken_number_names_the_holder() -> None:
    failure = Failure("number_taken", {"number": "1037", "holder": "credit memo of Alder HOA, Nov 3, 2026, 120.00 USD"})
    assert failure.sentence() == (
        "The number is already used by another document. Another document has this number already: 1037 belongs to "
        "credit memo of Alder HOA, Nov 3, 2026, $120.00. An invoice keeps its number in both systems, and nothing is renumbered silently."
    )


@pytest.mark.parametrize(
    ("kept", "said"),
    [("1,234.50 USD", "$1,234.50"), ("-20.00 USD", "−$20.00"), ("90.00 CHF", "CHF 90.00"), ("2026-11-03", "Nov 3, 2026"),
     ("invoice Granite of 2026-11-20, 90.00 USD", "invoice Granite of 2026-11-20, $90.00"), ("PIPE-12.50 USD", "PIPE-12.50 USD"), ("12 PVC", "12 PVC"),
     ("33.33 JPY", "¥33.33"), ("33 JPY", "¥33"), ("33.00 JPY", "¥33"), ("1.125 KWD", "KWD 1.125"), ("1,000.5 USD", "1,000.5 USD")],
)  # fmt: skip
def test_amounts_are_written_as_on_every_page(kept: str, said: str) -> None:
    assert in_words(kept) == said


def test_an_unknown_refusal_keeps_the_vendors_words() -> None:
    failure = Failure("vendor_refused", vendor_text="The frobnicator is off.")
    assert failure.sentence() == (
        "The other system refuses this. The record was not taken. Its own words: The frobnicator is off. The other "
        "system has rules of its own that cannot all be checked beforehand. Nothing of the record is changed there."
    )


def test_an_unknown_code_is_shown_and_not_a_crash() -> None:
    assert entry("code_of_tomorrow") is entry("vendor_refused")
    assert Failure("code_of_tomorrow", vendor_text="Sorry").sentence()


@pytest.mark.parametrize(
    ("retry", "codes"),
    [
        (Retry.AT_ONCE, {"stale"}),
        (Retry.BACKOFF, {"limit_reached", "reads_used_up", "vendor_unavailable", "garbage_answer", "broken_off"}),
        (Retry.NEVER, {"duplicate_from_workflow", "same_payment", "part_of_ignored", "rest_of_refund"}),
    ],
)
def test_only_these_are_not_retried_on_change(retry: Retry, codes: set[str]) -> None:
    assert {one.code for one in CATALOGUE.values() if one.retry is retry} == codes


def test_what_goes_by_itself_asks_nobody() -> None:
    assert {one.code for one in CATALOGUE.values() if one.who is Who.US} == {
        "limit_reached", "reads_used_up", "vendor_unavailable", "garbage_answer", "stale", "broken_off",
    }  # fmt: skip


def test_the_reasons_of_what_does_not_fail_are_all_there() -> None:
    assert set(EXCLUDED) == set(EXCLUDED_CODES.split())
    assert set(PENDING) == {"queued", "waiting", "needs_approval", "parked"}
    assert set(REMARKS) == set(REMARK_CODES.split())
    for words in (*EXCLUDED.values(), *PENDING.values(), *REMARKS.values()):
        assert words.endswith(".")
        assert not JARGON.search(words)


def test_the_tables_cannot_be_changed_by_who_reads_them() -> None:
    with pytest.raises(TypeError):
        CATALOGUE["x"] = CATALOGUE["stale"]  # type: ignore[index]


def test_each_code_is_defined_once() -> None:
    folder = Path(errors.__file__).parent / "catalogue"
    defined = re.findall(r'Entry\(\s*"(\w+)"', "".join(file.read_text() for file in sorted(folder.glob("*.py"))))
    assert len(defined) == len(set(defined)) == len(CATALOGUE)


ALTERNATIVE = re.compile(r"(Or|If it is|If not|If the|Otherwise)\b")


@pytest.mark.parametrize("code", CODES)
def test_only_steps_that_follow_each_other_are_numbered(code: str) -> None:
    """Whoever reads 1, 2, 3 does all of them; ways to choose from are no steps."""
    one = entry(code)
    follows = any(step.startswith(("Then ", "Record it", "The change then")) for step in one.remedy[1:])
    assert one.in_order or not follows
    assert not (one.in_order and any(ALTERNATIVE.match(step) for step in one.remedy))
