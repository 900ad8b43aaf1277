"""`manage.py config`: the set-up of a workspace as a file, what a file would change, and applying it (B9)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandParser

from syncapp.actions import configuration as actions
from syncapp.core.configuration import LARGEST, BadFile, parsed, written
from syncapp.management.command import OurCommand, refuse
from syncapp.queries.configuration.comparing import Comparison, compare
from syncapp.queries.configuration.describing import exported
from syncapp.queries.configuration.telling import in_words
from syncapp.queries.counts import Tally
from syncapp.storage.models import Workspace
from syncapp.web.access import Right, rights_of

WHAT = {
    "export": "write the set-up to a file",
    "diff": "what a file would change; exit 0: nothing, 1: something, 2: it could not be applied",
    "apply": "apply a file as a whole; exit 0: applied, 2: nothing was",
}


class Command(OurCommand):
    help = "The set-up of a workspace as a file, without secrets."

    def add_arguments(self, parser: CommandParser) -> None:
        each = parser.add_subparsers(dest="what", required=True, metavar="export|diff|apply")
        for what, words in WHAT.items():
            one = each.add_parser(what, help=words)
            one.add_argument("file", nargs="?", default="-", metavar="FILE", help="- or none: standard output or input")
            one.add_argument("--workspace", required=True, metavar="SLUG")
            if what == "apply":
                one.add_argument("--by", default="", metavar="EMAIL", help="the owner or admin who is noted for it")
                one.add_argument(
                    "--new-customers", type=int, metavar="N", help="how many customers choosing all contacts makes"
                )

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            refuse(f"There is no workspace “{options['workspace']}”. Make it with manage.py setup.")
        if options["what"] == "export":
            _write(options["file"], written(exported(workspace)))
            return
        found = _compared(workspace, options["file"])
        print(in_words(found))
        if found.problems:
            sys.exit(2)
        if options["what"] == "diff":
            sys.exit(1 if found.number else 0)
        if found.number:
            _apply(workspace, found, options["by"], options["new_customers"])


def _compared(workspace: Workspace, file: str) -> Comparison:
    try:
        return compare(workspace, parsed(_read(file)), Tally(workspace))
    except BadFile as bad:
        refuse("\n".join(map(str, bad.problems)))
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}.")


def _apply(workspace: Workspace, found: Comparison, email: str, customers: int | None) -> None:
    if found.customers is not None and found.customers != customers:
        refuse(
            f"All contacts are chosen: that makes {found.customers:,} customers in QuickBooks. Say so with "
            f"--new-customers {found.customers}. Nothing was changed."
        )
    by = _member(workspace, email) if email else None
    try:
        applied = actions.apply(
            workspace, [one.draft for one in found.syncs], {one.name: one.after for one in found.settings}, by=by
        )
    except actions.ConfigurationRefused as refusal:
        refuse(f"{refusal} Nothing was changed.")
    if done := actions.in_words(applied):
        print(f"Applied: {done}.")
    for one in applied.waiting:
        print(f"{one.value.capitalize()} sync needs the Review of {email}.")


def _member(workspace: Workspace, email: str) -> User:
    member = workspace.memberships.filter(user__email__iexact=email).select_related("user").first()
    if member is None or Right.SET_UP not in rights_of(member):
        refuse(f"{email} is no owner or admin of this workspace. Nothing was changed.")
    return member.user


def _read(file: str) -> bytes:
    """One more than is allowed is enough to tell that it is too large."""
    if file == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST + 1)


def _write(file: str, text: str) -> None:
    if file == "-":
        sys.stdout.write(text)
        return
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}.")
