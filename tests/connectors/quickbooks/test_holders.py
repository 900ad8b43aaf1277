"""Questions before a write, on the sandbox."""

from __future__ import annotations

from tests.connectors.quickbooks.bench import Bench, ids


def test_two_hundred_numbers_are_looked_for_among_all_sales_forms_in_two_calls(bench: Bench) -> None:  # A18
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "12.50", number="HS-1")
    sold = {
        "DetailType": "SalesItemLineDetail",
        "Amount": 30,
        "SalesItemLineDetail": {"ItemRef": {"value": item}},
    }
    memo = bench.as_user("CreditMemo", {"CustomerRef": {"value": customer}, "DocNumber": "HS-2", "Line": [sold]})["Id"]
    system = bench.connect()

    found = system.numbers([f"HS-{n}" for n in range(1, 200)])

    assert system.calls == {"read": 2}
    assert set(found) == {"HS-1", "HS-2"}
    holder = found["HS-1"][0]
    assert (holder.id, holder.kind, holder.label, holder.amount, holder.currency) == (
        invoice,
        "Invoice",
        "Acme",
        "12.5",
        "USD",
    )
    assert holder.record is not None
    assert holder.record.id == invoice
    assert [(each.id, each.kind, each.record) for each in found["HS-2"]] == [(memo, "CreditMemo", None)]


def test_a_number_is_found_whatever_the_case_of_its_letters_before_and_behind_the_digits(bench: Bench) -> None:  # A18
    held = bench.invoice(bench.customer(), bench.item(), number="Inv-1a")
    system = bench.connect()

    for asked in ("inv-1A", "INV-1a", "inv-1a", "Inv-1A"):
        assert ids(system.numbers([asked])[asked]) == [held]
    assert system.calls == {"read": 4}


def test_a_number_of_few_letters_is_found_whatever_the_case_of_each(bench: Bench) -> None:  # A18
    held = bench.invoice(bench.customer(), bench.item(), number="iNv-1")
    assert ids(bench.connect().numbers(["INV-1"])["INV-1"]) == [held]


def test_how_an_accent_is_written_makes_no_other_number_name_or_sku(bench: Bench) -> None:  # A18, S42, F81
    apart, composed = "e\u0301", "\u00e9"
    customer, item = bench.customer(f"Caf{apart}"), bench.item(f"Th{apart}", Sku=f"TH{apart}-1")
    held = bench.invoice(customer, item, number=f"R{apart}-1")
    system = bench.connect()

    assert ids(system.numbers([f"R{composed}-1"])[f"R{composed}-1"]) == [held]
    assert ids(system.names([f"CAF{composed}"])[f"CAF{composed}"]) == [customer]
    assert ids(system.items_by_name([f"Th{composed}"])[f"th{composed}"]) == [item]
    assert ids(system.items_by_sku([f"th{composed}-1"])[f"th{composed}-1"]) == [item]


def test_with_custom_numbers_off_two_invoices_hold_one_number(bench: Bench) -> None:  # A18
    customer, item = bench.customer(), bench.item()
    both = [bench.invoice(customer, item, number="HS-7") for _ in range(2)]

    assert [each.id for each in bench.connect().numbers(["HS-7"])["HS-7"]] == both


def test_a_name_is_looked_for_among_customers_vendors_and_employees(bench: Bench) -> None:  # S42
    customer = bench.customer("O'Neil & Söhne \\ 50%")  # F85
    bench.one(entity="contact", action="delete", id=bench.customer("Sleeping"), version="0")
    vendor = bench.as_user("Vendor", {"DisplayName": "Birch & Sons"})["Id"]
    system = bench.connect()
    inactive = next(row["DisplayName"] for row in bench.objects("customer") if not row["Active"])

    found = system.names(["o'neil & söhne \\ 50%", "BIRCH  & sons", inactive, "nobody"])

    assert system.calls == {"read": 1}
    assert {
        name: [(each.kind, each.id, each.active) for each in held] for name, held in found.items() if name != inactive
    } == {
        "BIRCH  & sons": [("Vendor", vendor, True)],
        "o'neil & söhne \\ 50%": [("Customer", customer, True)],
    }
    assert [(each.kind, each.active) for each in found[inactive]] == [("Customer", False)]


def test_customers_are_found_by_any_of_their_addresses(bench: Bench) -> None:  # A2
    one = bench.customer("One", **{"PrimaryEmailAddr.Address": "AP@Acme.test"})
    two = bench.customer("Two", **{"PrimaryEmailAddr.Address": "boss@acme.test, ap@acme.test"})
    bench.customer("Other", **{"PrimaryEmailAddr.Address": "xap@acme.test"})
    gone = bench.customer("Gone", **{"PrimaryEmailAddr.Address": "ap@acme.test"})
    bench.one(entity="contact", action="delete", id=gone, version="0")
    system = bench.connect()

    found = system.customers_by_email(["ap@acme.test ", "none@acme.test"])

    assert {email: ids(having) for email, having in found.items()} == {"ap@acme.test": [one, two]}
    assert system.calls == {"read": 1}


def test_items_are_found_by_sku_and_by_name_without_case(bench: Bench) -> None:  # F81, A22
    one, two = bench.item("Mulch", Sku="MULCH-3"), bench.item("Mulch fine", Sku="mulch-3")
    bench.one(entity="product", action="delete", id=two, version="0")
    system = bench.connect()

    assert ids(system.items_by_sku(["Mulch-3 "])["mulch-3"]) == [one, two]
    assert ids(system.items_by_name(["MULCH"])["mulch"]) == [one]
    assert system.calls == {"read": 2}
