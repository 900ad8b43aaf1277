"""What may be said to `manage.py demo`, and what follows from it. Read before Django is, so it knows nothing of it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
SLUG = "demo"
OWNER = "owner@example.com"


class DemoRefused(Exception):
    """It cannot start; the text says why and what to do."""


@dataclass(frozen=True)
class Options:
    data: Path
    fresh: bool
    port: int
    hubspot_port: int
    quickbooks_port: int
    records: int
    set_up: str

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Options:
        return cls(**{field.name: given[field.name] for field in fields(cls)})

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def vendors(self) -> dict[str, str]:
        return {
            "hubspot": f"http://{HOST}:{self.hubspot_port}",
            "quickbooks": f"http://{HOST}:{self.quickbooks_port}",
        }

    @property
    def database(self) -> Path:
        return self.data / "syncapp.sqlite3"

    @property
    def sandbox(self) -> Path:
        return self.data / "sandbox.sqlite3"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=Path("var/demo"), metavar="DIR", help="where the demo keeps its state"
    )
    parser.add_argument("--fresh", action="store_true", help="start anew")
    parser.add_argument("--port", type=int, default=8000, help="of our own pages")
    parser.add_argument("--hubspot-port", type=int, default=8801)
    parser.add_argument("--quickbooks-port", type=int, default=8802)
    parser.add_argument("--records", type=int, default=200, metavar="N", help="how many invoices, about")
    parser.add_argument(
        "--set-up", default="two-way", choices=["none", "two-way", "inbound", "outbound"],
        help="what syncs from the start; none leaves it to the browser",
    )  # fmt: skip


def parsed(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="manage.py demo", add_help=False)
    add_arguments(parser)
    return Options.of(vars(parser.parse_known_args(arguments)[0]))
