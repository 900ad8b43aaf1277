"""Where a record stands in the vendors' own pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings

from syncapp.core.values import ObjectType, Side
from syncapp.engine.questions import DEPOSIT
from syncapp.storage.models import SyncRecord

HUBSPOT_TYPES: Mapping[str, str] = MappingProxyType(
    {ObjectType.CONTACT: "0-1", ObjectType.PRODUCT: "0-7", ObjectType.INVOICE: "0-53", ObjectType.PAYMENT: "0-101"}
)
QUICKBOOKS_PAGES: Mapping[str, str] = MappingProxyType(
    {
        ObjectType.CONTACT: "customerdetail?nameId=",
        ObjectType.PRODUCT: "items?itemId=",
        ObjectType.INVOICE: "invoice?txnId=",
        ObjectType.PAYMENT: "recvpayment?txnId=",
    }
)


def vendor_page(record: SyncRecord, side: Side, portal: str) -> str:
    """The address of this record in HubSpot or QuickBooks; empty where it does not stand there."""
    external, _, invoice = (record.id_on(side) or "").partition("/")  # of an application: `payment/invoice` (A25)
    if not external:
        return ""
    if f"{external}/" == DEPOSIT:
        return f"{settings.QUICKBOOKS_APP_URL}/app/{QUICKBOOKS_PAGES[ObjectType.INVOICE]}{invoice}"
    if side is Side.HUBSPOT:
        return f"{settings.HUBSPOT_APP_URL}/contacts/{portal}/record/{HUBSPOT_TYPES[record.object_type]}/{external}"
    return f"{settings.QUICKBOOKS_APP_URL}/app/{QUICKBOOKS_PAGES[record.object_type]}{external}"


def hubspot_list(object_type: ObjectType, portal: str) -> str:
    """HubSpot's own list of these, where a new one is made."""
    return f"{settings.HUBSPOT_APP_URL}/contacts/{portal}/objects/{HUBSPOT_TYPES[object_type]}/views/all/list"
