"""A process that calls both vendors as fast as their budgets let it: `python -m tests.engine.callers FOR_SECONDS REALM PORTAL`.

Prints what it was answered and what it asked of the database, as one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import Counter
from typing import Any

import django
import requests

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from syncapp.core.values import Side  # noqa: E402
from syncapp.engine.access.budget import AccountBudget  # noqa: E402
from syncapp.engine.access.pace import allowance  # noqa: E402

HUBSPOT, QUICKBOOKS = os.environ.get("HUBSPOT_API_URL", ""), os.environ.get("QUICKBOOKS_API_URL", "")


def search(session: requests.Session) -> int:
    body = {"filterGroups": [], "limit": 1}
    return session.post(f"{HUBSPOT}/crm/v3/objects/contacts/search", json=body).status_code


def query(session: requests.Session, realm: str) -> int:
    return session.get(
        f"{QUICKBOOKS}/v3/company/{realm}/companyinfo/{realm}", headers={"Accept": "application/json"}
    ).status_code


def main(seconds: float, realm: str, portal: str, ready: Any) -> dict[str, Any]:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    ready()
    told: dict[str, Any] = {}
    threads = [
        threading.Thread(target=_call, args=(told, Side.QUICKBOOKS, realm, "read", seconds)),
        threading.Thread(target=_call, args=(told, Side.HUBSPOT, portal, "search", seconds)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _call(told: dict[str, Any], side: Side, account: str, kind: str, seconds: float) -> None:
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {os.environ[f'{side.value.upper()}_TOKEN']}"
    budget, statuses, ends = (
        AccountBudget(side, account, allowance(side, private=False, edition="")),
        Counter[int](),
        time.monotonic() + seconds,
    )
    with CaptureQueriesContext(connection) as queries:
        while time.monotonic() < ends:
            budget.spend(kind=kind)
            statuses[search(session) if kind == "search" else query(session, account)] += 1
    told[side.value] = {"statuses": dict(statuses), "queries": len(queries)}
    connection.close()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(float(sys.argv[1]), sys.argv[2], sys.argv[3], sys.stdin.readline)))
