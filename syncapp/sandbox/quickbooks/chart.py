"""What a company has on its first day: info, preferences, accounts, terms, payment methods, tax codes."""

from __future__ import annotations

from typing import Any

ZONES = {
    "US": "America/Los_Angeles",
    "CA": "America/Toronto",
    "GB": "Europe/London",
    "AU": "Australia/Sydney",
}
MONEY = {"US": "USD", "CA": "CAD", "GB": "GBP", "AU": "AUD"}
ISO3 = {"US": "USA", "CA": "CAN", "GB": "GBR", "AU": "AUS", "FR": "FRA", "DE": "DEU"}
ACCOUNTS = (
    ("Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
    ("Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
    ("Checking", "Bank", "Checking"),
    ("Sales of Product Income", "Income", "SalesOfProductIncome"),
    ("Services", "Income", "ServiceFeeIncome"),
    ("Discounts given", "Income", "DiscountsRefundsGiven"),
    ("Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("Inventory Asset", "Other Current Asset", "Inventory"),
    ("Sales Tax Payable", "Other Current Liability", "SalesTaxPayable"),
    ("Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
    ("Bad Debts", "Expense", "BadDebts"),
)
METHODS = (
    ("Cash", "NON_CREDIT_CARD"),
    ("Check", "NON_CREDIT_CARD"),
    ("Credit Card", "CREDIT_CARD"),
    ("ACH / Bank debit", "NON_CREDIT_CARD"),
)
TERMS = (("Due on receipt", 0), ("Net 15", 15), ("Net 30", 30), ("Net 45", 45))
# Codes of a Canadian company: name, rate name, percent.
CANADIAN = (
    ("Exempt", "Exempt", "0"),
    ("Zero-rated", "Zero-rated", "0"),
    ("GST", "GST", "5"),
    ("HST ON", "HST (ON)", "13"),
)


def info(realm: str, name: str, country: str, given: dict[str, Any], stamp: str) -> dict[str, Any]:
    """CompanyInfo; addresses carry the country as ISO-3, whatever was written [D: since 31 Oct 2025]."""
    address = {
        "Id": "1",
        "Line1": "1 Main Street",
    }
    place = {**address, **given.get("CompanyAddr", {}), "Country": ISO3.get(country, country)}
    out: dict[str, Any] = {
        "CompanyName": name,
        "LegalName": name,
        "CompanyAddr": place,
        "CustomerCommunicationAddr": place,
        "LegalAddr": place,
        "PrimaryPhone": {},
        "Email": {"Address": "books@example.com"},
        "WebAddr": {},
        "CompanyStartDate": "2019-01-01",
        "FiscalYearStartMonth": "January",
        "Country": country,
        "SupportedLanguages": "en",
        "DefaultTimeZone": ZONES.get(country, "America/Los_Angeles"),
        "NameValue": [
            {"Name": "NeoEnabled", "Value": "true"},
            {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
            {"Name": "SubscriptionStatus", "Value": "PAID"},
        ],
    }
    out |= {key: value for key, value in given.items() if not key.endswith("Addr")}
    head = {"domain": "QBO", "sparse": False, "Id": "1", "SyncToken": "0"}
    return {**out, **head, "MetaData": {"CreateTime": stamp, "LastUpdatedTime": stamp}}


def preferences(country: str, stamp: str) -> dict[str, Any]:
    """A Plus company as it usually stands; PartnerTaxEnabled absent means that sales tax was never set up."""
    return {
        "AccountingInfoPrefs": {
            "FirstMonthOfFiscalYear": "January",
            "TaxYearMonth": "January",
            "TaxForm": "6",
            "UseAccountNumbers": False,
            "ClassTrackingPerTxn": False,
            "ClassTrackingPerTxnLine": True,
            "TrackDepartments": True,
            "DepartmentTerminology": "Location",
            "CustomerTerminology": "Customers",
        },
        "ProductAndServicesPrefs": {
            "ForSales": True,
            "ForPurchase": True,
            "QuantityWithPriceAndRate": True,
            "QuantityOnHand": True,
            "RevenueRecognition": False,
        },
        "SalesFormsPrefs": {
            "CustomField": [{"CustomField": []}, {"CustomField": []}],
            "CustomTxnNumbers": False,
            "ETransactionEnabledStatus": "NotApplicable",
            "ETransactionAttachPDF": False,
            "UsingPriceLevels": False,
            "AllowDeposit": True,
            "AllowDiscount": True,
            "AllowEstimates": True,
            "AllowServiceDate": True,
            "AllowShipping": True,
            "ETransactionPaymentEnabled": False,
            "IPNSupportEnabled": False,
            "AutoApplyCredit": False,
            "AutoApplyPayments": False,
            "UsingProgressInvoicing": False,
            "EmailCopyToCompany": False,
        },
        "TaxPrefs": {
            "UsingSalesTax": country != "US",
            **({} if country == "US" else {"PartnerTaxEnabled": False}),
        },
        "CurrencyPrefs": {
            "MultiCurrencyEnabled": False,
            "HomeCurrency": {"value": MONEY.get(country, "USD")},
        },
        "EmailMessagesPrefs": {
            f"{paper}Message": {"Subject": f"{paper} from us", "Message": f"Here's your {paper.lower()}."}
            for paper in ("Invoice", "Estimate", "SalesReceipt", "Statement")
        },
        "ReportPrefs": {"ReportBasis": "Accrual", "CalcAgingReportFromTxnDate": False},
        "TimeTrackingPrefs": {
            "UseServices": True,
            "BillCustomers": True,
            "ShowBillRateToAll": False,
            "WorkWeekStartDate": "Monday",
            "MarkTimeEntriesBillable": True,
        },
        "VendorAndPurchasesPrefs": {"BillableExpenseTracking": True, "TrackingByCustomer": True},
        "OtherPrefs": {"NameValue": [{"Name": "WarnDuplicateInvoiceNumber", "Value": "true"}]},
        "Id": "1",
        "SyncToken": "0",
        "domain": "QBO",
        "sparse": False,
        "MetaData": {"CreateTime": stamp, "LastUpdatedTime": stamp},
    }
