"""`manage.py demo`: both vendors' emulators with a company in them, synced, and told in words."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from syncapp.actions.setup import SetUpRefused, Tokens, set_up
from syncapp.engine.session import CouldNotRun, sync
from syncapp.management.demo_settings import HOST, add_arguments
from syncapp.queries.summary import in_words
from syncapp.storage.models import Workspace

SLUG = "demo"
OWNER = "owner@example.com"
START_SECONDS = 60


class Command(BaseCommand):
    help = "Start the sandbox of both vendors, set up a workspace, sync it twice and tell what happened."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        data: Path = options["data"]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if options["fresh"]:
            _start_anew(data)
        try:
            with _sandbox(options):
                call_command("migrate", verbosity=0)
                self._play(options)
        except KeyboardInterrupt:
            sys.exit(0)
        except DatabaseError as error:
            _refuse(f"The database in {data} cannot be used ({error}). Start with --fresh to begin anew.")
        except (SetUpRefused, CouldNotRun) as reason:
            _refuse(str(reason))

    def _play(self, options: dict[str, Any]) -> None:
        ports = (options["hubspot_port"], options["quickbooks_port"])
        told = set_up(SLUG, OWNER, _tokens(ports), direction=options["set_up"])
        blocking = [one["sentence"] for one in told["preflight"] if one["level"] == "blocking"]
        if blocking:
            _refuse(" ".join(blocking))
        if options["set_up"] == "none":
            print("Both accounts are connected; no sync is set up.")
            return
        workspace = Workspace.objects.get(slug=SLUG)
        known = workspace.runs.exists()
        first = "both systems have worked for fourteen months, each on its own"
        print(f"\n— {'Going on from the last time' if known else f'The first sync: {first}'} —\n")
        print(in_words(workspace, sync(workspace, say=_progress)))
        if _play_later(ports, options["records"]):
            print("\n— People go on working: drafts are finalized, prices changed, payments made and removed —\n")
            print(in_words(workspace, sync(workspace, say=_progress)))
        result = sync(workspace, say=_progress)
        writes = sum(result.tally.writes.values())
        print(f"\n— Once more, with nothing changed: {writes} writes —")
        print(f"\nThe data stands in {options['data']}. Run it again to go on from here, or with --fresh to start anew.")


def _start_anew(data: Path) -> None:
    """The keys stay: they were read before this command started."""
    connection.close()
    for path in data.iterdir():
        if path.name == "keys.json":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _sandbox(options: dict[str, Any]) -> Iterator[None]:
    """The emulators as a child process that ends with this one, whatever ends it."""
    ports = ["--hubspot-port", str(options["hubspot_port"]), "--quickbooks-port", str(options["quickbooks_port"])]
    state = options["data"] / "sandbox.sqlite3"
    seed = [] if state.exists() else ["--seed", "landscaping", "--records", str(options["records"])]
    command = [sys.executable, "-m", "syncapp.sandbox", *ports, "--state", str(state), *seed]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603 - our own module
    try:
        assert child.stdout is not None
        if not child.stdout.readline().startswith("Sandbox ready"):
            sys.exit(child.wait() or 2)
        yield
    finally:
        child.terminate()
        try:
            child.wait(timeout=8)
        except subprocess.TimeoutExpired:
            child.kill()


def _tokens(ports: tuple[int, int]) -> Tokens:
    hubspot, quickbooks = (_control(port, "tokens", {}) for port in ports)
    realm = _control(ports[1], "", None)["account_id"]
    return Tokens(hubspot["access_token"], f"{quickbooks['access_token']}:{quickbooks['refresh_token']}", realm)


def _play_later(ports: tuple[int, int], records: int) -> bool:
    """The second step of the demo company, once; false where it was played before."""
    for port in ports:
        try:
            _control(port, "seed", {"name": "landscaping-later", "records": records})
        except urllib.error.HTTPError as error:
            if error.code != 409:
                raise
            return False
    return True


def _control(port: int, route: str, body: dict[str, Any] | None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://{HOST}:{port}/_sandbox/{route}", data=data)
    with urllib.request.urlopen(request, timeout=START_SECONDS) as answer:  # noqa: S310 - loopback
        return json.load(answer)


def _progress(text: str) -> None:
    print(f"  … {text}", file=sys.stderr)


def _refuse(text: str) -> None:
    print(text, file=sys.stderr)
    sys.exit(2)
