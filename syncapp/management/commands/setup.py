"""`manage.py setup`: a workspace connected and set up from the shell."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from syncapp.actions.setup import DIRECTIONS, SetUpRefused, Tokens, set_up
from syncapp.engine.access.quiet import Patience
from syncapp.management.command import OurCommand, refuse, say


class Command(OurCommand):
    help = "Make a workspace, connect HubSpot and QuickBooks Online with tokens at hand, and set up its syncs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--owner", required=True, metavar="EMAIL")
        parser.add_argument("--password", default="", help="the owner's; without it a new owner gets a random one")
        parser.add_argument("--hubspot-token", required=True, help="service key or private app token")
        parser.add_argument("--quickbooks-token", required=True, metavar="ACCESS:REFRESH")
        parser.add_argument("--realm", required=True, help="the QuickBooks company's id")
        parser.add_argument(
            "--hubspot-edition", default="starter", choices=["free", "starter", "professional", "enterprise"]
        )
        parser.add_argument("--set-up", default="none", choices=["none", *DIRECTIONS])
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        tokens = Tokens(options["hubspot_token"], options["quickbooks_token"], options["realm"])
        try:
            told = set_up(
                options["workspace"],
                options["owner"],
                tokens,
                password=options["password"],
                edition=options["hubspot_edition"],
                direction=options["set_up"],
                patience=Patience(say),
            )
        except SetUpRefused as refusal:
            refuse(str(refusal))
        print(json.dumps(told, indent=2) if options["json"] else in_words(told))
        if any(finding["level"] == "blocking" for finding in told["preflight"]):
            refuse("Nothing was turned on: see what is blocking above.")


def in_words(told: dict[str, Any]) -> str:
    lines = [f"Workspace {told['workspace']}"]
    lines += [f"  {side}: {one['name']} ({one['account']})" for side, one in told["connections"].items()]
    marks = {"fine": "ok", "advisable": "advisable", "blocking": "BLOCKING"}
    for finding in told["preflight"]:
        where = f" [{finding['where']}]" if finding["where"] and finding["level"] != "fine" else ""
        lines.append(f"  {marks[finding['level']]}: {finding['sentence']}{where}")
    lines += [
        f"  {name}: {one['direction']}, {'on' if one['enabled'] else 'off'}" for name, one in told["syncs"].items()
    ]
    return "\n".join(lines)
