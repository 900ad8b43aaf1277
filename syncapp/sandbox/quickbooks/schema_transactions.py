"""Sales forms, payments, deposits and journal entries."""

from __future__ import annotations

from syncapp.sandbox.quickbooks.fields import (
    DAY,
    FLAG,
    IGNORED,
    MONEY,
    NUMBER,
    Field,
    choice,
    email,
    many,
    nested,
    ref,
    text,
)
from syncapp.sandbox.quickbooks.schema_common import ACCOUNT, ADDRESS, COMMON, CUSTOM_FIELDS, LINKED

SALES_ITEM = nested(
    {
        "ItemRef": ref(),  # looked up with the line: SHIPPING_ITEM_ID is no object
        "Qty": NUMBER,
        "UnitPrice": NUMBER,
        "TaxCodeRef": ref(),
        "ClassRef": ref("Class"),
        "ServiceDate": DAY,
        "DiscountRate": NUMBER,
        "DiscountAmt": MONEY,
        "TaxInclusiveAmt": MONEY,
        "ItemAccountRef": IGNORED,
        "DeferredRevenue": FLAG,
        "MarkupInfo": IGNORED,
        "PriceLevelRef": ref(),
        "TaxClassificationRef": ref(),
    }
)
DISCOUNT = nested(
    {
        "PercentBased": FLAG,
        "DiscountPercent": NUMBER,
        "DiscountAccountRef": ACCOUNT,
        "ClassRef": ref("Class"),
        "TaxCodeRef": ref(),
        "Discount": IGNORED,
        "ServiceDate": DAY,
    }
)
LINE: dict[str, Field] = {
    "Id": text(20),
    "LineNum": IGNORED,
    "Description": text(4000),
    "Amount": MONEY,
    "DetailType": choice(
        "SalesItemLineDetail",
        "DiscountLineDetail",
        "SubTotalLineDetail",
        "DescriptionOnly",
        "GroupLineDetail",
    ),
    "LinkedTxn": LINKED,
    "CustomField": CUSTOM_FIELDS,
    "LineEx": IGNORED,
    "SalesItemLineDetail": SALES_ITEM,
    "DiscountLineDetail": DISCOUNT,
    "SubTotalLineDetail": nested({"ItemRef": ref()}),
    "SubtotalLineDetail": nested({"ItemRef": ref()}),  # as the official Python client spells it [S]
    "DescriptionLineDetail": nested({"TaxCodeRef": ref(), "ServiceDate": DAY}),
}
GROUP_LINE = {
    **LINE,
    "GroupLineDetail": nested(
        {"GroupItemRef": ref("Item"), "Quantity": NUMBER, "Line": many(nested(LINE)), "ServiceDate": DAY}
    ),
}
TAX_DETAIL = nested(
    {
        "TxnTaxCodeRef": ref("TaxCode"),
        "TotalTax": MONEY,
        "UseAutomatedSalesTax": FLAG,
        "TaxReviewStatus": text(50),
        "TaxLine": many(
            nested(
                {
                    "Id": IGNORED,
                    "LineNum": IGNORED,
                    "Amount": MONEY,
                    "DetailType": choice("TaxLineDetail"),
                    "TaxLineDetail": nested(
                        {
                            "TaxRateRef": ref("TaxRate"),
                            "PercentBased": FLAG,
                            "TaxPercent": NUMBER,
                            "NetAmountTaxable": MONEY,
                            "TaxInclusiveAmount": MONEY,
                            "OverrideDeltaAmount": MONEY,
                        }
                    ),
                }
            )
        ),
    }
)
TRANSACTION: dict[str, Field] = {
    **COMMON,
    "TxnDate": DAY,
    "PrivateNote": text(4000),
    "CurrencyRef": ref(),
    "ExchangeRate": NUMBER,
    "DepartmentRef": ref("Department"),
    "ClassRef": ref("Class"),
    "TxnSource": IGNORED,
    "TxnStatus": IGNORED,
    "TransactionLocationType": text(50),
    "RecurDataRef": IGNORED,
    "LinkedTxn": IGNORED,
    "HomeTotalAmt": IGNORED,
}
SALES: dict[str, Field] = {
    **TRANSACTION,
    "CustomerRef": ref("Customer"),
    "Line": many(nested(GROUP_LINE)),
    "DocNumber": text(21),
    "AutoDocNumber": FLAG,
    "BillEmail": email(100),
    "BillEmailCc": email(200),
    "BillEmailBcc": email(200),
    "EmailStatus": choice("NotSet", "NeedToSend", "EmailSent"),
    "PrintStatus": choice("NotSet", "NeedToPrint", "PrintComplete"),
    "CustomerMemo": nested({"value": text(1000), "Id": IGNORED}),
    "BillAddr": ADDRESS,
    "ShipAddr": ADDRESS,
    "ShipFromAddr": ADDRESS,
    "ShipDate": DAY,
    "TrackingNum": text(31),
    "ShipMethodRef": ref(),
    "GlobalTaxCalculation": choice("TaxExcluded", "TaxInclusive", "NotApplicable"),
    "ApplyTaxAfterDiscount": FLAG,
    "TxnTaxDetail": TAX_DETAIL,
    "TaxExemptionRef": ref(),
    "ProjectRef": ref(),
    "CustomField": CUSTOM_FIELDS,
    "FreeFormAddress": IGNORED,
    "TotalAmt": IGNORED,
    "Balance": IGNORED,
    "HomeBalance": IGNORED,
    "DeliveryInfo": IGNORED,
    "CheckPayment": IGNORED,
    "CreditCardPayment": IGNORED,
}
INVOICE: dict[str, Field] = {
    **SALES,
    "LinkedTxn": LINKED,
    "DueDate": DAY,
    "SalesTermRef": ref("Term"),
    "Deposit": MONEY,
    "DepositToAccountRef": ACCOUNT,
    "ARAccountRef": ACCOUNT,
    "AllowOnlinePayment": FLAG,
    "AllowOnlineCreditCardPayment": FLAG,
    "AllowOnlineACHPayment": FLAG,
    "AllowOnlinePayPalPayment": FLAG,
    "AllowIPNPayment": FLAG,
    "InvoiceLink": IGNORED,
    "EInvoiceStatus": IGNORED,
    "invoiceStatus": IGNORED,
}
PAID: dict[str, Field] = {
    **SALES,
    "PaymentMethodRef": ref("PaymentMethod"),
    "PaymentRefNum": text(21),
    "DepositToAccountRef": ACCOUNT,
    "PaymentType": choice("Cash", "Check", "CreditCard", "Other"),
}
SALES_RECEIPT: dict[str, Field] = {**PAID, "LinkedTxn": LINKED}
REFUND_RECEIPT: dict[str, Field] = {**PAID, "PaymentRefNum": text(100)}
ESTIMATE: dict[str, Field] = {
    **SALES,
    "TxnStatus": choice("Pending", "Accepted", "Closed", "Rejected", "Converted"),
    "ExpirationDate": DAY,
    "AcceptedBy": text(100),
    "AcceptedDate": DAY,
    "DueDate": DAY,
    "SalesTermRef": ref("Term"),
}
CREDIT_MEMO: dict[str, Field] = {
    **PAID,
    "InvoiceRef": ref("Invoice"),
    "SalesTermRef": ref("Term"),
    "ARAccountRef": ACCOUNT,
    "RemainingCredit": IGNORED,
}
PAYMENT: dict[str, Field] = {
    **TRANSACTION,
    "CustomerRef": ref("Customer"),
    "TotalAmt": MONEY,
    "Line": many(nested({"Id": IGNORED, "LineNum": IGNORED, "Amount": MONEY, "LinkedTxn": LINKED, "LineEx": IGNORED})),
    "PaymentRefNum": text(21),
    "PaymentMethodRef": ref("PaymentMethod"),
    "DepositToAccountRef": ACCOUNT,
    "ARAccountRef": ACCOUNT,
    "ProcessPayment": FLAG,
    "CreditCardPayment": IGNORED,
    "UnappliedAmt": IGNORED,
    "TaxExemptionRef": IGNORED,
}
DEPOSIT: dict[str, Field] = {
    **TRANSACTION,
    "DocNumber": text(21),
    "DepositToAccountRef": ACCOUNT,
    "TotalAmt": IGNORED,
    "GlobalTaxCalculation": choice("TaxExcluded", "TaxInclusive", "NotApplicable"),
    "TxnTaxDetail": IGNORED,
    "CashBack": nested({"Amount": MONEY, "AccountRef": ACCOUNT, "Memo": text(4000)}),
    "Line": many(
        nested(
            {
                "Id": text(20),
                "LineNum": IGNORED,
                "Amount": MONEY,
                "Description": text(4000),
                "DetailType": choice("DepositLineDetail"),
                "LinkedTxn": LINKED,
                "CustomField": IGNORED,
                "DepositLineDetail": nested(
                    {
                        "AccountRef": ACCOUNT,
                        "Entity": ref(),
                        "PaymentMethodRef": ref("PaymentMethod"),
                        "ClassRef": ref("Class"),
                        "CheckNum": text(21),
                        "TxnType": text(30),
                    }
                ),
            }
        )
    ),
}
JOURNAL_ENTRY: dict[str, Field] = {
    **TRANSACTION,
    "DocNumber": text(21),
    "Adjustment": FLAG,
    "TotalAmt": IGNORED,
    "TxnTaxDetail": IGNORED,
    "Line": many(
        nested(
            {
                "Id": text(20),
                "LineNum": IGNORED,
                "Amount": MONEY,
                "Description": text(4000),
                "DetailType": choice("JournalEntryLineDetail", "DescriptionOnly"),
                "LinkedTxn": IGNORED,
                "CustomField": IGNORED,
                "DescriptionLineDetail": IGNORED,
                "JournalEntryLineDetail": nested(
                    {
                        "PostingType": choice("Debit", "Credit"),
                        "AccountRef": ACCOUNT,
                        "Entity": nested({"Type": choice("Customer", "Vendor", "Employee"), "EntityRef": ref()}),
                        "ClassRef": ref("Class"),
                        "DepartmentRef": ref("Department"),
                        "TaxCodeRef": ref(),
                        "TaxApplicableOn": text(20),
                        "TaxAmount": MONEY,
                        "BillableStatus": text(20),
                    }
                ),
            }
        )
    ),
}
