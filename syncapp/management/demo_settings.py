"""What `manage.py demo` needs in the environment before Django reads its settings: keys of its own, its own data."""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import sys
from pathlib import Path

HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("var/demo"), metavar="DIR", help="where the demo keeps its state")
    parser.add_argument("--fresh", action="store_true", help="start anew")
    parser.add_argument("--hubspot-port", type=int, default=8801)
    parser.add_argument("--quickbooks-port", type=int, default=8802)
    parser.add_argument("--records", type=int, default=200, metavar="N", help="how many invoices, about")
    parser.add_argument("--set-up", default="two-way", choices=["none", "two-way", "inbound", "outbound"])


def set_environment(arguments: list[str]) -> None:
    """Make or read the demo's keys and point everything at its sandbox; a broken directory is one sentence, exit 2."""
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser)
    options, _ = parser.parse_known_args(arguments)
    try:
        options.data.mkdir(parents=True, exist_ok=True)
        keys = _keys(options.data / "keys.json")
    except (OSError, ValueError) as error:
        sys.exit(_refused(f"The data directory {options.data} cannot be used: {error}. Choose another with --data or start with --fresh."))
    hubspot, quickbooks = f"http://{HOST}:{options.hubspot_port}", f"http://{HOST}:{options.quickbooks_port}"
    os.environ |= {
        "DEBUG": "1",
        "SECRET_KEY": keys["secret_key"],
        "ENCRYPTION_KEYS": keys["encryption_key"],
        "DATABASE_URL": f"sqlite:///{(options.data / 'syncapp.sqlite3').resolve()}",
        "HUBSPOT_API_URL": hubspot,
        "HUBSPOT_APP_URL": hubspot,
        "QUICKBOOKS_API_URL": quickbooks,
        "QUICKBOOKS_APP_URL": quickbooks,
        "QUICKBOOKS_DISCOVERY_URL": f"{quickbooks}/.well-known/openid_configuration",
    }


def _keys(path: Path) -> dict[str, str]:
    if path.exists():
        keys = json.loads(path.read_text())
        return {name: keys[name] for name in ("secret_key", "encryption_key")}
    keys = {
        "secret_key": secrets.token_urlsafe(48),
        "encryption_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(keys))
    return keys


def _refused(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
