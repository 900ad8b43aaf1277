"""`manage.py demo`: both vendors' emulators, the web server and the workers, connected and set up, until it is stopped."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from syncapp.core.values import Side
from syncapp.management.demo import consent, ground, people, programs, story, vendors
from syncapp.management.demo.children import ChildDied, Children
from syncapp.management.demo.environment import password
from syncapp.management.demo.options import OWNER, DemoRefused, Options, add_arguments
from syncapp.management.demo.telling import say
from syncapp.storage.models import Workspace

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Everything at once on this machine: both vendors (emulated), the web server, the workers, a workspace."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **given: Any) -> None:
        options = Options.of(given)
        for number in STOPS:
            signal.signal(number, _stop)
        sys.exit(_exit_code(options))


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt


def _exit_code(options: Options) -> int:
    try:
        _run(options)
    except KeyboardInterrupt:
        say("Stopped. The next start goes on from here.")
        return 0
    except DatabaseError as error:
        say(f"The database in {options.data} cannot be used: {error}. Start with --fresh to begin anew.")
        return 2
    except DemoRefused as reason:
        say(str(reason))
        return 2
    except ChildDied as reason:
        say(str(reason))
        return 1
    return 0


def _run(options: Options) -> None:
    with ExitStack() as stack:
        ground.check_ports(options)
        stack.enter_context(ground.hold(options))
        if options.fresh:
            ground.clear(options)
        ground.check_data(options)
        say("Preparing the database.")
        call_command("migrate", verbosity=0)
        children = Children(options.data)
        stack.callback(_end, children)
        workspace = _opened(options, children)
        programs.start_workers(children)
        print(f"Ready: {options.address}/ {OWNER} {password(options)}", flush=True)
        say(f"The same password lets in {', '.join(map(people.address, people.PEOPLE))}.")
        say(
            "Be a user of {hubspot}/ui/ (HubSpot) and {quickbooks}/ui/ (QuickBooks Online). Ctrl-C ends it all.".format(
                **options.vendors
            )
        )
        story.play(workspace, options, children)
        children.until(lambda: False)


def _opened(options: Options, children: Children) -> Workspace:
    """Pages that answer, people who may sign in, both accounts connected, and what syncs."""
    workspace = people.gather(password(options))
    say("Starting HubSpot, QuickBooks Online and our own pages.")
    programs.start_pages(children, options, seed=ground.is_untouched(options, workspace.connections.exists()))
    vendors.subscribe(
        options, {"hubspot": settings.HUBSPOT_CLIENT_SECRET, "quickbooks": settings.QUICKBOOKS_WEBHOOK_TOKEN}
    )
    if sides := consent.missing(workspace):
        for row in consent.connect(workspace, sides, options, password(options)):
            say(f"Connected {Side(row.side).label}: {row.name}.")
    workspace.refresh_from_db()
    story.set_up(workspace, options.set_up)
    return workspace


def _end(children: Children) -> None:
    """No second signal breaks it off."""
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    children.end()
