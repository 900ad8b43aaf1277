"""The state file under SIGKILL: what was answered is there, whole, and nothing is there by halves."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
import requests

from syncapp.sandbox.state import Store

ROOT = Path(__file__).parents[2]
REALM = "/_sandbox/as-user/v3/company/9341450000000001"
CRM = "/_sandbox/as-user/crm/v3/objects"


def command(state: Path, *options: str) -> list[str]:
    """Of a sandbox on this file, on free ports."""
    ports = ("--hubspot-port", "0", "--quickbooks-port", "0")
    return [sys.executable, "-m", "syncapp.sandbox", *ports, "--state", str(state), *options]


@contextmanager
def process(state: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A sandbox of its own on this file, and its two addresses."""
    started = subprocess.Popen(
        command(state, *options), stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    )
    try:
        assert started.stdout
        found = re.search(r"hubspot=(\S+) quickbooks=(\S+)", started.stdout.readline())
        assert found
        yield started, found[1], found[2]
    finally:
        started.kill()
        started.communicate()


class Writers:
    """Two who write as fast as they are answered, and remember the answers."""

    def __init__(self, hubspot: str, quickbooks: str, part: int) -> None:
        self.hubspot, self.quickbooks, self.part = hubspot, quickbooks, part
        self.contacts: dict[str, str] = {}
        self.payments: dict[str, tuple[str, float]] = {}
        self.threads = [
            threading.Thread(target=self._until_killed, args=(one,)) for one in (self._contacts, self._payments)
        ]
        for thread in self.threads:
            thread.start()

    def _until_killed(self, write: Any) -> None:
        session = requests.Session()
        try:
            for number in range(100_000):
                write(session, number)
        except (requests.RequestException, OSError):
            pass  # the process is gone: whatever was asked last was not answered

    def _contacts(self, session: requests.Session, number: int) -> None:
        emails = [f"p{self.part}-{number}-{each}@example.com" for each in range(20)]
        body = {"inputs": [{"properties": {"email": one, "firstname": "Ann"}} for one in emails]}
        made = session.post(f"{self.hubspot}{CRM}/contacts/batch/create", json=body).json()["results"]
        self.contacts |= {one["id"]: one["properties"]["email"] for one in made}

    def _payments(self, session: requests.Session, number: int) -> None:
        """Each on an invoice of its own: payment, balance and links move together or not at all."""
        name = {"DisplayName": f"Customer {self.part}-{number}"}
        customer = session.post(f"{self.quickbooks}{REALM}/customer", json=name).json()["Customer"]["Id"]
        who = {"CustomerRef": {"value": customer}}
        line = {
            "Amount": 50,
            "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": {"ItemRef": {"value": "1"}},
        }
        invoice = session.post(f"{self.quickbooks}{REALM}/invoice", json={**who, "Line": [line]}).json()["Invoice"][
            "Id"
        ]
        applied = {"Amount": 20, "LinkedTxn": [{"TxnId": invoice, "TxnType": "Invoice"}]}
        paid = session.post(f"{self.quickbooks}{REALM}/payment", json={**who, "TotalAmt": 20, "Line": [applied]}).json()
        self.payments[paid["Payment"]["Id"]] = (invoice, 30)


def objects(url: str, kind: str) -> dict[str, Any]:
    found = requests.get(f"{url}/_sandbox/objects/{kind}?limit=1000000").json()["results"]
    return {one.get("id") or one["Id"]: one for one in found}


def test_what_was_answered_is_in_the_file_after_sigkill(tmp_path: Path) -> None:
    state, random = tmp_path / "state", Random(3)
    contacts: dict[str, str] = {}
    payments: dict[str, tuple[str, float]] = {}
    for part in range(3):
        with process(state, "--limits", "off") as (running, hubspot, quickbooks):
            if part == 0:
                item = {"Name": "Work", "Type": "Service", "IncomeAccountRef": {"value": "5"}}
                assert requests.post(f"{quickbooks}{REALM}/item", json=item).ok
            else:
                _all_there(contacts, payments, hubspot, quickbooks)
            writers = Writers(hubspot, quickbooks, part)
            time.sleep(0.3 + random.random() / 2)
            running.send_signal(signal.SIGKILL)
            for thread in writers.threads:
                thread.join(20)
        assert writers.contacts
        assert writers.payments
        contacts |= writers.contacts
        payments |= writers.payments
    with process(state) as (_, hubspot, quickbooks):
        _all_there(contacts, payments, hubspot, quickbooks)


def _all_there(contacts: dict[str, str], payments: dict[str, tuple[str, float]], hubspot: str, quickbooks: str) -> None:
    found = objects(hubspot, "contacts")
    assert {one: found[one]["properties"]["email"] for one in contacts} == contacts
    assert len(found) % 20 == 0  # a batch is there whole or not at all
    invoices, paid = objects(quickbooks, "invoice"), objects(quickbooks, "payment")
    assert {one: (paid[one]["Line"][0]["LinkedTxn"][0]["TxnId"], 30) for one in payments} == payments
    for payment in paid.values():  # those that were not answered any more too
        invoice = invoices[payment["Line"][0]["LinkedTxn"][0]["TxnId"]]
        assert (invoice["Balance"], invoice["LinkedTxn"]) == (
            30,
            [{"TxnId": payment["Id"], "TxnType": "Payment"}],
        )
    assert sum(1 for one in invoices.values() if one["Balance"] == 30) == len(paid)


def test_a_seed_that_was_killed_is_planted_anew(tmp_path: Path) -> None:
    options = ("--seed", "custom_numbers", "--records", "1500", "--clock", "fixed:2026-11-24T18:00:00Z")
    state = tmp_path / "state"
    killed = subprocess.Popen(command(state, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    while not state.exists() and killed.poll() is None:
        time.sleep(0.02)
    time.sleep(0.7)  # somewhere between the first document and the last
    killed.kill()
    killed.communicate()
    with process(state, *options) as (_, hubspot, quickbooks):
        shared = requests.get(f"{hubspot}/_sandbox/").json()["counts"]["invoices"]
        assert shared > 500
        assert requests.get(f"{quickbooks}/_sandbox/").json()["counts"]["invoice"] > shared
        assert requests.get(f"{quickbooks}/_sandbox/").json()["expected"]


def test_dropped_and_replaced_documents_are_so_after_reopening(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "state"), "one")
    for number in range(2500):
        store.put("things", str(number), {"n": number, "text": "żółw 🐢 \u2028 \"'\\"})
    store.flush()
    store.put("things", "7", {"n": -7})
    store.drop("things", "8")
    store.put("things", "9000", {"n": 9000})
    store.drop("things", "9000")
    store.flush()
    store.put("things", "9", {"n": "not flushed"})
    again = Store(str(tmp_path / "state"), "one").all("things")
    wanted = {str(n): {"n": n, "text": "żółw 🐢 \u2028 \"'\\"} for n in range(2500) if n != 8} | {"7": {"n": -7}}
    assert again == wanted
    assert list(again) == list(wanted)  # the order of insertion
    assert Store(str(tmp_path / "state"), "two").all("things") == {}


def test_a_flush_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "state"))
    store.put("things", "1", {"n": 1})
    store.flush()
    store.put("things", "2", {"n": 2})
    store.put("things", "3", {"n": {1, 2}})  # no JSON
    with pytest.raises(TypeError):
        store.flush()
    with sqlite3.connect(tmp_path / "state") as file:
        assert file.execute("SELECT COUNT(*) FROM documents").fetchone() == (1,)
