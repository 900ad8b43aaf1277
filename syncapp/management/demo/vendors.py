"""Both vendors' emulators, told what to do by their control routes."""

from __future__ import annotations

from typing import Any

import requests

from syncapp.management.demo.options import Options

FORMATS = {"hubspot": "v3", "quickbooks": "cloudevents"}
SECONDS = 120


class VendorRefused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def control(address: str, route: str, body: dict[str, Any] | None = None, method: str = "") -> Any:
    """A `/_sandbox/` route: GET without a body, else POST."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy stands between here and this machine's own ports
        method = method or ("GET" if body is None else "POST")
        answer = session.request(method, f"{address}/_sandbox/{route}", json=body, timeout=SECONDS)
    told = answer.json()
    if not answer.ok:
        raise VendorRefused(answer.status_code, str(told.get("error", answer.status_code)))
    return told


def subscribe(options: Options, secrets: dict[str, str]) -> None:
    """Both announce what changes to us, and to no address of an earlier start."""
    for system, address in options.vendors.items():
        control(address, "webhooks", method="DELETE")
        url = f"{options.address}/webhooks/{system}/"
        control(address, "webhooks", {"url": url, "secret": secrets[system], "format": FORMATS[system]})


def play_later(options: Options) -> bool:
    """The second step of the demo company, announced as people's work is; False where it was played before."""
    played = False
    for address in options.vendors.values():
        try:
            control(address, "seed", {"name": "landscaping-later", "records": options.records, "webhooks": True})
            played = True
        except VendorRefused as refusal:
            if refusal.status != 409:
                raise
    return played


def announcing(options: Options) -> bool:
    """Something that changed has not been told yet."""
    listings = [control(address, "webhooks") for address in options.vendors.values()]
    return any(subscription["pending"] for listing in listings for subscription in listing["subscriptions"])
