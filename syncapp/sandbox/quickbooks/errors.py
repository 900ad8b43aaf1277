"""Both fault shapes, and the vendor's own wording of what it refuses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from syncapp.sandbox.call import Answer, Refused

# Code → official Message [D list via public mirrors].
MESSAGES = {
    "500": "Unsupported Operation",
    "610": "Object Not Found",
    "620": "Txn ID Cannot Be Linked",
    "700": "Parent Reference Invalid",
    "800": "Cannot delete object",
    "900": "Parent cannot be child",
    "1040": "Batch size exceeds allowed limit",
    "2000": "Invalid or unsupported object name",
    "2010": "Request has invalid or unsupported property",
    "2020": "Required param missing, need to supply the required value for the API",
    "2030": "Invalid ID",
    "2040": "Invalid String. The string contains unsupported characters.",
    "2050": "Invalid String Length. The string is either too short or too long.",
    "2060": "Invalid Date Format",
    "2070": "Invalid Date",
    "2080": "Invalid Number",
    "2130": "Invalid Request Id Format",
    "2140": "Invalid Amount",
    "2150": "Invalid Percent",
    "2160": "Invalid Quantity",
    "2170": "Invalid Enumeration",
    "2210": "Invalid Email Address Format",
    "2220": "Invalid Currency Type",
    "2250": "Missing lines",
    "2290": "Negative Amount",
    "2500": "Invalid Reference Id",
    "2600": "Conflicting elements",
    "3000": "Invalid Custom Field",
    "4000": "Error parsing query",
    "4001": "Invalid query",
    "5010": "Stale Object Error",
    "5030": "Feature Not Supported Error",
    "6000": "A business validation error has occurred while processing your request",
    "6010": "Invalid Account.AccountType && Account.AccountSubType",
    "6070": "Amount calculation incorrect in the request.",
    "6080": "No Name Provided",
    "6090": "Discount Line missing required info",
    "6100": "Invalid Line TaxCode in the request",
    "6140": "Duplicate Document Number Error",
    "6160": "Invalid TaxCodeRef",
    "6170": "Invalid TxnTaxDetail",
    "6180": "Sub Level Limit",
    "6190": "Invalid Company Status",
    "6200": "Account Period Closed",
    "6210": "Account Period Closed, Password Required",
    "6220": "Delete entity has balance",
    "6230": "Invalid TaxCodeRef",
    "6240": "Duplicate Name Exists Error",
    "6250": "Invalid Sales Customer",
    "6420": "Email address is required",
    "6430": "Invalid account type used",
    "6450": "Attempt to Void Transaction failed",
    "6470": "TaxLiabilityAccount or TaxRateError",
    "6520": "Missing Tracked Inventory Item Quantity",
    "6540": "Deposited Transaction cannot be changed",
}
WITHOUT_ELEMENT = ("500", "4000", "4001", "4002")  # as every log of them shows [2013–2023]
INACTIVE = (
    "Something you're trying to use has been made inactive. "
    "Check the fields with accounts, customers, items, vendors or employees."
)


ENDED = (
    "Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks "
    "Online Plus because your trial or subscription period ended or there was a billing problem."
)


class Fault(Exception):
    """A refusal of the accounting service; the caller shapes it for a single answer or for a batch item."""

    def __init__(self, code: str, detail: str = "", element: str = "", *, status: int = 400) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.element, self.status = code, element, status
        self.message = MESSAGES.get(code, "Error")
        self.detail = detail or self.message
        self.beside: list[Fault] = []  # more of the same kind, told in one answer

    def body(self) -> dict[str, Any]:
        """`{"Error": […], "type": …}` as it stands under `Fault`."""
        return {"Error": [each.error() for each in (self, *self.beside)], "type": "ValidationFault"}

    def error(self) -> dict[str, str]:
        error = {"Message": self.message, "Detail": self.detail, "code": self.code}
        return error if self.code in WITHOUT_ELEMENT else {**error, "element": self.element}


def business(text: str) -> Fault:
    """6000, the catch-all."""
    return Fault("6000", f"Business Validation Error: {text}")


def required(element: str) -> Fault:
    return Fault("2020", f"Required parameter {element} is missing in the request", element)


def not_found() -> Fault:
    return Fault("610", f"Object Not Found : {INACTIVE}")


def unknown_reference(label: str, value: str) -> Fault:
    return Fault("2500", f"Invalid Reference Id : {label} element id {value} not found")


def inactive_reference() -> Fault:
    return Fault("2500", f"Invalid Reference Id : {INACTIVE}")


def deposited() -> Fault:
    """A payment or receipt that is in a bank deposit is frozen [D; text seen in a log]."""
    return Fault(
        "6540",
        "This transaction has been deposited. If you want to change or delete it, "
        "you must edit the deposit it appears on and remove it first",
    )


def deleted() -> Fault:
    return Fault("610", "Object Not Found : Another user has deleted this transaction.")


def unsupported(what: str) -> Fault:
    return Fault("500", f"Operation {what} is not supported.")


def gateway(status: int, code: str, name: str, detail: str | None, kind: str, now: datetime) -> Answer:
    """The lower-case envelope of the gateway, which stands before the accounting service [logs 2018–2024]."""
    message = f"message={name}; errorCode={code.zfill(6)}; statusCode={status}"
    data: dict[str, Any] = {
        "warnings": None,
        "intuitObject": None,
        "fault": {
            "error": [{"message": message, "detail": detail, "code": code, "element": None}],
            "type": kind,
        },
        "report": None,
        "queryResponse": None,
        "batchItemResponse": [],
        "attachableResponse": [],
        "syncErrorResponse": None,
        "requestId": None,
        "time": int(now.timestamp() * 1000),
        "status": None,
        "cdcresponse": [],
    }
    return Answer(status, data)


def unauthorized(detail: str | None, now: datetime) -> Refused:
    return Refused(gateway(401, "3200", "AuthenticationFailed", detail, "AUTHENTICATION", now))


def forbidden(now: datetime) -> Refused:
    """The token is of another company, or the company dropped the app."""
    return Refused(gateway(403, "3100", "ApplicationAuthorizationFailed", None, "AUTHORIZATION", now))


# How one item of a batch is throttled while the batch itself is answered with 200 [3].
THROTTLED_ITEM = {
    "Error": [
        {
            "Message": "message=ThrottleExceeded; errorCode=003001; statusCode=429",
            "Detail": "The request limit was reached.",
            "code": "3001",
        }
    ],
    "type": "SERVICE",
}


def throttled(now: datetime) -> Answer:
    # 429 without Retry-After: none is documented [D].
    return gateway(429, "3001", "ThrottleExceeded", "The request limit was reached.", "SERVICE", now)
