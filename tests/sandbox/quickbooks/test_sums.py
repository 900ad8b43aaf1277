"""Reference section 5, lines and tax: whatever is on a form, what it shows adds up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, applied, line, ref

CENT = Decimal("0.01")
EXAMPLES = settings(max_examples=80, deadline=None)
FORMS = st.sampled_from(["Invoice", "Estimate", "CreditMemo", "SalesReceipt"])


def half_up(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def exact(value: Any) -> Decimal:
    return Decimal(str(value))


def company_in(country: str) -> tuple[Company, Hand]:
    vendor = hands.vendor()
    company = vendor.add_company(f"93414500000000{country == 'US'}1", "Fern", country)
    services = company.find_named("Account", "Services") or {}
    company.load("Customer", {"DisplayName": "Acme"})
    company.load("Item", {"Name": "Labor", "IncomeAccountRef": ref(services["Id"])})
    return company, Hand(vendor, company.realm)


US, US_APP = company_in("US")
US.settings({"Preferences": {"TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False}}})
CITY = US.define_tax("City", [("State", Decimal("7.25")), ("District", Decimal("1.375"))])
CANADA, CANADA_APP = company_in("CA")
CODES = {
    doc["Name"]: (doc["Id"], Decimal(percent))
    for doc in CANADA.rows("TaxCode").values()
    for name, percent in (("Exempt", "0"), ("GST", "5"), ("HST ON", "13"))
    if doc["Name"] == name
}

quantity = st.decimals("0.25", "40", places=2)
price = st.decimals("0", "300", places=5)
rows = st.lists(st.tuples(quantity, price, st.booleans()), min_size=1, max_size=6)
discount = st.one_of(
    st.none(),
    st.decimals("0", "100", places=3).map(lambda value: ("percent", value)),
    st.decimals("0", "1", places=2).map(lambda value: ("amount", value)),  # of the subtotal
)


@EXAMPLES
@given(FORMS, rows, discount, st.booleans())
def test_a_us_form_is_lines_less_discount_plus_each_rate(
    entity: str, lines: list[tuple[Decimal, Decimal, bool]], discount: Any, after: bool
) -> None:
    amounts = [half_up(count * each) for count, each, _ in lines]
    subtotal = sum(amounts, Decimal(0))
    sent = [
        line(float(total), Qty=float(count), UnitPrice=float(each), TaxCodeRef=ref("TAX" if taxed else "NON"))
        for total, (count, each, taxed) in zip(amounts, lines, strict=True)
    ]
    off = Decimal(0)
    if discount:
        kind, value = discount
        off = half_up(subtotal * value / 100) if kind == "percent" else half_up(subtotal * value)
        detail = (
            {"PercentBased": True, "DiscountPercent": float(value)} if kind == "percent" else {"PercentBased": False}
        )
        sent.append({"DetailType": "DiscountLineDetail", "Amount": float(off), "DiscountLineDetail": detail})
    taxable = sum((total for total, row in zip(amounts, lines, strict=True) if row[2]), Decimal(0))
    base = half_up(taxable * (subtotal - off) / subtotal) if after and subtotal else taxable
    tax = half_up(base * Decimal("7.25") / 100) + half_up(base * Decimal("1.375") / 100)
    body = {
        "CustomerRef": ref("1"), "Line": sent, "ApplyTaxAfterDiscount": after,
        "TxnTaxDetail": {"TxnTaxCodeRef": ref(CITY)}, "TotalAmt": 1, "Balance": 1,
    }  # fmt: skip
    made = US_APP.make(entity, body)
    assert exact(made["TotalAmt"]) == subtotal - off + tax
    assert exact(made["TxnTaxDetail"]["TotalTax"]) == tax
    for each in made["TxnTaxDetail"].get("TaxLine", []):
        part = each["TaxLineDetail"]
        assert exact(each["Amount"]) == half_up(exact(part["NetAmountTaxable"]) * exact(part["TaxPercent"]) / 100)
    assert made.get("Balance", 0) == (made["TotalAmt"] if entity in ("Invoice", "CreditMemo") else 0)
    again = US_APP.sparse(entity, made, PrivateNote="x")
    assert {name: again[name] for name in ("TotalAmt", "Line", "TxnTaxDetail")} == {
        name: made[name] for name in ("TotalAmt", "Line", "TxnTaxDetail")
    }


@EXAMPLES
@given(rows, st.lists(st.sampled_from(sorted(CODES)), min_size=6, max_size=6), st.booleans())
def test_a_canadian_form_adds_up_excluded_and_pays_the_gross_inclusive(
    lines: list[tuple[Decimal, Decimal, bool]], codes: list[str], inclusive: bool
) -> None:
    amounts = [half_up(count * each) for count, each, _ in lines]
    chosen = codes[: len(lines)]
    sent = [line(float(total), TaxCodeRef=ref(CODES[name][0])) for total, name in zip(amounts, chosen, strict=True)]
    way = "TaxInclusive" if inclusive else "TaxExcluded"
    made = CANADA_APP.make("Invoice", {"CustomerRef": ref("1"), "Line": sent, "GlobalTaxCalculation": way})
    net = sum((exact(each["Amount"]) for each in made["Line"] if "LineNum" in each), Decimal(0))
    tax = exact(made["TxnTaxDetail"]["TotalTax"])
    assert exact(made["TotalAmt"]) == net + tax
    assert tax == sum((exact(each["Amount"]) for each in made["TxnTaxDetail"].get("TaxLine", [])), Decimal(0))
    if inclusive:
        assert exact(made["TotalAmt"]) == sum(amounts)
        for each, total, name in zip(made["Line"], amounts, chosen, strict=False):
            assert exact(each["Amount"]) == half_up(total * 100 / (100 + CODES[name][1]))
    else:
        by_code = {
            name: sum((a for a, n in zip(amounts, chosen, strict=True) if n == name), Decimal(0)) for name in chosen
        }
        assert tax == sum((half_up(base * CODES[name][1] / 100) for name, base in by_code.items()), Decimal(0))


@EXAMPLES
@given(st.lists(st.tuples(st.decimals("0.01", "90", places=2), st.decimals("0.01", "90", places=2)), max_size=4))
def test_balances_are_totals_less_what_is_applied_and_money_is_kept(
    parts: list[tuple[Decimal, Decimal]],
) -> None:
    """Each invoice, a payment of another size on it, and what that leaves open and unapplied."""
    owed = exact(US_APP.read("Customer", "1")["Balance"])
    expected = owed
    for total, paid in parts:
        made = US_APP.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(float(total))]})
        used = min(total, paid)
        lines = applied(float(used), ("Invoice", made["Id"]))
        payment = US_APP.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": float(paid), "Line": lines})
        now = US_APP.read("Invoice", made["Id"])
        assert exact(now["Balance"]) == total - used
        assert exact(payment["UnappliedAmt"]) == paid - used
        assert int(now["SyncToken"]) == int(made["SyncToken"]) + 1
        expected += total - paid
    assert exact(US_APP.read("Customer", "1")["Balance"]) == expected
