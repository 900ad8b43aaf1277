"""What people do in HubSpot."""

from __future__ import annotations

from decimal import Decimal

from tests.ring.ring import Doc, Nothing, Ring, move
from tests.scenarios.company import line

EMAILS = ("ann@acme.test", "bea@baker.test", "cleo@cane.test", "dora@dale.test", "")
FIRST, LAST = ("Ann", "Bea", "Cleo", "Dora"), ("Archer", "Baker", "Cane", "Dale")
SKUS = ("MOW", "SOD", "mul", "")
PRODUCTS = ("Mowing", "Sod", "Mulch", "Edging")
DATES = ("2026-11-24", "2026-11-20", "2026-11-02", "2026-10-28", "2026-09-30")
QUANTITIES = ("1", "2", "3", "0.5", "0.333", "1.25", "7", "1000", "0")
PRICES = ("50.00", "9.99", "0.335", "33.333", "0", "1234.56", "0.01", "19.999")
WORDS = ("Gate code 12", "call first", "ring twice", "Größe “M” – 50 %", "")


def some_line(ring: Ring) -> Doc:
    dice = ring.dice
    made = line(dice.choice(PRODUCTS), dice.choice(QUANTITIES), dice.choice(PRICES))
    known = ring.here("products")
    if known and dice.random() < 0.6:
        chosen = dice.choice(known)
        made |= {"name": chosen["properties"]["name"], "hs_product_id": chosen["id"]}
    elif dice.random() < 0.3:
        made["hs_sku"] = dice.choice(SKUS[:3])
    if dice.random() < 0.25:
        made["hs_discount_percentage"] = dice.choice(("10", "33.33", "100"))
    elif dice.random() < 0.2:
        made["discount"] = dice.choice(("0.50", "0.01", "1"))
    if dice.random() < 0.2:
        made["description"] = dice.choice(WORDS[:4])
    return made


def new_draft(ring: Ring) -> str:
    contact = ring.one(ring.here("contacts"))["id"]
    lines = [some_line(ring) for _ in range(ring.dice.randint(1, 4))]
    number = ring.dice.choice(("", f"HS-{ring.turn}", f"HS-{ring.turn}", f"HS-{ring.turn}", "1001"))
    more = {"hs_comments": ring.dice.choice(WORDS[:4])} if ring.dice.random() < 0.5 else {}
    return ring.draft(contact, *lines, number=number, date=ring.dice.choice(DATES), **more)


def invoices(ring: Ring, *statuses: str) -> list[Doc]:
    return [one for one in ring.here("invoices") if one["properties"]["hs_invoice_status"] in statuses]


def lines_of(ring: Ring, invoice: Doc) -> list[Doc]:
    ids = {end["id"] for end in invoice["associations"].get("line_items", [])}
    return [one for one in ring.here("line_items") if one["id"] in ids]


@move(4)
def h_contact(ring: Ring) -> None:
    ring.contact(ring.dice.choice(EMAILS), ring.dice.choice(FIRST), ring.dice.choice(LAST))


@move(4)
def h_contact_edit(ring: Ring) -> None:
    chosen, dice = ring.one(ring.here("contacts")), ring.dice
    fields = dice.choice(
        [
            {"firstname": dice.choice(FIRST)},
            {"lastname": dice.choice(LAST)},
            {"phone": dice.choice(("(916) 555-0100", "916 555 0101", ""))},
            {"city": dice.choice(("Sacramento", "Davis"))},
            {"company": dice.choice(("Acme", "Baker & Sons"))},
            {"email": dice.choice(EMAILS)},
        ]
    )
    ring.edit("contacts", chosen["id"], **fields)
    ring.note("hubspot", "contact", chosen["id"], fields)


@move(1)
def h_contact_delete(ring: Ring) -> None:
    ring.remove("contacts", ring.one(ring.here("contacts"))["id"])


@move(3)
def h_product(ring: Ring) -> None:
    ring.product(ring.dice.choice(PRODUCTS), ring.dice.choice(SKUS), ring.dice.choice(PRICES))


@move(2)
def h_product_edit(ring: Ring) -> None:
    chosen, dice = ring.one(ring.here("products")), ring.dice
    fields = dice.choice(
        [
            {"price": dice.choice(PRICES)},
            {"name": f"{dice.choice(PRODUCTS)} {dice.randint(1, 3)}"},
            {"description": dice.choice(WORDS)},
            {"hs_sku": dice.choice(SKUS)},
        ]
    )
    ring.edit("products", chosen["id"], **fields)
    ring.note("hubspot", "product", chosen["id"], fields)


@move(1)
def h_product_delete(ring: Ring) -> None:
    ring.remove("products", ring.one(ring.here("products"))["id"])


@move(2)
def h_draft(ring: Ring) -> None:
    new_draft(ring)


@move(9)
def h_invoice(ring: Ring) -> None:
    ring.edit("invoices", new_draft(ring), hs_invoice_status="open")


@move(3)
def h_finalize(ring: Ring) -> None:
    ring.edit("invoices", ring.one(invoices(ring, "draft"))["id"], hs_invoice_status="open")


@move(5)
def h_header(ring: Ring) -> None:
    chosen, dice = ring.one(invoices(ring, "draft", "open", "paid")), ring.dice
    fields = dice.choice(
        [
            {"hs_comments": dice.choice(WORDS)},
            {"hs_due_date": dice.choice(("2026-12-24", "2027-01-15", "2026-11-30"))},
            {"hs_invoice_date": dice.choice(DATES)},
            {"hs_number": dice.choice((f"HS-{ring.turn}", "1001", chosen["properties"].get("hs_number") or "HS-0"))},
            {"hs_purchase_order_number": "PO 7"},
        ]
    )
    ring.edit("invoices", chosen["id"], **fields)
    ring.note("hubspot", "invoice", chosen["id"], fields)


@move(5)
def h_line_edit(ring: Ring) -> None:
    chosen = ring.one(lines_of(ring, ring.one(invoices(ring, "draft", "open", "paid"))))
    ring.edit(
        "line_items",
        chosen["id"],
        **ring.dice.choice(
            [
                {"price": ring.dice.choice(PRICES)},
                {"quantity": ring.dice.choice(QUANTITIES)},
                {"description": ring.dice.choice(WORDS)},
                {"name": "Extra work"},
            ]
        ),
    )


@move(3)
def h_line_add(ring: Ring) -> None:
    ring.part(ring.one(invoices(ring, "draft", "open"))["id"], "line_items", **some_line(ring))


@move(2)
def h_line_remove(ring: Ring) -> None:
    ring.remove("line_items", ring.one(lines_of(ring, ring.one(invoices(ring, "draft", "open"))))["id"])


@move(1)
def h_order_discount(ring: Ring) -> None:
    kind = ring.dice.choice(("discounts", "fees", "taxes"))
    ring.part(ring.one(invoices(ring, "draft", "open"))["id"], kind, hs_type="FIXED", hs_value="5", hs_label="By hand")


@move(1)
def h_order_discount_remove(ring: Ring) -> None:
    ring.remove("discounts", ring.one(ring.here("discounts"))["id"])


@move(8)
def h_pay(ring: Ring) -> None:
    chosen = ring.one(invoices(ring, "open"))
    balance = Decimal(chosen["properties"]["hs_balance_due"] or "0")
    share = ring.dice.choice((Decimal(1), Decimal(1), Decimal("0.5"), Decimal("0.1")))
    amount = (balance * share).quantize(Decimal("0.01"))
    if amount <= 0:
        raise Nothing
    ring.pay_here(
        chosen["id"],
        str(amount),
        ring.dice.choice(DATES[:3]),
        ring.dice.choice(("check", "card", "cash")),
        ring.dice.choice(("", "4711", f"R{ring.turn}")),
    )


@move(3)
def h_payment_edit(ring: Ring) -> None:
    chosen, dice = ring.one(ring.here("commerce_payments")), ring.dice
    amount = Decimal(chosen["properties"]["hs_initial_amount"])
    fields = dice.choice(
        [
            {"hs_latest_status": "failed"},
            {"hs_latest_status": "succeeded"},
            {"hs_latest_status": "refunded", "hs_refunds_amount": str(amount)},
            {
                "hs_latest_status": "partially_refunded",
                "hs_refunds_amount": str((amount / 2).quantize(Decimal("0.01"))),
            },
            {"hs_initial_amount": str(max(amount - 1, Decimal("0.01")))},
            {"hs_initiated_date": f"{dice.choice(DATES[:3])}T00:00:00.000Z"},
            {"hs_reference_number": f"R{ring.turn}"},
        ]
    )
    ring.edit("commerce_payments", chosen["id"], **fields)


@move(1)
def h_payment_delete(ring: Ring) -> None:
    ring.remove("commerce_payments", ring.one(ring.here("commerce_payments"))["id"])


@move(2)
def h_void(ring: Ring) -> None:
    ring.edit("invoices", ring.one(invoices(ring, "open"))["id"], hs_invoice_status="voided")


@move(1)
def h_invoice_delete(ring: Ring) -> None:
    ring.remove("invoices", ring.one(invoices(ring, "draft", "open"))["id"])
