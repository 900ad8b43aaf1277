"""python-quickbooks: every object that both sides know is made, read, changed, listed, and taken away again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from quickbooks import QuickBooks as Client
from quickbooks.exceptions import ObjectNotFoundException
from quickbooks.objects import (
    Account,
    Class,
    CompanyInfo,
    CreditMemo,
    Customer,
    Department,
    Deposit,
    DepositLine,
    DepositLineDetail,
    Employee,
    Estimate,
    Invoice,
    Item,
    JournalEntry,
    JournalEntryLine,
    JournalEntryLineDetail,
    Payment,
    PaymentMethod,
    Preferences,
    Ref,
    RefundReceipt,
    SalesReceipt,
    TaxAgency,
    TaxCode,
    TaxRate,
    TaxRateDetails,
    TaxService,
    Term,
    Vendor,
)

from syncapp.sandbox.quickbooks.vendor import FIRST_REALM
from tests.clients.quickbooks.app import account, customer, form, item, payment


def named(kind: type, label: str, value: str, **more: Any) -> Any:
    made = kind()
    setattr(made, label, value)
    for name, each in more.items():
        setattr(made, name, each)
    return made


Maker = Callable[[Client], Any]
LISTS: dict[str, tuple[type, str, Maker]] = {
    "Customer": (Customer, "DisplayName", lambda qb: named(Customer, "DisplayName", "Acme")),
    "Vendor": (Vendor, "DisplayName", lambda qb: named(Vendor, "DisplayName", "Acme")),
    "Employee": (Employee, "DisplayName", lambda qb: named(Employee, "DisplayName", "Acme")),
    "Item": (Item, "Name", lambda qb: named(Item, "Name", "Acme", Type="Service", IncomeAccountRef=account(qb).to_ref())),
    "Account": (Account, "Name", lambda qb: named(Account, "Name", "Acme", AccountType="Income")),
    "Term": (Term, "Name", lambda qb: named(Term, "Name", "Acme", DueDays=7)),
    "Class": (Class, "Name", lambda qb: named(Class, "Name", "Acme")),
    "Department": (Department, "Name", lambda qb: named(Department, "Name", "Acme")),
    "PaymentMethod": (PaymentMethod, "Name", lambda qb: named(PaymentMethod, "Name", "Acme")),
}  # fmt: skip


@pytest.mark.parametrize("entity", LISTS)
def test_what_has_a_name_lives_until_it_is_made_inactive(client: Client, entity: str) -> None:
    kind, label, make = LISTS[entity]
    before = kind.count(qb=client)
    made = make(client).save(qb=client)
    assert (made.SyncToken, getattr(made, label)) == ("0", "Acme")
    read = kind.get(made.Id, qb=client)
    setattr(read, label, "Acme Two")
    saved = read.save(qb=client)
    assert (saved.SyncToken, getattr(saved, label)) == ("1", "Acme Two")
    assert kind.count(qb=client) == before + 1
    saved.Active = False
    assert getattr(saved.save(qb=client), label) == "Acme Two (deleted)"
    assert kind.count(qb=client) == before
    assert [each.Id for each in kind.filter(Active=False, qb=client)] == [made.Id]
    assert len(kind.where("Active IN (true, false)", max_results=1000, qb=client)) == before + 1


def _journal(client: Client) -> JournalEntry:
    made = JournalEntry()
    for posting, kind in (("Debit", "Bank"), ("Credit", "Income")):
        line = JournalEntryLine()
        line.Amount, line.JournalEntryLineDetail = 12.5, JournalEntryLineDetail()
        line.JournalEntryLineDetail.PostingType = posting
        line.JournalEntryLineDetail.AccountRef = account(client, kind).to_ref()
        made.Line.append(line)
    return made


def _deposit(client: Client) -> Deposit:
    made = Deposit()
    made.DepositToAccountRef = account(client, "Bank").to_ref()
    line = DepositLine()
    line.Amount, line.DepositLineDetail = 12.5, DepositLineDetail()
    line.DepositLineDetail.AccountRef = account(client).to_ref()
    made.Line.append(line)
    return made


def _sale(kind: type) -> Maker:
    return lambda client: form(kind, customer(client), item(client))


def _refund(client: Client) -> RefundReceipt:
    made = form(RefundReceipt, customer(client), item(client))
    made.DepositToAccountRef = account(client, "Bank").to_ref()
    return made


TRANSACTIONS: dict[str, tuple[type, Maker]] = {
    "Invoice": (Invoice, _sale(Invoice)),
    "CreditMemo": (CreditMemo, _sale(CreditMemo)),
    "SalesReceipt": (SalesReceipt, _sale(SalesReceipt)),
    "Estimate": (Estimate, _sale(Estimate)),
    "RefundReceipt": (RefundReceipt, _refund),
    "Payment": (Payment, lambda client: payment(customer(client), 10)),
    "Deposit": (Deposit, _deposit),
    "JournalEntry": (JournalEntry, _journal),
}


@pytest.mark.parametrize("entity", TRANSACTIONS)
def test_a_transaction_lives_until_it_is_deleted(client: Client, entity: str) -> None:
    kind, make = TRANSACTIONS[entity]
    made = make(client).save(qb=client)
    assert made.SyncToken == "0"
    read = kind.get(made.Id, qb=client)
    read.PrivateNote = "gate 7"
    saved = read.save(qb=client)
    assert (saved.SyncToken, saved.PrivateNote) == ("1", "gate 7")
    assert saved.TotalAmt == made.TotalAmt
    assert saved.TotalAmt > 0 or entity == "JournalEntry"  # which has no total of its own
    assert [each.Id for each in kind.all(qb=client)] == [made.Id]
    assert saved.delete(qb=client)[entity] == {"status": "Deleted", "domain": "QBO", "Id": made.Id}
    assert kind.count(qb=client) == 0
    with pytest.raises(ObjectNotFoundException):
        kind.get(made.Id, qb=client)


def test_tax_codes_are_made_by_the_tax_service(client: Client) -> None:
    agency = named(TaxAgency, "DisplayName", "State of Arizona").save(qb=client)
    made = TaxService()
    made.TaxCode = "Phoenix"
    rate = TaxRateDetails()
    rate.TaxRateName, rate.RateValue, rate.TaxAgencyId = "Phoenix", 8.6, agency.Id
    made.TaxRateDetails.append(rate)
    made.save(qb=client)
    found = TaxCode.filter(Name="Phoenix", qb=client)[0]
    part = found.SalesTaxRateList.TaxRateDetail[0]
    assert TaxRate.get(part.TaxRateRef.value, qb=client).RateValue == 8.6
    assert {each.Id for each in TaxCode.all(qb=client)} >= {"TAX", "NON"}


def test_the_company_and_its_preferences(client: Client) -> None:
    info = CompanyInfo.get(FIRST_REALM, qb=client)
    assert (info.Country, info.CompanyAddr.Country) == ("US", "USA")
    found = Preferences.get(qb=client)
    assert found.SalesFormsPrefs.CustomTxnNumbers is False
    assert found.CurrencyPrefs.HomeCurrency.value == "USD"
    assert CompanyInfo.all(qb=client)[0].Id == "1"


def test_a_full_update_clears_what_is_not_sent_and_a_sparse_one_does_not(client: Client) -> None:
    made = customer(client)
    sparse = named(Customer, "CompanyName", "Acme Inc", Id=made.Id, SyncToken=made.SyncToken, sparse=True)
    for name in list(vars(sparse)):
        if name not in ("Id", "SyncToken", "sparse", "CompanyName"):
            delattr(sparse, name)
    kept = sparse.save(qb=client)
    assert (kept.DisplayName, kept.PrimaryEmailAddr.Address) == ("Acme", "ap@acme.example")
    kept.PrimaryEmailAddr = None
    full = kept.save(qb=client)
    assert (full.PrimaryEmailAddr, full.CompanyName) == (None, "Acme Inc")


def test_a_sub_customer_has_its_parents_name_before_its_own(client: Client) -> None:
    parent = customer(client)
    child = named(Customer, "DisplayName", "Yard", Job=True, ParentRef=Ref())
    child.ParentRef.value = parent.Id
    made = child.save(qb=client)
    assert (made.FullyQualifiedName, made.Level, made.Job) == ("Acme:Yard", 1, True)


def test_amounts_can_be_read_as_decimals(connect: Callable[..., Client]) -> None:
    client = connect(use_decimal=True)
    made = form(Invoice, customer(client), item(client)).save(qb=client)
    read = Invoice.get(made.Id, qb=client)
    assert read.Line[0].SalesItemLineDetail.Qty == Decimal("1.5")


def test_a_request_id_makes_one_of_two(client: Client) -> None:
    who, what = customer(client), item(client)
    first = form(Invoice, who, what).save(qb=client, request_id="op-1")
    assert form(Invoice, who, what).save(qb=client, request_id="op-1").Id == first.Id
    assert Invoice.count(qb=client) == 1
    gone = first.delete(qb=client, request_id="op-2")
    assert first.delete(qb=client, request_id="op-2") == gone


def test_a_payment_settles_an_invoice_and_touches_it(client: Client) -> None:
    who, what = customer(client), item(client)
    invoice = form(Invoice, who, what).save(qb=client)
    paid = payment(who, 102, invoice).save(qb=client)
    read = Invoice.get(invoice.Id, qb=client)
    assert (read.Balance, read.SyncToken) == (0, "1")
    assert [(link.TxnId, link.TxnType) for link in read.LinkedTxn] == [(paid.Id, "Payment")]
    assert paid.UnappliedAmt == 0
    paid.delete(qb=client)
    assert Invoice.get(invoice.Id, qb=client).Balance == 102
