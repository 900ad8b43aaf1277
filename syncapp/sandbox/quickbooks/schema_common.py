"""Field sets that several entities share; lengths as the reference has them [D, some M]."""

from __future__ import annotations

from syncapp.sandbox.quickbooks.fields import FLAG, IGNORED, NUMBER, Field, choice, many, nested, ref, text

COMMON: dict[str, Field] = {
    "Id": text(20),
    "SyncToken": text(20),
    "sparse": FLAG,
    "domain": IGNORED,
    "MetaData": IGNORED,
    "status": IGNORED,
    "AttachableRef": IGNORED,
}
ADDRESS = nested(
    {
        **{f"Line{n}": text(500) for n in range(1, 6)},
        "City": text(255),
        "Country": text(255),
        "CountryCode": text(255),
        "CountrySubDivisionCode": text(255),
        "PostalCode": text(30),
        "Lat": IGNORED,
        "Long": IGNORED,
        "Note": text(500),
        "Id": IGNORED,
    }
)
PHONE = nested({"FreeFormNumber": text(30), "Id": IGNORED})
WEB = nested({"URI": text(1000), "Id": IGNORED})
CUSTOM_FIELDS = many(
    nested(
        {
            "DefinitionId": text(30),
            "Name": text(100),
            "Type": choice("StringType", "NumberType", "DateType", "BooleanType"),
            "StringValue": text(0),
            "NumberValue": NUMBER,
            "DateValue": Field("date"),
            "BooleanValue": FLAG,
        }
    )
)
LINKED = many(nested({"TxnId": text(20), "TxnType": text(40), "TxnLineId": text(20)}))
ACCOUNT = ref("Account")
