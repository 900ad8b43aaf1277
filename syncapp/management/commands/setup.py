"""`manage.py setup`: a workspace connected and set up from the shell."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from syncapp.actions.setup import DIRECTIONS, SetUpRefused, Tokens, set_up
from syncapp.engine.access.quiet import Patience
from syncapp.management.command import OurCommand, refuse, say


class Command(OurCommand):
    help = (
        "Make a workspace with its owner. With tokens at hand, connect HubSpot and QuickBooks Online and set up the syncs; "
        "else the owner does that in the browser."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--owner", required=True, metavar="EMAIL")
        parser.add_argument("--password", default="", help="the owner's; without it a new owner gets a random one")
        parser.add_argument("--hubspot-token", default="", help="service key or private app token")
        parser.add_argument("--quickbooks-token", default="", metavar="ACCESS:REFRESH")
        parser.add_argument("--realm", default="", help="the QuickBooks company's id")
        parser.add_argument(
            "--hubspot-edition", default="starter", choices=["free", "starter", "professional", "enterprise"]
        )
        parser.add_argument("--set-up", default="none", choices=["none", *DIRECTIONS])
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        given = options["hubspot_token"], options["quickbooks_token"], options["realm"]
        if not all(given) and (any(given) or options["set_up"] != "none"):
            refuse("--hubspot-token, --quickbooks-token and --realm go together, and --set-up needs all three.")
        try:
            told = set_up(
                options["workspace"],
                options["owner"],
                Tokens(*given) if all(given) else None,
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
    if not told["connections"]:
        lines.append("  Nothing is connected yet: its owner does that in the browser, under Integrations.")
    return "\n".join(lines)
