"""What our commands have in common: whatever keeps one from its work is told, and is exit 2."""

from __future__ import annotations

import sys
import traceback
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

COULD_NOT_RUN = 2


class OurCommand(BaseCommand):
    """Exit 1 means what the command says of it, such as that some records fail: a crash is never that."""

    requires_migrations_checks = True

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except Exception:
            traceback.print_exc()
            sys.exit(COULD_NOT_RUN)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except KeyboardInterrupt:
            refuse("Stopped. What was done is kept.")

    def check_migrations(self) -> None:
        """Django would warn, and let the command break at the first table that is missing."""
        try:
            executor = MigrationExecutor(connection)
            behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            refuse(f"The database cannot be used: {error}".strip().rstrip(".") + ".")
        if behind:
            refuse("The database is not made yet, or older than this program. Run manage.py migrate first.")


def say(text: str) -> None:
    print(text, file=sys.stderr)


def refuse(text: str) -> NoReturn:
    say(text)
    sys.exit(COULD_NOT_RUN)
