"""What people do in HubSpot."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.ring.moves import Nothing, among, move, one_field, which, with_some
from tests.ring.ring import Doc, Ring
from tests.scenarios.company import PARTS, line

EMAILS = ("ann@acme.test", "bea@baker.test", "cleo@cane.test", "dora@dale.test", "")
FIRST, LAST = ("Ann", "Bea", "Cleo", "Dora"), ("Archer", "Baker", "Cane", "Dale")
SKUS = ("MOW", "SOD", "mul", "")
PRODUCTS = ("Mowing", "Sod", "Mulch", "Edging")
DATES = ("2026-11-24", "2026-11-20", "2026-11-02", "2026-10-28", "2026-09-30")
DUE = ("2026-12-24", "2027-01-15", "2026-11-30")
QUANTITIES = ("1", "2", "3", "0.5", "0.333", "1.25", "7", "1000", "0")
PRICES = ("50.00", "9.99", "0.335", "33.333", "0", "1234.56", "0.01", "19.999")
# With what vendors trim and store in another form (F50, F71).
WORDS = ("Gate code 12", " call first  ", "Zoe\u0308 rings\r\ntwice", "Größe “M” – 50 %", "")
CENT = Decimal("0.01")

numbers = st.integers(1, 40).map(lambda number: f"HS-{number}") | st.just("1001")
names = st.builds("{} {}".format, among(PRODUCTS), st.integers(1, 3))
lines = with_some(
    {"quantity": QUANTITIES, "price": PRICES},
    name=PRODUCTS,
    product=which,
    hs_sku=SKUS[:3],
    discount=("0.50", "0.01", "1"),
    hs_discount_percentage=("10", "33.33", "100"),
    description=WORDS[:4],
)
drafts = with_some(
    {"lines": st.lists(lines, min_size=1, max_size=4), "date": DATES},
    number=numbers,
    hs_comments=WORDS[:4],
    hs_purchase_order_number=("PO 7",),
)


def line_of(ring: Ring, said: Doc) -> Doc:
    """A line as the page saves it: of a product, of a SKU or by hand, one discount at most."""
    made = line(**{"name": "Mowing", **said, "product": ""})
    chosen, known = said.get("product"), ring.here("products")
    if chosen is not None and known:
        product = ring.one(known, chosen)
        made |= {"name": product["properties"]["name"], "hs_product_id": product["id"]}
        made.pop("hs_sku", None)
    if "hs_discount_percentage" in made:
        made.pop("discount", None)
    return made


def new_draft(ring: Ring, contact: int, said: Doc) -> str:
    chosen = ring.one(ring.here("contacts"), contact)["id"]
    header = {name: value for name, value in said.items() if name != "lines"}
    return ring.draft(chosen, *(line_of(ring, one) for one in said["lines"]), **header)


def invoices(ring: Ring, *statuses: str) -> list[Doc]:
    return [one for one in ring.here("invoices") if one["properties"]["hs_invoice_status"] in statuses]


def lines_of(ring: Ring, invoice: Doc) -> list[Doc]:
    ids = {end["id"] for end in invoice["associations"].get("line_items", [])}
    return [one for one in ring.here("line_items") if one["id"] in ids]


# -- contacts and products -------------------------------------------------------------------------------------


@move(email=among(EMAILS), first=among(FIRST), last=among(LAST))
def h_contact(ring: Ring, email: str, first: str, last: str) -> None:
    ring.made["hubspot", "contact", ring.contact(email, first, last)] = ring.turn


@move(
    which=which,
    fields=one_field(
        firstname=FIRST,
        lastname=LAST,
        phone=("(916) 555-0100", "916 555 0101", ""),
        city=("Sacramento", "Davis"),
        company=("Acme", "Baker & Sons"),
        email=EMAILS,
    ),
)
def h_contact_edit(ring: Ring, which: int, fields: Doc) -> None:
    chosen = ring.one(ring.here("contacts"), which)
    ring.edit("contacts", chosen["id"], **fields)
    ring.note("hubspot", "contact", chosen["id"], fields)


@move(which=which)
def h_contact_delete(ring: Ring, which: int) -> None:
    ring.remove("contacts", ring.one(ring.here("contacts"), which)["id"])


@move(kept=which, merged=which)
def h_contact_merge(ring: Ring, kept: int, merged: int) -> None:
    """Two contacts become one; what the survivor then says, HubSpot chose."""
    ids = [ring.one(ring.here("contacts"), one)["id"] for one in (kept, merged)]
    ring.in_hubspot("POST", "/crm/v3/objects/contacts/merge", dict(zip(("primaryObjectId", "objectIdToMerge"), ids, strict=True)))  # fmt: skip
    ring.forget("hubspot", "contact", *ids)


@move(name=among(PRODUCTS), sku=among(SKUS), price=among(PRICES))
def h_product(ring: Ring, name: str, sku: str, price: str) -> None:
    ring.made["hubspot", "product", ring.product(name, sku, price)] = ring.turn


@move(which=which, fields=one_field(price=PRICES, name=names, description=WORDS, hs_sku=SKUS))
def h_product_edit(ring: Ring, which: int, fields: Doc) -> None:
    chosen = ring.one(ring.here("products"), which)
    ring.edit("products", chosen["id"], **fields)
    ring.note("hubspot", "product", chosen["id"], fields)


@move(which=which)
def h_product_delete(ring: Ring, which: int) -> None:
    ring.remove("products", ring.one(ring.here("products"), which)["id"])


@move(kind=st.sampled_from(["contacts", "products", "invoices", "commerce_payments"]), which=which)
def h_restore(ring: Ring, kind: str, which: int) -> None:
    """Back from the recycle bin."""
    bin_ = [one for one in ring.world.objects("hubspot", kind) if one["archived"] and "mergedInto" not in one]
    ring.in_hubspot("POST", f"/crm/v3/objects/{kind}/{ring.one(bin_, which)['id']}/restore")


@move(kind=st.sampled_from(["contacts", "products", "invoices", "line_items"]), which=which)
def h_touch(ring: Ring, kind: str, which: int) -> None:
    """A workflow saves what stands there already: `updatedAt` moves, and nothing else."""
    name = {"contacts": "firstname", "products": "name", "invoices": "hs_comments", "line_items": "name"}[kind]
    chosen = ring.one(ring.here(kind), which)
    ring.edit(kind, chosen["id"], **{name: chosen["properties"].get(name) or ""})


# -- invoices --------------------------------------------------------------------------------------------------


@move(contact=which, said=drafts)
def h_draft(ring: Ring, contact: int, said: Doc) -> None:
    new_draft(ring, contact, said)


@move(contact=which, said=drafts)
def h_invoice(ring: Ring, contact: int, said: Doc) -> None:
    ring.edit("invoices", new_draft(ring, contact, said), hs_invoice_status="open")


@move(which=which)
def h_finalize(ring: Ring, which: int) -> None:
    ring.edit("invoices", ring.one(invoices(ring, "draft"), which)["id"], hs_invoice_status="open")


@move(
    which=which,
    fields=one_field(
        hs_comments=WORDS, hs_due_date=DUE, hs_invoice_date=DATES, hs_number=numbers, hs_purchase_order_number=("PO 7",)
    ),
)
def h_header(ring: Ring, which: int, fields: Doc) -> None:
    chosen = ring.one(invoices(ring, "draft", "open", "paid"), which)
    ring.edit("invoices", chosen["id"], **fields)
    ring.note("hubspot", "invoice", chosen["id"], fields)


@move(
    invoice=which,
    line=which,
    fields=one_field(price=PRICES, quantity=QUANTITIES, description=WORDS, name=("Extra work",)),
)
def h_line_edit(ring: Ring, invoice: int, line: int, fields: Doc) -> None:
    chosen = ring.one(lines_of(ring, ring.one(invoices(ring, "draft", "open", "paid"), invoice)), line)
    ring.edit("line_items", chosen["id"], **fields)


@move(which=which, said=lines)
def h_line_add(ring: Ring, which: int, said: Doc) -> None:
    ring.part(ring.one(invoices(ring, "draft", "open"), which)["id"], "line_items", **line_of(ring, said))


@move(
    invoice=which, line=which, fields=one_field(discount=("0.50", "1", ""), hs_discount_percentage=("10", "33.33", ""))
)
def h_line_discount(ring: Ring, invoice: int, line: int, fields: Doc) -> None:
    """Another one, or none; of the amount and the percentage HubSpot's page leaves one."""
    chosen = ring.one(lines_of(ring, ring.one(invoices(ring, "draft", "open", "paid"), invoice)), line)
    ring.edit("line_items", chosen["id"], **{"discount": "", "hs_discount_percentage": "", **fields})


@move(invoice=which, line=which)
def h_line_remove(ring: Ring, invoice: int, line: int) -> None:
    of = ring.one(invoices(ring, "draft", "open"), invoice)
    chosen = ring.one(lines_of(ring, of), line)
    ring.remove("line_items", chosen["id"])
    if not Decimal(chosen["properties"].get("amount") or 0):
        ring.quietly_shorter.add(of["id"])


@move(which=which, kind=st.sampled_from(["discounts", "fees", "taxes"]))
def h_order_part(ring: Ring, which: int, kind: str) -> None:
    """A discount, a fee or a tax on the whole (S8)."""
    chosen = ring.one(invoices(ring, "draft", "open"), which)
    ring.part(chosen["id"], kind, hs_type="FIXED", hs_value="5", hs_label="By hand")


@move(which=which)
def h_order_discount_remove(ring: Ring, which: int) -> None:
    ring.remove("discounts", ring.one(ring.here("discounts"), which)["id"])


@move(which=which)
def h_void(ring: Ring, which: int) -> None:
    ring.edit("invoices", ring.one(invoices(ring, "open"), which)["id"], hs_invoice_status="voided")


@move(which=which)
def h_invoice_delete(ring: Ring, which: int) -> None:
    ring.remove("invoices", ring.one(invoices(ring, "draft", "open"), which)["id"])


# -- payments --------------------------------------------------------------------------------------------------


@move(
    which=which,
    share=among(("1", "1", "0.5", "0.1")),
    date=among(DATES[:3]),
    method=among(("check", "card", "cash")),
    reference=among(("", "4711", "R1", "R2")),
)
def h_pay(ring: Ring, which: int, share: str, date: str, method: str, reference: str) -> None:
    chosen = ring.one(invoices(ring, "open"), which)
    amount = (Decimal(chosen["properties"]["hs_balance_due"] or "0") * Decimal(share)).quantize(CENT)
    if amount <= 0:
        raise Nothing
    ring.pay_here(chosen["id"], str(amount), date, method, reference)


@move(which=which, more=st.integers(1, 2), less=among(("0", "0", "7.50")), date=among(DATES[:3]))
def h_pay_several(ring: Ring, which: int, more: int, less: str, date: str) -> None:
    """One payment on several invoices; HubSpot keeps no amount for each (A25)."""
    found = invoices(ring, "open")
    if len(found) < 2:
        raise Nothing
    chosen = [found[(which + each) % len(found)] for each in range(min(more + 1, len(found)))]
    total = sum(Decimal(one["properties"]["hs_balance_due"] or "0") for one in chosen) - Decimal(less)
    if total <= 0:
        raise Nothing
    ring.make(
        "commerce_payments", dict.fromkeys((one["id"] for one in chosen), PARTS["commerce_payments"]), hs_initial_amount=total.quantize(CENT),
        hs_initiated_date=date, hs_latest_status="succeeded", hs_currency_code="USD", hs_payment_method_type="check",
    )  # fmt: skip


@move(
    which=which,
    fields=one_field(
        hs_latest_status=("failed", "succeeded"), hs_initiated_date=DATES[:3], hs_reference_number=("R1", "R2", "4711")
    ),
)
def h_payment_edit(ring: Ring, which: int, fields: Doc) -> None:
    chosen = ring.one(ring.here("commerce_payments"), which)
    told = {name: f"{value}T00:00:00.000Z" if "date" in name else value for name, value in fields.items()}
    ring.edit("commerce_payments", chosen["id"], **told)


@move(which=which, less=among(("1", "0.01")))
def h_payment_less(ring: Ring, which: int, less: str) -> None:
    chosen = ring.one(ring.here("commerce_payments"), which)
    amount = Decimal(chosen["properties"]["hs_initial_amount"]) - Decimal(less)
    ring.edit("commerce_payments", chosen["id"], hs_initial_amount=str(max(amount, CENT)))


@move(which=which, whole=st.booleans())
def h_refund(ring: Ring, which: int, whole: bool) -> None:
    chosen = ring.one(ring.here("commerce_payments"), which)
    amount = Decimal(chosen["properties"]["hs_initial_amount"]) / (1 if whole else 2)
    status = "refunded" if whole else "partially_refunded"
    fields = {"hs_latest_status": status, "hs_refunds_amount": str(amount.quantize(CENT))}
    ring.edit("commerce_payments", chosen["id"], **fields)


@move(which=which)
def h_payment_delete(ring: Ring, which: int) -> None:
    ring.remove("commerce_payments", ring.one(ring.here("commerce_payments"), which)["id"])
