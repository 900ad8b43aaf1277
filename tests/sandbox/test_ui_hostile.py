"""Every page and every form of both ports, with records and inputs that mean no good."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from syncapp.sandbox import server
from tests.sandbox.listener import listening
from tests.sandbox.person import Form, Page

MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"
RTL = "شركة الحدائق‮"
HOSTILE = f"{MARKUP} {RTL} é́"
EMOJI = "🌳👩‍🌾"
LONG = (MARKUP * 100)[:4000]
EACH = 2  # pages and forms of one pattern
MARKS = re.compile(r"<(?:script|img|iframe|style|svg|object)\b|href=\"?javascript:", re.IGNORECASE)


def marks(text: str) -> list[str]:
    """Tags and addresses that no page has of its own: a text that got out of its place begins one of them."""
    return MARKS.findall(text)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.Sandbox]:
    with server.running("landscaping", 20, limits=False) as found:
        yield found


def person(base: str, method: str, path: str, body: Any) -> dict[str, Any]:
    answer = requests.request(method, f"{base}/_sandbox/as-user{path}", json=body, timeout=30)
    assert answer.status_code < 300, answer.text
    found: dict[str, Any] = answer.json()
    return found


def hubspot(base: str) -> list[str]:
    """A contact, a company, a product and an invoice of theirs with an adjustment; the pages to begin at."""
    objects = "/crm/v3/objects"
    named = {
        "contacts": {
            "firstname": HOSTILE + EMOJI,
            "lastname": RTL,
            "email": "h@example.com",
            "address": LONG,
        },
        "companies": {"name": HOSTILE, "city": LONG},
        "products": {"name": MARKUP * 40, "description": LONG + EMOJI, "price": "5", "hs_sku": MARKUP},
    }
    made = {kind: person(base, "POST", f"{objects}/{kind}", {"properties": held})["id"] for kind, held in named.items()}
    person(base, "PATCH", f"{objects}/contacts/{made['contacts']}", {"properties": {"firstname": LONG}})
    invoice = person(
        base,
        "POST",
        f"{objects}/invoices",
        {"properties": {"hs_currency": "USD", "hs_comments": LONG[:1000]}},
    )
    path = f"/crm/v4/objects/invoices/{invoice['id']}/associations/default/contacts/{made['contacts']}"
    person(base, "PUT", path, None)
    parts = {
        "line_items": {"name": LONG, "price": "5", "quantity": "1"},
        "fees": {"hs_label": MARKUP, "hs_type": "FIXED", "hs_value": "1"},
    }
    types = {"line_items": 410, "fees": 414}
    for kind, held in parts.items():
        end = {
            "to": {"id": invoice["id"]},
            "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": types[kind]}],
        }
        made[kind] = person(base, "POST", f"{objects}/{kind}", {"properties": held, "associations": [end]})["id"]
    return [f"/ui/{kind}/{one}/" for kind, one in {**made, "invoices": invoice["id"]}.items()]


def quickbooks(base: str) -> list[str]:
    company = "/v3/company/9341450000000001"
    name = HOSTILE.replace(":", "").replace("‮", "")[:90]
    names = {
        "customer": {"DisplayName": name, "Notes": LONG[:2000]},
        "vendor": {"DisplayName": f"V {name}"},
        "class": {"Name": name[:20]},
    }
    made = {}
    for entity, body in names.items():
        answer = person(base, "POST", f"{company}/{entity}", body)
        made[entity] = next(one["Id"] for one in answer.values() if isinstance(one, dict))
    line = {
        "Amount": 5,
        "DetailType": "SalesItemLineDetail",
        "Description": LONG,
        "SalesItemLineDetail": {"ItemRef": {"value": "1"}},
    }
    body = {"CustomerRef": {"value": made["customer"]}, "Line": [line], "PrivateNote": LONG}
    invoice = person(base, "POST", f"{company}/invoice", body)["Invoice"]["Id"]
    link = {"Amount": 2, "LinkedTxn": [{"TxnId": invoice, "TxnType": "Invoice"}]}
    paid = {
        "CustomerRef": {"value": made["customer"]},
        "TotalAmt": 2,
        "PaymentRefNum": MARKUP[:21],
        "Line": [link],
    }
    person(base, "POST", f"{company}/payment", paid)
    person(base, "POST", f"{company}/salesreceipt", body)
    return [
        f"/ui/customers/{made['customer']}/",
        f"/ui/invoices/{invoice}/",
        f"/ui/vendors/{made['vendor']}/",
        "/ui/sales-receipts/",
    ]


SEEDS = {"hubspot": hubspot, "quickbooks": quickbooks}


def pattern(address: str) -> str:
    """Addresses that lead to the same handler."""
    parts = urlsplit(address)
    names = sorted(one.partition("=")[0] for one in parts.query.split("&") if one)
    return re.sub(r"\d+", "0", parts.path) + "?" + "&".join(names)


class Walk:
    """Through the pages by their links; each is checked where it is met."""

    def __init__(self, base: str) -> None:
        self.base, self.seen, self.forms = base, Counter[str](), {}
        self.web = requests.Session()
        self.said = ""

    def check(self, answer: requests.Response, asked: str) -> str:
        assert answer.status_code < 500, (asked, answer.text[-1500:])
        if not answer.headers["content-type"].startswith("text/html"):
            return ""
        assert marks(answer.text) == [], asked
        self.said += answer.text if "alert(1)" in answer.text else ""
        return answer.text

    def go(self, starts: list[str]) -> None:
        waiting, known = deque([*starts, "/ui/"]), set(starts)
        while waiting:
            address = waiting.popleft()
            text = self.check(self.web.get(self.base + address, timeout=30), address)
            page = Page(text.removeprefix("<!doctype html>"))
            for form in page.forms:
                self.forms.setdefault((form.method, pattern(form.action)), []).append(form)
            for href in page.hrefs:
                if href.startswith("/ui/") and "style.css" not in href and href not in known:
                    known.add(href)
                    self.seen[pattern(href)] += 1
                    if self.seen[pattern(href)] <= EACH:
                        waiting.append(href)

    def send(self, form: Form, typed: str) -> None:
        """A form with the same text in everything that can be typed in."""
        fields = [
            (one.name, typed if one.kind in ("text", "search", "textarea", "date") else one.value)
            for one in form.inputs
            if one.name != "id"
        ]
        for button in form.buttons[:6]:
            pressed = [*fields, (button.name, button.value)] if button.name else fields
            kept = {"params": pressed} if form.method == "get" else {"data": pressed}
            answer = self.web.request(form.method.upper(), urljoin(self.base, form.action), timeout=30, **kept)
            self.check(answer, f"{form.method} {form.action} {button.text}")


@pytest.mark.parametrize("system", list(SEEDS))
def test_nothing_that_is_stored_or_typed_becomes_markup_or_breaks_a_page(sandbox: server.Sandbox, system: str) -> None:
    base = {"hubspot": sandbox.hubspot_url, "quickbooks": sandbox.quickbooks_url}[system]
    with listening() as receiver:
        requests.post(
            f"{base}/_sandbox/webhooks",
            json={"url": receiver.url, "secret": MARKUP, "aggregate_ms": 0},
            timeout=30,
        )
        requests.post(f"{base}/_sandbox/tokens", json={}, timeout=30)
        starts = SEEDS[system](base)
        requests.post(
            f"{base}/_sandbox/faults",
            json={"path": re.escape(MARKUP), "action": {"status": 503, "body": MARKUP}},
            timeout=30,
        )
        requests.get(f"{base}/crm/v3/objects/contacts/{MARKUP}", params={"q": MARKUP}, timeout=30)
        walk = Walk(base)
        walk.go(starts)
        assert "&lt;script&gt;alert(1)" in walk.said  # the hostile records were met
        forms = sorted(walk.forms.items(), key=lambda one: bool(one[1][0].inputs), reverse=True)
        for text in (HOSTILE, f"²\x00{LONG}"):
            for _, found in forms:
                walk.send(found[0], text)
        assert len(walk.forms) > 30


@pytest.mark.parametrize("system", list(SEEDS))
@pytest.mark.parametrize(
    "path",
    [
        "",
        "invoices/",
        "journal/",
        "webhooks/",
        "invoices/%3Cscript%3E/",
        "nothing/%00/",
        "webhooks/999/",
        "troubles/x/",
    ],
)
@pytest.mark.parametrize(
    "query",
    [
        "offset=²",
        "offset=99999999999999999999",
        "q=%3Cscript%3E&from=-1",
        "before=x&since=never",
        "realm=%3Cb%3E",
    ],
)
def test_an_address_that_makes_no_sense_is_answered_by_a_page(
    sandbox: server.Sandbox, system: str, path: str, query: str
) -> None:
    base = {"hubspot": sandbox.hubspot_url, "quickbooks": sandbox.quickbooks_url}[system]
    answer = requests.get(f"{base}/ui/{path}?{query}", timeout=30)
    assert answer.status_code in (200, 404, 422)
    assert marks(answer.text) == []
    Page(answer.text.removeprefix("<!doctype html>"))
