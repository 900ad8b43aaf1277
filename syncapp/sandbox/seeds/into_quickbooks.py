"""The demo company's QuickBooks half, loaded as history."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.books import Books
from syncapp.sandbox.seeds.catalogue import MATERIALS, SERVICES
from syncapp.sandbox.seeds.model import QUICKBOOKS, Company, CreditMemo, Invoice, Item, Line, Party, Payment

METHODS = {"card": "Credit Card", "ach": "ACH / Bank debit", "check": "Check", "cash": "Cash"}
TERMS = {0: "Due on receipt", 15: "Net 15", 30: "Net 30", 45: "Net 45"}
CUSTOM_FIELDS = ("PO number", "Tracking no.", "Site")
CLASSES, LOCATIONS = ("Maintenance", "Install", "Snow"), ("East", "West")


class QuickBooksHalf:
    """Writes one company into one realm."""

    def __init__(self, company: Company, books: Books) -> None:
        self.company, self.books = company, books
        self.customers: dict[str, str] = {}
        self.items: dict[str, str] = {}
        self.invoices: dict[str, str] = {}
        self.payments: list[tuple[Payment, str]] = []
        self.start = calendar.local(company.today - timedelta(days=500), 9)
        self.abroad = company.setting.country != "US"

    def load(self) -> None:
        self._settings()
        self._lists()
        for party in self.company.parties.values():
            if QUICKBOOKS in party.stands_in:
                self._customer(party)
        self._held_names()
        for item in self.company.items.values():
            if QUICKBOOKS in item.stands_in:
                self._item(item)
        for invoice in sorted(self.company.invoices_in(QUICKBOOKS), key=lambda one: one.created or self.start):
            self._invoice(invoice)
        for payment in self.company.payments_in(QUICKBOOKS):
            self._payment(payment)
        for memo in self.company.credit_memos:
            self._credit_memo(memo)
        self._bank_deposits()
        self._turned_off()

    def _settings(self) -> None:
        """Manual sales tax, several currencies, classes and locations; numbers are given freely (S9)."""
        use = [
            {"Name": f"SalesFormsPrefs.UseSalesCustom{n}", "Type": "BooleanType", "BooleanValue": True}
            for n in (1, 2, 3)
        ]
        names = [
            {"Name": f"SalesFormsPrefs.SalesCustomName{n}", "Type": "StringType", "StringValue": name}
            for n, name in enumerate(CUSTOM_FIELDS, 1)
        ]
        setting = self.company.setting
        self.books.configure(
            {"CompanyName": setting.name, "LegalName": setting.name, "DefaultTimeZone": setting.zone},
            {
                "AccountingInfoPrefs": {
                    "ClassTrackingPerTxnLine": True, "TrackDepartments": True,
                    **({"BookCloseDate": self.company.closing.isoformat()} if setting.closes else {}),
                },
                "SalesFormsPrefs": {
                    "CustomTxnNumbers": False, "AllowDiscount": True, "AllowShipping": True, "AllowDeposit": True,
                    "CustomField": [{"CustomField": use}, {"CustomField": names}],
                },
                "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False},
                "CurrencyPrefs": {"MultiCurrencyEnabled": True, "HomeCurrency": {"value": setting.home}},
            },
        )  # fmt: skip
        self.books.configure(setting.info, setting.preferences, setting.closing_password)

    def _lists(self) -> None:
        books = self.books
        account = {"Name": SERVICES, "AccountType": "Income", "AccountSubType": "ServiceFeeIncome"}
        books.create("Account", account, self.start)
        self.accounts = {name: books.named("Account", name) for name in (SERVICES, MATERIALS)}
        self.classes = {name: books.create("Class", {"Name": name}, self.start) for name in CLASSES}
        self.locations = {name: books.create("Department", {"Name": name}, self.start) for name in LOCATIONS}
        self.terms = {days: books.named("Term", name) for days, name in TERMS.items()}
        self.methods = {method: books.named("PaymentMethod", name) for method, name in METHODS.items()}
        self._taxes()

    def _taxes(self) -> None:
        """Manual sales tax has one rate for all; abroad each line carries a code of the company's own."""
        books, setting = self.books, self.company.setting
        name, percent = setting.rate
        if self.abroad:
            self.taxed, self.free = books.named("TaxCode", name), books.named("TaxCode", setting.free)
        else:
            self.taxed, self.free = "TAX", "NON"
            self.tax_code = books.tax_code(name, [("Sacramento CA", percent)])
            books.configure({}, {"TaxPrefs": {"TaxGroupCodeRef": {"value": self.tax_code}}})

    def _customer(self, party: Party) -> None:
        body: dict[str, Any] = {
            "DisplayName": party.name, "GivenName": party.first, "FamilyName": party.last, "CompanyName": party.company,
            "PrimaryPhone": {"FreeFormNumber": party.phone}, "BillAddr": address(party),
            "SalesTermRef": ref(self.terms[party.term_days]), "CurrencyRef": ref(party.currency),
        }  # fmt: skip
        if party.email:
            body["PrimaryEmailAddr"] = {"Address": ", ".join((party.email, *party.more_emails))}
        if party.parent:
            body |= {"ParentRef": ref(self.customers[party.parent]), "Job": True, "BillWithParent": True}
        at = calendar.local(self.company.today - timedelta(days=party.created_days_ago), 10)
        self.customers[party.key] = self.books.create(
            "Customer", {name: value for name, value in body.items() if value}, at
        )

    def _held_names(self) -> None:
        """Names are one's own over customers, vendors and employees (S42)."""
        for name, email in self.company.setting.vendors:
            vendor: dict[str, Any] = {"DisplayName": name}
            if email:
                vendor |= {"CompanyName": name, "PrimaryEmailAddr": {"Address": email}}
            self.books.create("Vendor", vendor, self.start)
        for first, last in self.company.setting.employees:
            person = {"DisplayName": f"{first} {last}", "GivenName": first, "FamilyName": last}
            self.books.create("Employee", person, self.start)

    def _item(self, item: Item) -> None:
        body: dict[str, Any] = {"Name": item.name, "Type": item.type}
        if item.sku:
            body["Sku"] = item.sku
        if item.type == "Group":
            body["ItemGroupDetail"] = {
                "ItemGroupLine": [{"ItemRef": ref(self.items[key]), "Qty": quantity} for key, quantity in item.parts]
            }
        else:
            body |= {"UnitPrice": item.price, "Description": item.description, "Taxable": item.taxable}
            body["IncomeAccountRef"] = ref(self.accounts[item.account])
            if item.deferred:
                body["DeferredRevenue"] = True
        if item.type == "Inventory":
            body |= {
                "AssetAccountRef": ref(self.books.named("Account", "Inventory Asset")),
                "ExpenseAccountRef": ref(self.books.named("Account", "Cost of Goods Sold")),
                "InvStartDate": calendar.today(self.start).isoformat(), "QtyOnHand": 500, "TrackQtyOnHand": True,
                "PurchaseCost": item.cost,
            }  # fmt: skip
        self.items[item.key] = self.books.create("Item", body, self.start)

    def _invoice(self, invoice: Invoice) -> None:
        party = self.company.parties[invoice.customer]
        body: dict[str, Any] = {
            "DocNumber": invoice.number, "CustomerRef": ref(self.customers[invoice.customer]),
            "TxnDate": invoice.date.isoformat(), "DueDate": invoice.due.isoformat(), "Line": self._lines(invoice),
        }  # fmt: skip
        if invoice.unnumbered:
            del body["DocNumber"]
        if party.term_days in self.terms:
            body["SalesTermRef"] = ref(self.terms[party.term_days])
        if party.email:
            body["BillEmail"] = {"Address": party.email}
        if invoice.comments:
            body["CustomerMemo"] = {"value": invoice.comments}
        if invoice.po:
            body["CustomField"] = [
                {
                    "DefinitionId": "1",
                    "Name": CUSTOM_FIELDS[0],
                    "Type": "StringType",
                    "StringValue": invoice.po,
                }
            ]
        if invoice.location:
            body["DepartmentRef"] = ref(self.locations[invoice.location])
        if invoice.tax_percent and not self.abroad:
            body["TxnTaxDetail"] = {"TxnTaxCodeRef": ref(self.tax_code)}
        if invoice.down_payment:
            body["Deposit"] = invoice.down_payment
        self.invoices[invoice.number] = self.books.create("Invoice", body, invoice.created or self.start)
        if invoice.voided:
            self.books.void("Invoice", self.invoices[invoice.number], invoice.created or self.start)

    def _lines(self, invoice: Invoice) -> list[dict[str, Any]]:
        lines = [self._line(line, invoice) for line in invoice.lines]
        if invoice.bundle:
            key, quantity = invoice.bundle
            detail = {"GroupItemRef": ref(self.items[key]), "Quantity": quantity, "Line": lines}
            lines = [{"DetailType": "GroupLineDetail", "GroupLineDetail": detail}]
        if invoice.fee:
            detail = {"ItemRef": ref("SHIPPING_ITEM_ID"), "TaxCodeRef": ref(self.free)}
            lines.append({"Amount": invoice.fee, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail})
        if invoice.discount:
            lines.append(
                {
                    "Amount": invoice.discount,
                    "DetailType": "DiscountLineDetail",
                    "DiscountLineDetail": {"PercentBased": False},
                }
            )
        return lines

    def _line(self, line: Line, invoice: Invoice | CreditMemo) -> dict[str, Any]:
        taxed = line.taxable and bool(invoice.tax_percent)
        detail: dict[str, Any] = {
            "ItemRef": ref(self.items[line.item]), "Qty": line.quantity, "UnitPrice": line.net_price,
            "TaxCodeRef": ref(self.taxed if taxed else self.free),
        }  # fmt: skip
        if self.company.items[line.item].deferred:
            detail["ServiceDate"] = invoice.date.isoformat()
        if line.class_name:
            detail["ClassRef"] = ref(self.classes[line.class_name])
        return {
            "Amount": line.amount, "Description": line.description or line.name, "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": detail,
        }  # fmt: skip

    def _payment(self, payment: Payment) -> None:
        body = {
            "CustomerRef": ref(self.customers[payment.customer]), "TotalAmt": payment.total, "TxnDate": payment.date.isoformat(),
            "PaymentMethodRef": ref(self.methods[payment.method]), "PaymentRefNum": payment.reference,
            "Line": [applied("Invoice", self.invoices[number], amount) for number, amount in payment.applied],
        }  # fmt: skip
        self.payments.append((payment, self.books.create("Payment", body, self._paid_at(payment))))

    def _paid_at(self, payment: Payment) -> Any:
        return min(payment.at or calendar.local(payment.date, 15), calendar.local(self.company.today, 0))

    def _credit_memo(self, memo: CreditMemo) -> None:
        """A credit memo settles an invoice by a payment of zero that links the two."""
        customer, day = ref(self.customers[memo.customer]), memo.date.isoformat()
        at = calendar.local(memo.date, 0)
        lines = [self._line(line, memo) for line in memo.lines]
        found = self.books.create(
            "CreditMemo",
            {"DocNumber": memo.number, "CustomerRef": customer, "TxnDate": day, "Line": lines},
            at,
        )
        for number, amount in memo.applied:
            links = [applied("Invoice", self.invoices[number], amount), applied("CreditMemo", found, amount)]
            self.books.create("Payment", {"CustomerRef": customer, "TotalAmt": 0, "TxnDate": day, "Line": links}, at)

    def _bank_deposits(self) -> None:
        """Undeposited money taken to the bank: those payments cannot be changed any more."""
        groups: dict[str, list[tuple[Payment, str]]] = {}
        for payment, found in self.payments:
            if payment.bank_deposit:
                groups.setdefault(payment.bank_deposit, []).append((payment, found))
        for group in groups.values():
            day = max(payment.date for payment, _ in group)
            lines = [
                {"Amount": payment.total, "LinkedTxn": [{"TxnId": found, "TxnType": "Payment"}]}
                for payment, found in group
            ]
            body = {
                "DepositToAccountRef": ref(self.books.named("Account", "Checking")),
                "TxnDate": day.isoformat(),
                "Line": lines,
            }
            self.books.create("Deposit", body, calendar.local(day, 0))

    def _turned_off(self) -> None:
        """What has become inactive since."""
        at = calendar.local(self.company.today - timedelta(days=60), 12)
        for item in self.company.items.values():
            if not item.active:
                self.books.update("Item", self.items[item.key], {"Active": False}, at)
        for party in self.company.parties.values():
            if not party.active:
                self.books.update("Customer", self.customers[party.key], {"Active": False}, at)


def ref(value: str) -> dict[str, str]:
    return {"value": value}


def applied(kind: str, id_: str, amount: Decimal) -> dict[str, Any]:
    return {"Amount": amount, "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]}


def address(party: Party) -> dict[str, str]:
    return {
        "Line1": party.street,
        "City": party.city,
        "CountrySubDivisionCode": party.state,
        "PostalCode": party.zip,
        "Country": party.country,
    }
