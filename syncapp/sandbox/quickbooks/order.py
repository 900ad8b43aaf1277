"""In which order the parts of an object are answered: facts of Intuit's published schema [S: Finance.xsd].

Each class extends another. In XML the base comes first; in JSON an object's own parts stand before `domain`,
`sparse`, the head and the rest of its bases, as in every recorded answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

HEAD = "Id SyncToken MetaData CustomField AttachableRef"
BASES = {
    "NameBase": (
        "Organization Title GivenName MiddleName FamilyName Suffix FullyQualifiedName CompanyName DisplayName "
        "PrintOnCheckName Active V4IDPseudonym PrimaryPhone AlternatePhone Mobile Fax PrimaryEmailAddr WebAddr "
        "OtherContactInfo DefaultTaxCodeRef"
    ),
    "Transaction": (
        "DocNumber TxnDate DepartmentRef CurrencyRef ExchangeRate PrivateNote TxnStatus LinkedTxn Line TxnTaxDetail "
        "TxnSource TransactionLocationType RecurDataRef ProjectRef"
    ),
    "SalesTransaction": (
        "AutoDocNumber CustomerRef CustomerMemo BillAddr ShipAddr FreeFormAddress ShipFromAddr ClassRef SalesTermRef "
        "DueDate ShipMethodRef ShipDate TrackingNum GlobalTaxCalculation TotalAmt HomeTotalAmt ApplyTaxAfterDiscount "
        "PrintStatus EmailStatus BillEmail BillEmailCc BillEmailBcc ARAccountRef Balance HomeBalance PaymentMethodRef "
        "PaymentRefNum PaymentType CheckPayment CreditCardPayment DepositToAccountRef DeliveryInfo TaxExemptionRef"
    ),
}
SALE = ("Transaction", "SalesTransaction")
EXTENDS = {
    **dict.fromkeys(("Customer", "Vendor", "Employee"), ("NameBase",)),
    **dict.fromkeys(("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt", "Estimate"), SALE),
    **dict.fromkeys(("Payment", "Deposit", "JournalEntry"), ("Transaction",)),
}
OWN = {
    "Customer": (
        "Taxable BillAddr ShipAddr Notes Job BillWithParent ParentRef Level CustomerTypeRef SalesTermRef "
        "PaymentMethodRef Balance OpenBalanceDate BalanceWithJobs AcctNum CurrencyRef PreferredDeliveryMethod ResaleNum "
        "SecondaryTaxIdentifier ARAccountRef PrimaryTaxIdentifier TaxExemptionReasonId IsProject BusinessNumber GSTIN "
        "GSTRegistrationType ClientEntityId"
    ),
    "Vendor": (
        "BillAddr OtherAddr TaxIdentifier TermRef Balance BillRate AcctNum Vendor1099 CurrencyRef TaxReportingBasis "
        "APAccountRef VendorPaymentBankDetail"
    ),
    "Employee": (
        "EmployeeNumber SSN PrimaryAddr BillableTime BillRate BirthDate Gender HiredDate ReleasedDate CostRate"
    ),
    "Item": (
        "Name Sku Description Active SubItem ParentRef Level FullyQualifiedName Taxable SalesTaxIncluded UnitPrice Type "
        "IncomeAccountRef PurchaseDesc PurchaseTaxIncluded PurchaseCost ExpenseAccountRef AssetAccountRef PrefVendorRef "
        "TrackQtyOnHand QtyOnHand ReorderPoint SalesTaxCodeRef PurchaseTaxCodeRef InvStartDate PrintGroupedItems "
        "ItemGroupDetail AbatementRate ReverseChargeRate ServiceType ItemCategoryType TaxClassificationRef "
        "UQCDisplayText UQCId ClassRef DeferredRevenue"
    ),
    "Account": (
        "Name SubAccount ParentRef Description FullyQualifiedName Active Classification AccountType AccountSubType "
        "AcctNum CurrentBalance CurrentBalanceWithSubAccounts CurrencyRef TaxCodeRef"
    ),
    "Term": ("Name Active Type DiscountPercent DueDays DiscountDays DayOfMonthDue DueNextMonthDays DiscountDayOfMonth"),
    "Class": "Name SubClass ParentRef FullyQualifiedName Active",
    "Department": "Name SubDepartment ParentRef FullyQualifiedName Active",
    "PaymentMethod": "Name Active Type",
    "CustomerType": "Name Active",
    "TaxCode": "Name Description Active Hidden Taxable TaxGroup SalesTaxRateList PurchaseTaxRateList",
    "TaxRate": (
        "Name Description Active RateValue AgencyRef TaxReturnLineRef EffectiveTaxRate SpecialTaxType DisplayType"
    ),
    "TaxAgency": "TaxTrackedOnPurchases TaxTrackedOnSales TaxRegistrationNumber DisplayName",
    "Invoice": (
        "Deposit AllowIPNPayment AllowOnlinePayment AllowOnlineCreditCardPayment AllowOnlineACHPayment "
        "AllowOnlinePayPalPayment EInvoiceStatus invoiceStatus InvoiceLink"
    ),
    "Estimate": "ExpirationDate AcceptedBy AcceptedDate",
    "CreditMemo": "RemainingCredit",
    "Payment": (
        "CustomerRef ARAccountRef DepositToAccountRef PaymentMethodRef PaymentRefNum CreditCardPayment TotalAmt "
        "UnappliedAmt ProcessPayment"
    ),
    "Deposit": "DepositToAccountRef CashBack GlobalTaxCalculation TotalAmt HomeTotalAmt",
    "JournalEntry": "Adjustment TotalAmt HomeTotalAmt",
    # Parts that stand inside of others; only XML has an order for them.
    "Line": (
        "Id LineNum Description Amount LinkedTxn DetailType DiscountLineDetail TaxLineDetail SalesItemLineDetail "
        "DescriptionLineDetail DepositLineDetail JournalEntryLineDetail GroupLineDetail SubTotalLineDetail CustomField "
        "LineEx"
    ),
    "SalesItemLineDetail": (
        "ItemRef ClassRef UnitPrice PriceLevelRef MarkupInfo Qty ItemAccountRef TaxCodeRef TaxClassificationRef "
        "ServiceDate TaxInclusiveAmt DiscountRate DiscountAmt DeferredRevenue"
    ),
    "TxnTaxDetail": "TxnTaxCodeRef TotalTax TaxReviewStatus TaxLine UseAutomatedSalesTax",
    "Address": (
        "Id Line1 Line2 Line3 Line4 Line5 City Country CountryCode CountrySubDivisionCode PostalCode Lat Long Note"
    ),
}


@cache
def _ranks(kind: str, *, json: bool) -> dict[str, int]:
    own, bases = OWN.get(kind, "").split(), [BASES[name].split() for name in EXTENDS.get(kind, ())]
    above = [name for base in bases for name in base]
    head = HEAD.split()
    names = [*own, "domain", "sparse", "status", *head, *above] if json else [*head, *above, *own]
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


@lru_cache(maxsize=4096)  # documents have few sets of names, each read often
def _in_order(kind: str, names: tuple[str, ...], *, json: bool) -> list[str]:
    ranks = _ranks(kind, json=json)
    return sorted(names, key=lambda name: ranks.get(name, len(ranks)))


def in_json(entity: str, doc: dict[str, Any]) -> dict[str, Any]:
    """The same object with its parts in the order of JSON answers; what the schema does not name comes last."""
    if entity not in OWN and entity not in EXTENDS:
        return doc
    return {name: doc[name] for name in _in_order(entity, tuple(doc), json=True)}


def in_xml(name: str, doc: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """The parts of an object or of a named part of one, in the order of XML answers."""
    kind = "Line" if name == "TaxLine" else "Address" if name.endswith("Addr") else name
    return [(part, doc[part]) for part in _in_order(kind, tuple(doc), json=False)]


def with_lines(doc: dict[str, Any]) -> dict[str, Any]:
    """The same document with the parts of its lines in order; in both notations it is one."""
    lines = doc.get("Line")
    return {**doc, "Line": [_line(each) for each in lines]} if lines else doc


def _line(line: dict[str, Any]) -> dict[str, Any]:
    out = dict(in_xml("Line", line))
    if "SalesItemLineDetail" in out:
        out["SalesItemLineDetail"] = dict(in_xml("SalesItemLineDetail", out["SalesItemLineDetail"]))
    if "GroupLineDetail" in out:
        out["GroupLineDetail"] = with_lines(out["GroupLineDetail"])
    return out
