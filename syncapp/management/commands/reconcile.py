"""`manage.py reconcile`: both ledgers side by side for a span of days, read from the vendors now (B3)."""

from __future__ import annotations

import csv
import json
import sys
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.urls import reverse

from syncapp.actions.reconciliations import ReconciliationRefused, begin, period_of
from syncapp.connectors.errors import CallFailed, LimitReached
from syncapp.core.errors import Failure
from syncapp.core.ledgers import Outcome
from syncapp.core.money import amount_text
from syncapp.engine.access.quiet import Patience, in_words
from syncapp.engine.reconciliation.results import close, reconcile
from syncapp.engine.session import Clock, CouldNotRun
from syncapp.management.command import OurCommand, refuse, say
from syncapp.queries.reconciliations import HEADER, as_json, blocks, is_equal, rows_of, said, sheet_of
from syncapp.storage.models import Reconciled, Reconciliation, Workspace
from syncapp.web.sheets import harmless

HELP = """Read both ledgers for a span of days and compare them to the cent. Nothing is written to either vendor.

Invoices are taken by their invoice date and payments by their own, in the company's time zone; both days belong to it.
Exit 0: equal; 1: something differs that nothing explains, or changed while it was read; 2: could not run."""

JSON_HELP = """--json prints one object:
  {"reconciliation": id, "from": day, "to": day, "equal": bool, "drafts": n, "calls": {"hubspot": n, "quickbooks": n},
   "objects": {"invoices": {"equal": n, "different": n, "explained": n, "moving": n, "possible_duplicates": n,
     "currencies": {"USD": {"hubspot": {"count": n, "total": "0.00", "paid": "0.00", "balance": "0.00"},
       "quickbooks": {the same}, "explained": {the same, HubSpot's less QuickBooks'}}}}, "payments": {the same}},
   "rows": [{"object", "result", "number", "customer", "hubspot": {"id", "date", "status", "currency", "total",
     "balance", "tax"} or null, "quickbooks": {the same} or null, "differs": [{"field", "hubspot", "quickbooks"}],
     "why", "may_be_the_same_as", "record": address or null}]}
  "rows" are all that are not equal: "different", "explained" (a rule, a person or a remark says why, and the figures
  bear it out) and "moving" (changed while it was read). Amounts are texts. Void documents and drafts add to no sum.
  A payment of HubSpot counts with what was kept of it after refunds; one that was refunded has "received" beside "total".
--csv prints every row, the equal ones too."""


class Command(OurCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = JSON_HELP
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--from", required=True, type=_day, metavar="DATE", dest="first", help="as 2026-11-01")
        parser.add_argument("--to", required=True, type=_day, metavar="DATE", dest="last")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true")
        form.add_argument("--csv", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            refuse(f"There is no workspace “{options['workspace']}”. Make it with manage.py setup.")
            return
        try:
            row = begin(workspace, period_of(options["first"], options["last"]))
        except ReconciliationRefused as refusal:
            refuse(str(refusal))
            return
        _carry_out(row)
        if options["json"]:
            print(json.dumps(as_json(row, _link(workspace))))
        elif options["csv"]:
            writer = csv.writer(sys.stdout)
            writer.writerow(HEADER)
            writer.writerows([harmless(cell) for cell in line] for line in sheet_of(rows_of(row), _link(workspace)))
        else:
            print("\n".join(_in_words(row)))
        sys.exit(0 if is_equal(row) else 1)


def _carry_out(row: Reconciliation) -> None:
    clock = Clock()
    reason = "It was broken off."
    try:
        # It goes on with the month that was being read.
        Patience(say).through(row.workspace, lambda: reconcile(row, clock, say=say))
        reason = ""
    except LimitReached as limit:
        reason = in_words(row.workspace, limit, clock.now()).sentence()
    except CallFailed as error:
        problem = error.problem
        reason = Failure(problem.code, problem.params, problem.vendor_text).sentence()
    except CouldNotRun as refusal:
        reason = str(refusal)
    finally:
        if reason:
            close(row, clock, reason)
    if reason:
        refuse(reason)
    row.refresh_from_db()


def _in_words(row: Reconciliation) -> list[str]:
    told = []
    for block in blocks(row):
        told.append(f"{block.object_type.plural.capitalize()}, {block.currency}")
        for line in block.lines:
            figures = (line.hubspot, line.quickbooks, line.difference)
            texts = [f"{one:,}" if isinstance(one, int) else amount_text(one, block.currency) for one in figures]
            more = f" ({amount_text(line.explained, block.currency)} explained)" if line.explained else ""
            told.append(
                f"  {line.label}: {texts[0]} in HubSpot, {texts[1]} in QuickBooks Online, difference {texts[2]}{more}"
            )
    counts = [f"{row.number(outcome):,} {word}" for outcome, word in _WORDS.items()]
    told.append(f"Rows: {', '.join(counts)}.")
    for one in rows_of(row).filter(outcome__in=(Outcome.DIFFERENT, Outcome.MOVING)):
        told.append(f"{_named(one)}: {' '.join(said(one))} {one.why}".rstrip())
    return told


_WORDS = {
    Outcome.EQUAL: "equal",
    Outcome.DIFFERENT: "different",
    Outcome.EXPLAINED: "explained",
    Outcome.MOVING: "changed while they were read",
}


def _named(one: Reconciled) -> str:
    return f"{one.object_type.capitalize()} {'of ' if one.object_type == 'payment' else ''}{one.number or 'without a number'}"


def _link(workspace: Workspace) -> Any:
    return lambda key: settings.PUBLIC_URL.rstrip("/") + reverse("record", args=[workspace.slug, key])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day. Write it as 2026-11-30.") from None
