"""The demo's environment: keys, secrets and a password of its own, its own data, and nothing of anybody else's.

Set before Django reads its settings; the children inherit it.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import sys
from pathlib import Path
from urllib.parse import quote_plus

from syncapp.management.demo.options import HOST, DemoRefused, Options, parsed

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
Keys = dict[str, str]


def set_environment(arguments: list[str]) -> None:
    """Point everything at the demo's own data and vendors; a directory that cannot be used is one sentence, exit 2."""
    options = parsed(arguments)
    try:
        os.environ |= environment(options, kept_keys(options))
    except DemoRefused as reason:
        print(reason, file=sys.stderr)
        sys.exit(2)


def environment(options: Options, keys: Keys) -> Keys:
    """Every variable that has a say; what `.env` says of an installation does not concern the demo."""
    vendors = options.vendors
    return {
        "DEBUG": "0",
        "SECRET_KEY": keys["secret_key"],
        "ENCRYPTION_KEYS": keys["encryption_key"],
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "PUBLIC_URL": options.address,
        "DATABASE_URL": f"sqlite:///{options.database.resolve()}",
        "REDIS_URL": "",
        "EMAIL_URL": f"filemail:///{quote_plus(str((options.data / 'mail').resolve()), safe='/')}",
        "HUBSPOT_API_URL": vendors["hubspot"],
        "HUBSPOT_APP_URL": vendors["hubspot"],
        "HUBSPOT_WEBHOOK_URL": "",
        "HUBSPOT_CLIENT_ID": keys["hubspot_client_id"],
        "HUBSPOT_CLIENT_SECRET": keys["hubspot_client_secret"],
        "QUICKBOOKS_API_URL": vendors["quickbooks"],
        "QUICKBOOKS_APP_URL": vendors["quickbooks"],
        "QUICKBOOKS_DISCOVERY_URL": f"{vendors['quickbooks']}/.well-known/openid_configuration",
        "QUICKBOOKS_CLIENT_ID": keys["quickbooks_client_id"],
        "QUICKBOOKS_CLIENT_SECRET": keys["quickbooks_client_secret"],
        "QUICKBOOKS_WEBHOOK_TOKEN": keys["quickbooks_webhook_token"],
    }


def kept_keys(options: Options) -> Keys:
    """Those of the last time; made where they are missing, and anew where `--fresh` finds them unreadable."""
    path = options.data / "keys.json"
    try:
        options.data.mkdir(parents=True, exist_ok=True)
        known = {} if options.fresh and not _readable(path) else _read(path)
        keys = {**_new(), **known}
        if keys != known:
            _write(path, keys)
    except (OSError, ValueError) as error:
        raise DemoRefused(
            f"The data directory {options.data} cannot be used: {error}. Choose another with --data, or start with --fresh."
        ) from None
    return keys


def password(options: Options) -> str:
    """Shared by the four members."""
    return kept_keys(options)["password"]


def _new() -> Keys:
    return {
        "secret_key": secrets.token_urlsafe(48),
        "encryption_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "password": "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4)),
        "hubspot_client_id": f"syncapp-{secrets.token_hex(4)}",
        "hubspot_client_secret": secrets.token_urlsafe(24),
        "quickbooks_client_id": f"syncapp-{secrets.token_hex(4)}",
        "quickbooks_client_secret": secrets.token_urlsafe(24),
        "quickbooks_webhook_token": secrets.token_urlsafe(24),
    }


def _readable(path: Path) -> bool:
    try:
        _read(path)
    except ValueError:
        return False
    return True


def _read(path: Path) -> Keys:
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text())
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(one, str) and one for one in found.values()):
        raise ValueError(f"{path.name} does not hold the keys that it should")
    return found


def _write(path: Path, keys: Keys) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(keys, indent=1))
