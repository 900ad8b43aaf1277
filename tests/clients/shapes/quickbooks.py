"""The forms of QuickBooks' answers, as facts from Intuit's schema (Finance.xsd) and from recorded answers.

Recorded: items of 2017, invoices of 2020 to 2024 (minor versions up to 75), accounts and preferences of 2013 to
2019 in XML, a whole sample company of 2023, a batch of 2024, faults of 2013 to 2024. What every record has is
required; what the schema knows beside it may be there; anything else is wrong.
"""

from __future__ import annotations

from tests.clients.shapes.form import Forms

_HEAD = """
    domain    "QBO"
    sparse    boolean
    Id        string
    SyncToken digits
    MetaData  MetaData
"""
_TXN = f"""{_HEAD}
    TxnDate       date
    CurrencyRef   Named
    ExchangeRate? number
    PrivateNote?  string
    DepartmentRef? Ref
    LinkedTxn?    [Link]
    TxnSource?    string
    RecurDataRef? Ref
    TransactionLocationType? string
"""
_SALE = f"""{_TXN}
    CustomField     [CustomField]
    DocNumber?      string
    Line            [Line]
    TxnTaxDetail?   TaxDetail
    CustomerRef     Named
    CustomerMemo?   Memo
    BillAddr?       Address
    ShipAddr?       Address
    ShipFromAddr?   Address
    FreeFormAddress boolean
    ClassRef?       Ref
    SalesTermRef?   Ref
    DueDate?        date
    ShipMethodRef?  Ref
    ShipDate?       date
    TrackingNum?    string
    GlobalTaxCalculation? "TaxExcluded"|"TaxInclusive"|"NotApplicable"
    TotalAmt        number
    HomeTotalAmt?   number
    ApplyTaxAfterDiscount? boolean      # not outside the US [recorded 2021, 2023]
    PrintStatus     "NotSet"|"NeedToPrint"|"PrintComplete"
    EmailStatus     "NotSet"|"NeedToSend"|"EmailSent"
    BillEmail?      Email
    BillEmailCc?    Email
    BillEmailBcc?   Email
    DeliveryInfo?   Delivery
    HomeBalance?    number
    TaxExemptionRef? Ref
    ProjectRef?     Ref
"""
_OF_NOBODY = _SALE.replace("CustomerRef     Named", "CustomerRef?    Named")
_PAID = """
    PaymentMethodRef? Ref
    PaymentRefNum?    string
    PaymentType?      string
"""
_PERSON = f"""{_HEAD}
    Title?      string
    GivenName?  string
    MiddleName? string
    FamilyName? string
    Suffix?     string
    DisplayName string
    PrintOnCheckName string
    Active      boolean
    V4IDPseudonym? string
    PrimaryPhone? Phone
    Mobile?     Phone
    PrimaryEmailAddr? Email
"""
_BUSINESS = f"""{_PERSON}
    CompanyName?    string
    AlternatePhone? Phone
    Fax?            Phone
    WebAddr?        Web
    BillAddr?       Address
    CurrencyRef     Named
    Balance         number
    AcctNum?        string
    CustomField?    [CustomField]
    Organization?   boolean
"""
_LISTED = f"""{_HEAD}
    Name   string
    Active boolean
"""
_NESTED = """
    FullyQualifiedName string
    ParentRef?         Ref
"""

OBJECTS = {
    "Customer": f"""{_BUSINESS}
        Taxable   boolean
        Job       boolean
        BillWithParent boolean
        BalanceWithJobs number
        FullyQualifiedName string
        PreferredDeliveryMethod "Print"|"Email"|"None"
        ParentRef? Ref
        Level?    int
        ShipAddr? Address
        Notes?    string
        IsProject? boolean
        ClientEntityId? string
        DefaultTaxCodeRef? Ref
        TaxExemptionReasonId? string
        ResaleNum? string
        SalesTermRef? Ref
        PaymentMethodRef? Ref
        CustomerTypeRef? Ref
        ARAccountRef? Ref
        PrimaryTaxIdentifier? string
        SecondaryTaxIdentifier? string
        BusinessNumber? string
        GSTIN? string
        GSTRegistrationType? string
        OpenBalanceDate? date
    """,
    "Vendor": f"""{_BUSINESS}
        TermRef? Ref
        APAccountRef? Ref
        TaxIdentifier? string
        Vendor1099? boolean
        BillRate? number
        TaxReportingBasis? string
        OtherAddr? Address
    """,
    "Employee": f"""{_PERSON}
        PrimaryAddr? Address
        EmployeeNumber? string
        SSN? string
        BillRate? number
        CostRate? number
        BirthDate? date
        Gender? "Male"|"Female"
        HiredDate? date
        ReleasedDate? date
        BillableTime? boolean
        Organization? boolean
    """,
    "Item": f"""{_LISTED}
        FullyQualifiedName string
        Type "Service"|"NonInventory"|"Inventory"|"Group"|"Category"
        Sku? string
        Description? string
        SubItem? boolean
        ParentRef? Ref
        Level? int
        Taxable? boolean
        SalesTaxIncluded? boolean
        UnitPrice? number
        IncomeAccountRef? Ref
        PurchaseDesc? string
        PurchaseCost? number
        PurchaseTaxIncluded? boolean
        ExpenseAccountRef? Ref
        AssetAccountRef? Ref
        PrefVendorRef? Ref
        TrackQtyOnHand? boolean
        QtyOnHand? number
        ReorderPoint? number
        InvStartDate? date
        SalesTaxCodeRef? Ref
        PurchaseTaxCodeRef? Ref
        ClassRef? Ref
        DeferredRevenue? boolean
        ItemGroupDetail? GroupOfItems
        PrintGroupedItems? boolean
        TaxClassificationRef? Ref
        ItemCategoryType? string
        ServiceType? string
        AbatementRate? number
        ReverseChargeRate? number
        UQCDisplayText? string
        UQCId? string
    """,
    "Account": f"""{_LISTED}{_NESTED}
        SubAccount boolean
        Description? string
        Classification "Asset"|"Equity"|"Expense"|"Liability"|"Revenue"
        AccountType string
        AccountSubType string
        AcctNum? string
        CurrentBalance number
        CurrentBalanceWithSubAccounts number
        CurrencyRef Named
        TaxCodeRef? Ref
    """,
    "Term": f"""{_LISTED}
        Type "STANDARD"|"DATE_DRIVEN"
        DueDays? int
        DiscountPercent? number
        DiscountDays? int
        DayOfMonthDue? int
        DueNextMonthDays? int
        DiscountDayOfMonth? int
    """,
    "Class": f"{_LISTED}{_NESTED}\n SubClass boolean",
    "Department": f"{_LISTED}{_NESTED}\n SubDepartment boolean",
    "PaymentMethod": f'{_LISTED}\n Type "CREDIT_CARD"|"NON_CREDIT_CARD"',
    "TaxCode": f"""{_LISTED}
        Description? string
        Hidden? boolean
        Taxable boolean
        TaxGroup boolean
        SalesTaxRateList? Rates
        PurchaseTaxRateList? Rates
    """,
    "TaxRate": f"""{_LISTED}
        Description? string
        RateValue number
        AgencyRef? Ref
        TaxReturnLineRef? Ref
        EffectiveTaxRate? [Effective]
        SpecialTaxType? string
        DisplayType? string
    """,
    "TaxAgency": f"{_HEAD}\n DisplayName string\n TaxRegistrationNumber? string\n Active? boolean\n {{more}}".replace(
        "{more}", "TaxTrackedOnPurchases? boolean\n TaxTrackedOnSales? boolean\n TaxAgencyConfig? string"
    ),
    "Invoice": f"""{_SALE}
        Deposit? number
        AllowIPNPayment boolean
        AllowOnlinePayment boolean
        AllowOnlineCreditCardPayment boolean
        AllowOnlineACHPayment boolean
        AllowOnlinePayPalPayment? boolean
        EInvoiceStatus? string
        InvoiceLink? string
        invoiceStatus? string
        DepositToAccountRef? Ref
        ARAccountRef? Ref
        Balance number
    """,
    "Estimate": f"""{_SALE}
        ExpirationDate? date
        AcceptedBy? string
        AcceptedDate? date
        TxnStatus? string
    """,
    "CreditMemo": f"""{_SALE}{_PAID}
        RemainingCredit number
        Balance number
        DepositToAccountRef? Ref
        ARAccountRef? Ref
    """,
    "SalesReceipt": f"{_OF_NOBODY}{_PAID}\n DepositToAccountRef Ref\n Balance number",
    "RefundReceipt": f"{_OF_NOBODY}{_PAID}\n DepositToAccountRef Ref\n Balance number",
    "Payment": f"""{_TXN}
        CustomerRef Named
        TotalAmt number
        UnappliedAmt number
        ProcessPayment boolean
        Line [PaymentLine]
        DepositToAccountRef? Ref
        PaymentMethodRef? Ref
        PaymentRefNum? string
        ARAccountRef? Ref
    """,
    "Deposit": f"""{_TXN}
        DocNumber? string
        TotalAmt number
        HomeTotalAmt? number
        DepositToAccountRef Ref
        Line [DepositLine]
        CashBack? CashBack
        GlobalTaxCalculation? string
        TxnTaxDetail? TaxDetail
    """,
    "JournalEntry": f"""{_TXN}
        DocNumber? string
        Adjustment boolean
        TotalAmt? number
        HomeTotalAmt? number
        TxnTaxDetail TaxDetail|Nothing
        Line [JournalLine]
    """,
    "CompanyInfo": f"""{_HEAD}
        CompanyName string
        LegalName string
        CompanyAddr Address
        CustomerCommunicationAddr Address
        LegalAddr Address
        PrimaryPhone Phone
        CompanyStartDate date
        EmployerId? string
        FiscalYearStartMonth string
        Country string
        Email Email
        WebAddr Web
        SupportedLanguages string
        DefaultTimeZone? string
        NameValue [Pair]
    """,
    "Preferences": f"""{_HEAD}
        AccountingInfoPrefs {{string|boolean}}
        ProductAndServicesPrefs {{string|boolean}}
        SalesFormsPrefs SalesForms
        EmailMessagesPrefs {{Message}}
        VendorAndPurchasesPrefs Purchases
        TimeTrackingPrefs {{string|boolean}}
        TaxPrefs TaxPrefs
        CurrencyPrefs Currencies
        ReportPrefs {{string|boolean}}
        OtherPrefs Others
    """,
}
PARTS = {
    "Ref": "value string\n name? string\n type? string",
    "Named": "value string\n name string",
    "MetaData": "CreateTime local\n LastUpdatedTime local\n LastModifiedByRef? Ref",
    "Link": "TxnId digits\n TxnType string\n TxnLineId? string",
    "CustomField": (
        'DefinitionId digits\n Name string\n Type "StringType"|"NumberType"|"DateType"|"BooleanType"\n'
        "StringValue? string\n NumberValue? number\n DateValue? date\n BooleanValue? boolean"
    ),
    "Memo": "value string",
    "Email": "Address string",
    "Phone": "FreeFormNumber? string",
    "Web": "URI? string",
    "Delivery": 'DeliveryType "Email"\n DeliveryTime? local',
    "Pair": "Name string\n Value string",
    "Address": (
        "Id digits\n"
        + "\n".join(f"Line{n}? string" for n in range(1, 6))
        + "\n City? string\n Country? string\n CountryCode? string\n CountrySubDivisionCode? string\n"
        "PostalCode? string\n Lat? string\n Long? string\n Note? string"
    ),
    "Line": """
        Id? digits
        LineNum? int
        Description? string
        Amount? number
        LinkedTxn? [Link]
        DetailType "SalesItemLineDetail"|"SubTotalLineDetail"|"DiscountLineDetail"|"DescriptionOnly"|"GroupLineDetail"
        SalesItemLineDetail? SalesItem
        SubTotalLineDetail? Empty
        DiscountLineDetail? Discount
        DescriptionLineDetail? Described
        GroupLineDetail? Group
        CustomField? [CustomField]
    """,
    "Empty": "ItemRef? Ref",
    "Nothing": "",
    "Described": "TaxCodeRef? Ref\n ServiceDate? date",
    "SalesItem": """
        ItemRef? Ref
        ClassRef? Ref
        UnitPrice? number
        Qty? number
        ItemAccountRef? Ref
        TaxCodeRef? Ref
        TaxClassificationRef? Ref
        ServiceDate? date
        TaxInclusiveAmt? number
        DiscountRate? number
        DiscountAmt? number
        DeferredRevenue? boolean
    """,
    "Discount": """
        PercentBased boolean
        DiscountPercent? number
        DiscountAccountRef? Ref
        ClassRef? Ref
        TaxCodeRef? Ref
        ServiceDate? date
    """,
    "Group": "GroupItemRef Ref\n Quantity number\n Line [Line]\n ServiceDate? date",
    "TaxDetail": """
        TxnTaxCodeRef? Ref
        TotalTax number
        TaxLine? [TaxLine]
        UseAutomatedSalesTax? boolean
        TaxReviewStatus? string
    """,
    "TaxLine": 'Amount number\n DetailType "TaxLineDetail"\n TaxLineDetail TaxLineDetail',
    "TaxLineDetail": """
        TaxRateRef Ref
        PercentBased boolean
        TaxPercent number
        NetAmountTaxable number
        TaxInclusiveAmount? number
        OverrideDeltaAmount? number
    """,
    "PaymentLine": "Amount number\n LinkedTxn [Link]\n LineEx LineEx",
    "LineEx": "any [Any]",
    "Any": """
        name "{http://schema.intuit.com/finance/v3}NameValue"
        declaredType "com.intuit.schema.finance.v3.NameValue"
        scope "javax.xml.bind.JAXBElement$GlobalScope"
        value Pair
        nil boolean
        globalScope boolean
        typeSubstituted boolean
    """,
    "DepositLine": """
        Id? digits
        LineNum? int
        Description? string
        Amount number
        DetailType? "DepositLineDetail"
        DepositLineDetail? DepositDetail
        LinkedTxn? [Link]
    """,
    "DepositDetail": """
        AccountRef? Ref
        Entity? Ref
        ClassRef? Ref
        PaymentMethodRef? Ref
        CheckNum? string
        TxnType? string
    """,
    "CashBack": "Amount number\n AccountRef Ref\n Memo? string",
    "JournalLine": """
        Id digits
        LineNum? int
        Description? string
        Amount? number
        DetailType "JournalEntryLineDetail"|"DescriptionOnly"
        JournalEntryLineDetail? Journal
        DescriptionLineDetail? any
    """,
    "Journal": """
        PostingType "Debit"|"Credit"
        AccountRef Ref
        Entity? JournalEntity
        ClassRef? Ref
        DepartmentRef? Ref
        TaxCodeRef? Ref
        TaxApplicableOn? string
        TaxAmount? number
        BillableStatus? string
    """,
    "JournalEntity": 'Type "Customer"|"Vendor"|"Employee"\n EntityRef Ref',
    "GroupOfItems": "ItemGroupLine [GroupItem]",
    "GroupItem": "ItemRef Ref\n Qty number",
    "Rates": "TaxRateDetail [Rate]",
    "Rate": "TaxRateRef Ref\n TaxTypeApplicable string\n TaxOrder int\n TaxOnTaxOrder? int",
    "Effective": "RateValue number\n EffectiveDate? string\n EndDate? string",
    "Message": "Subject string\n Message string",
    "SalesForms": """
        CustomField [Definitions]
        CustomTxnNumbers boolean
        EmailCopyToCompany boolean
        AllowDeposit boolean
        AllowDiscount boolean
        AllowEstimates boolean
        ETransactionEnabledStatus string
        ETransactionAttachPDF boolean
        ETransactionPaymentEnabled boolean
        IPNSupportEnabled boolean
        AllowServiceDate boolean
        AllowShipping boolean
        AutoApplyCredit boolean
        AutoApplyPayments boolean
        UsingPriceLevels boolean
        UsingProgressInvoicing? boolean
        DefaultCustomerMessage? string
        DefaultDiscountAccount? string
        DefaultShippingAccount? string
        DefaultTerms? Ref
        DefaultItem? Ref
        SalesEmailCc? Email
        SalesEmailBcc? Email
    """,
    "Definitions": "CustomField [Definition]",
    "Definition": 'Name string\n Type "StringType"|"BooleanType"\n StringValue? string\n BooleanValue? boolean',
    "Purchases": "TrackingByCustomer boolean\n BillableExpenseTracking boolean\n POCustomField? [Definitions]",
    "TaxPrefs": "UsingSalesTax boolean\n PartnerTaxEnabled? boolean\n TaxGroupCodeRef? Ref\n HideTaxManagement? boolean",
    "Currencies": "MultiCurrencyEnabled boolean\n HomeCurrency Ref",
    "Others": "NameValue [Pair]",
}
ENVELOPES = {
    "Deleted": 'status "Deleted"\n domain "QBO"\n Id digits',
    "Stub": 'domain "QBO"\n status "Deleted"\n Id digits\n MetaData StubTime',
    "StubTime": "LastUpdatedTime local",
    "Refusal": "Fault Fault\n time local.millis",
    "Fault": 'Error [Error]\n type "ValidationFault"|"SystemFault"|"AuthenticationFault"|"AuthorizationFault"|"SERVICE"',
    "Error": "Message string\n Detail string\n code digits\n element? string",
    "Gateway": """
        warnings null
        intuitObject null
        fault GatewayFault
        report null
        queryResponse null
        batchItemResponse [any]
        attachableResponse [any]
        syncErrorResponse null
        requestId null
        time int
        status null
        cdcresponse [any]
    """,
    "GatewayFault": 'error [GatewayError]\n type "AUTHENTICATION"|"AUTHORIZATION"|"SERVICE"',
    "GatewayError": "message string\n detail string|null\n code digits\n element null",
    "Batch": "BatchItemResponse [BatchItem]\n time local.millis",
    "Query": "QueryResponse QueryResponse\n time local.millis",
    "Changes": "CDCResponse [Changed]\n time local.millis",
    "Changed": "QueryResponse [ChangesOfOne]",
    "TaxService": "TaxCode string\n TaxCodeId string\n TaxRateDetails [any]",
    "Tokens": """
        token_type "bearer"
        access_token string
        expires_in int
        refresh_token string
        x_refresh_token_expires_in int
        x_refresh_token_hard_expires_in? int
        id_token? string
    """,
    "OAuthError": "error string",
}
# What a query or one entity of the change data holds: nothing, or one entity with its counters.
_NAMES = list(OBJECTS)
ENVELOPES["QueryResponse"] = "\n".join([
    *(f"{name}? [{name}]" for name in _NAMES), "startPosition? int", "maxResults? int", "totalCount? int",
])  # fmt: skip
ENVELOPES["ChangesOfOne"] = "\n".join([
    *(f"{name}? [{name}|Stub]" for name in _NAMES), "startPosition? int", "maxResults? int", "totalCount? int",
])  # fmt: skip
ENVELOPES["BatchItem"] = "\n".join([
    "bId string", *(f"{name}? {name}|Deleted" for name in _NAMES), "Fault? Fault", "QueryResponse? QueryResponse",
    "CDCResponse? [Changed]",
])  # fmt: skip
ENVELOPES |= {f"One{name}": f"{name} {name}|Deleted\n time local.millis" for name in _NAMES}

FORMS = Forms({**PARTS, **OBJECTS, **ENVELOPES})
