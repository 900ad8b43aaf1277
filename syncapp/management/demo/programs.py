"""The programs that a demo consists of, and when they are up."""

from __future__ import annotations

from contextlib import suppress

import requests

from syncapp.management.demo.children import ChildDied, Children
from syncapp.management.demo.options import HOST, DemoRefused, Options

VENDORS, WEB, WORKERS = "sandbox", "web server", "worker cluster"
COMES_UP_WITHIN = 50  # seconds
REFUSED = 2  # its exit code where it has said in a sentence why it cannot


def start_pages(children: Children, options: Options, *, seed: bool) -> None:
    """Both vendors and the web server, up when this returns; raises DemoRefused and ChildDied."""
    ports = ("--hubspot-port", str(options.hubspot_port), "--quickbooks-port", str(options.quickbooks_port))
    company = ("--seed", "landscaping", "--records", str(options.records)) if seed else ()
    sandbox = children.start(
        VENDORS, "-m", "syncapp.sandbox", *ports, "--state", str(options.sandbox.resolve()), *company, outlives=True
    )
    # One process with threads: SQLite takes one writer at a time, and pages do not wait for vendors.
    children.start(
        WEB, "-m", "gunicorn", "syncapp.wsgi", "--bind", f"{HOST}:{options.port}", "--threads", "8",
        "--graceful-timeout", "4", "--log-level", "warning", "--no-control-socket",
    )  # fmt: skip
    try:
        children.until(
            lambda: _answers(f"{options.vendors['quickbooks']}/_sandbox/")
        )  # planting takes as long as it is large
    except ChildDied:
        if sandbox.process.poll() == REFUSED:
            raise DemoRefused(f"{sandbox.last_words} Start with --fresh to begin anew.") from None
        raise
    children.until(lambda: _answers(f"{options.address}/accounts/login/"), COMES_UP_WITHIN, WEB)


def start_workers(children: Children) -> None:
    """They find by themselves what is due."""
    children.start(WORKERS, "manage.py", "qcluster")


def _answers(address: str) -> bool:
    with requests.Session() as session, suppress(requests.ConnectionError, requests.Timeout):
        session.trust_env = False
        return session.get(address, timeout=5).ok
    return False
