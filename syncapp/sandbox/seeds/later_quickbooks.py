"""The second step on the QuickBooks side: what a bookkeeper does there after the first sync."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.hand import Hand, SeedError
from syncapp.sandbox.seeds.into_quickbooks import ref
from syncapp.sandbox.vendor import Vendor

Doc = dict[str, Any]


class QuickBooksLater:
    """Finds everything by number or name in this company alone."""

    def __init__(self, vendor: Vendor, clock: Clock, realm: str) -> None:
        self.hand, self.realm = Hand(vendor, realm), realm
        self.today = calendar.today(clock.now()).isoformat()
        self.invoices = {str(doc.get("DocNumber")): doc for doc in self.hand.all("invoice")}
        if "HS-2001" not in self.invoices:
            raise SeedError("landscaping-later adds to landscaping. Seed that first.")

    def play(self) -> None:
        self._alder()
        self._elm()
        self._fir()
        self._post("invoice", {"Id": self.invoices["HS-2004"]["Id"]}, operation="void")  # Aspen
        purchase_order = {
            "DefinitionId": "1",
            "Name": "PO number",
            "Type": "StringType",
            "StringValue": "PO-77120/2",
        }
        self._update("HS-2006", CustomField=[purchase_order])  # Sumac
        self._taken_number()
        self._new_email()

    def _post(self, entity: str, body: Doc, **query: str) -> Doc:
        answer: Doc = self.hand.send("POST", f"/v3/company/{self.realm}/{entity}", body, **query)
        return answer

    def _update(self, number: str, **fields: Any) -> None:
        doc = self.invoices[number]
        head = {
            "Id": doc["Id"],
            "SyncToken": doc["SyncToken"],
            "sparse": True,
            "CustomerRef": doc["CustomerRef"],
        }
        self._post("invoice", {**head, **fields})

    def _lines(self, number: str) -> list[Doc]:
        return [dict(line) for line in self.invoices[number]["Line"] if line["DetailType"] == "SalesItemLineDetail"]

    def _alder(self) -> None:
        """A price corrected in QuickBooks on an invoice that HubSpot made (S44)."""
        lines = self._lines("HS-2001")
        detail = lines[0]["SalesItemLineDetail"]
        price = detail["UnitPrice"] + 10
        lines[0] |= {
            "Amount": round(price * detail["Qty"], 2),
            "SalesItemLineDetail": {**detail, "UnitPrice": price},
        }
        self._update("HS-2001", Line=lines)

    def _elm(self) -> None:
        """A payment that was entered in HubSpot is removed (A29)."""
        payment = self.invoices["HS-2002"]["LinkedTxn"][0]["TxnId"]
        self._post("payment", {"Id": payment}, operation="delete")

    def _fir(self) -> None:
        """Another class, and an item on another account: recoding, not editing (A7)."""
        lines = self._lines("HS-2003")
        install = self._named("class", "Name", "Install")
        delivery = self._named("item", "Name", "Topsoil, per cubic yard")
        for line in lines:
            line["SalesItemLineDetail"] = {**line["SalesItemLineDetail"], "ClassRef": ref(install["Id"])}
        lines[0]["SalesItemLineDetail"]["ItemRef"] = ref(delivery["Id"])
        self._update("HS-2003", Line=lines)

    def _taken_number(self) -> None:
        """Someone types the number that HubSpot's next invoice will have."""
        item = self._named("item", "Name", "Dump fee")
        detail = {"ItemRef": ref(item["Id"]), "Qty": 1, "UnitPrice": 90, "TaxCodeRef": ref("NON")}
        line = {
            "Amount": 90,
            "Description": "Dump fee.",
            "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": detail,
        }
        customer = self._named("customer", "DisplayName", "Granite Contracting")
        body = {
            "DocNumber": "HS-2040",
            "TxnDate": self.today,
            "CustomerRef": ref(customer["Id"]),
            "Line": [line],
        }
        self._post("invoice", body)

    def _new_email(self) -> None:
        """The address of a linked customer changes where statements are sent from (A3)."""
        doc = self._named("customer", "DisplayName", "Grace Kim")
        head = {"Id": doc["Id"], "SyncToken": doc["SyncToken"], "sparse": True}
        self._post("customer", {**head, "PrimaryEmailAddr": {"Address": "grace.kim.home@example.com"}})

    def _named(self, entity: str, field: str, name: str) -> Doc:
        found = next((doc for doc in self.hand.all(entity) if doc.get(field) == name), None)
        if found is None:
            raise SeedError(f"There is no {entity} named {name}.")
        return found
