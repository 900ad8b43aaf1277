"""`manage.py sync`: poll now and work until nothing is left to write."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser

from syncapp.core.values import ORDER, ObjectType
from syncapp.engine.access.quiet import Patience
from syncapp.engine.result import Result
from syncapp.engine.session import CouldNotRun, sync
from syncapp.management.command import OurCommand, refuse, say
from syncapp.queries.summary import in_words
from syncapp.storage.models import Workspace

NAMES = {object_type.plural: object_type for object_type in ORDER}


class Command(OurCommand):
    help = "Sync a workspace now. Exit 0: all settled; 1: some records are failing; 2: could not run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument(
            "--object", action="append", choices=sorted(NAMES), help="only this object; may be repeated"
        )
        parser.add_argument("--full", action="store_true", help="compare every linked record too")
        parser.add_argument("--dry-run", action="store_true", help="show what would be written, write nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            refuse(f"There is no workspace “{options['workspace']}”. Make it with manage.py setup.")
        chosen: tuple[ObjectType, ...] = tuple(NAMES[name] for name in options["object"] or ()) or ORDER
        try:
            result = sync(
                workspace,
                objects=chosen,
                full=options["full"],
                dry_run=options["dry_run"],
                say=say,
                patience=Patience(say),
            )
        except CouldNotRun as reason:
            refuse(str(reason))
        print(json.dumps(result.as_json()) if options["json"] else in_words(workspace, result))
        sys.exit(_exit_code(result))


def _exit_code(result: Result) -> int:
    if result.stopped:
        print(result.stopped, file=sys.stderr)
        return 2
    return 1 if result.failing else 0
