"""What an app may write of Preferences and CompanyInfo; the rest is known and dropped [D]."""

from __future__ import annotations

from syncapp.sandbox.quickbooks.fields import FLAG, IGNORED, NUMBER, Field, choice, email, nested, ref, text
from syncapp.sandbox.quickbooks.schema_common import ADDRESS, COMMON, PHONE, WEB

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _group(read_only: str, **writable: Field) -> Field:
    return nested({**dict.fromkeys(read_only.split(), IGNORED), **writable})


PREFERENCES: dict[str, Field] = {
    **COMMON,
    "AccountingInfoPrefs": _group(
        "FirstMonthOfFiscalYear UseAccountNumbers TaxYearMonth TaxForm BookCloseDate",
        ClassTrackingPerTxn=FLAG,
        ClassTrackingPerTxnLine=FLAG,
        TrackDepartments=FLAG,
        DepartmentTerminology=text(100),
        CustomerTerminology=text(100),
    ),
    "ProductAndServicesPrefs": _group(
        "RevenueRecognition RevenueRecognitionFrequency RevenueRecognitionEnabled RecognitionFrequencyType",
        ForSales=FLAG,
        ForPurchase=FLAG,
        QuantityWithPriceAndRate=FLAG,
        QuantityOnHand=FLAG,
    ),
    "SalesFormsPrefs": _group(
        "CustomField AutoApplyCredit AutoApplyPayments UsingProgressInvoicing UsingPriceLevels IPNSupportEnabled "
        "ETransactionEnabledStatus EstimateMessage DefaultDiscountAccount DefaultShippingAccount DefaultItem "
        "AllowGratuity",
        CustomTxnNumbers=FLAG,
        AllowDeposit=FLAG,
        AllowDiscount=FLAG,
        AllowEstimates=FLAG,
        AllowServiceDate=FLAG,
        AllowShipping=FLAG,
        ETransactionPaymentEnabled=FLAG,
        ETransactionAttachPDF=FLAG,
        EmailCopyToCompany=FLAG,
        DefaultTerms=ref("Term"),
        DefaultCustomerMessage=text(1000),
        SalesEmailCc=email(200),
        SalesEmailBcc=email(200),
    ),
    "VendorAndPurchasesPrefs": _group(
        "POCustomField TPAREnabled DefaultMarkupAccount",
        TrackingByCustomer=FLAG,
        BillableExpenseTracking=FLAG,
        DefaultTerms=ref("Term"),
        DefaultMarkup=NUMBER,
    ),
    "TimeTrackingPrefs": _group(
        "",
        UseServices=FLAG,
        BillCustomers=FLAG,
        ShowBillRateToAll=FLAG,
        MarkTimeEntriesBillable=FLAG,
        WorkWeekStartDate=text(20),
    ),
    "ReportPrefs": _group("", ReportBasis=choice("Accrual", "Cash"), CalcAgingReportFromTxnDate=FLAG),
    "TaxPrefs": IGNORED,
    "CurrencyPrefs": IGNORED,
    "EmailMessagesPrefs": IGNORED,
    "OtherPrefs": IGNORED,
}
COMPANY_INFO: dict[str, Field] = {
    **COMMON,
    "CompanyName": text(1024),
    "LegalName": text(1024),
    "CompanyAddr": ADDRESS,
    "CustomerCommunicationAddr": ADDRESS,
    "LegalAddr": ADDRESS,
    "Email": email(100),
    "CustomerCommunicationEmailAddr": email(100),
    "WebAddr": WEB,
    "PrimaryPhone": PHONE,
    "FiscalYearStartMonth": choice(*MONTHS),
    "SupportedLanguages": text(100),
    "Country": IGNORED,
    "CompanyStartDate": IGNORED,
    "DefaultTimeZone": IGNORED,
    "EmployerId": IGNORED,
    "NameValue": IGNORED,
}
