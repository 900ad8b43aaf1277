"""Where a record stands in the vendors' own pages, and which record such a page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from syncapp.core.values import ObjectType, Side
from syncapp.engine.questions import DEPOSIT
from syncapp.storage.models import Connection, SyncRecord, Workspace

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


def item_page(item_id: str) -> str:
    """An item of QuickBooks; the list of all where it is not known which."""
    page = QUICKBOOKS_PAGES[ObjectType.PRODUCT]
    return f"{settings.QUICKBOOKS_APP_URL}/app/{page + item_id if item_id else page.partition('?')[0]}"


def customers_page() -> str:
    """All customers of QuickBooks, where a new one is made."""
    return f"{settings.QUICKBOOKS_APP_URL}/app/customers"


def hubspot_list(object_type: ObjectType, portal: str) -> str:
    """HubSpot's own list of these, where a new one is made."""
    return f"{settings.HUBSPOT_APP_URL}/contacts/{portal}/objects/{HUBSPOT_TYPES[object_type]}/views/all/list"


# -- the way back --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """What the address of a vendor's page shows; without `object_type` it is something that does not sync."""

    side: Side
    object_type: ObjectType | None
    external_id: str
    account: str = ""  # the id of the account that it leads into; not every address of QuickBooks says


@dataclass(frozen=True)
class Abroad:
    """A link into an account that is not the connected one, where the same id means another record."""

    side: Side
    account: str
    ours: Connection

    @property
    def home(self) -> str:
        """The connected account, by name and id."""
        name, own = self.ours.name or "account", self.ours.account_id
        return name if own in name else f"{name} ({own})"


_HUBSPOT_LINK = re.compile(r"/contacts/(?P<portal>\d+)/record/(?P<kind>\d+-\d+)/(?P<id>\d+)")
_HUBSPOT_KINDS = {kind: ObjectType(object_type) for object_type, kind in HUBSPOT_TYPES.items()}
_QUICKBOOKS_KINDS = {
    page.partition("?")[0]: (ObjectType(object_type), page.partition("?")[2].rstrip("="))
    for object_type, page in QUICKBOOKS_PAGES.items()
}


def is_link(text: str) -> bool:
    return "://" in text


def linked_to(text: str) -> Link | None:
    """None for what is no link to a record of either vendor."""
    if not is_link(text):
        return None
    if match := _HUBSPOT_LINK.search(text):
        return Link(Side.HUBSPOT, _HUBSPOT_KINDS.get(match["kind"]), match["id"], match["portal"])
    try:
        address = urlsplit(text)
    except ValueError:
        return None
    object_type, name = _QUICKBOOKS_KINDS.get(address.path.rstrip("/").rpartition("/")[2], (None, ""))
    query = parse_qs(address.query)
    external_id = query.get(name, [""])[0]
    if object_type is None or not external_id.isdigit():
        return None
    return Link(Side.QUICKBOOKS, object_type, external_id, query.get("companyId", [""])[0])


def abroad(workspace: Workspace, text: str) -> Abroad | None:
    """Where the text is a link that leads into another account than the connected one."""
    link = linked_to(text)
    if link is None or not link.account:
        return None
    ours = Connection.objects.filter(workspace=workspace, side=link.side).only("account_id", "name").first()
    return Abroad(link.side, link.account, ours) if ours and ours.account_id not in ("", link.account) else None
