"""The ground that a demo stands on, looked at before anything is started: three free ports, one directory."""

from __future__ import annotations

import fcntl
import shutil
import socket
import sqlite3
from contextlib import closing
from typing import IO

from syncapp.management.demo.options import HOST, DemoRefused, Options

KEPT = ("keys.json", "lock")


def check_ports(options: Options) -> None:
    """All three, so that nothing is half started; raises DemoRefused."""
    wanted = {
        "--port": (options.port, "the web server"),
        "--hubspot-port": (options.hubspot_port, "HubSpot's emulator"),
        "--quickbooks-port": (options.quickbooks_port, "QuickBooks' emulator"),
    }
    if len({number for number, _ in wanted.values()}) < len(wanted):
        raise DemoRefused("The web server and the two emulators each need a port of their own.")
    for option, (number, name) in wanted.items():
        if not 0 < number < 65536:
            raise DemoRefused(f"{option} is {number}: a port is a number from 1 to 65535.")
        _check(number, name, option)


def _check(number: int, name: str, option: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
            probe.listen()
        except PermissionError:
            raise DemoRefused(f"Port {number} may not be used by {name} here. Choose another with {option}.") from None
        except OSError:
            raise DemoRefused(
                f"Port {number}, for {name}, is taken by another program. Stop that, or choose another with {option}."
            ) from None


def hold(options: Options) -> IO[str]:
    """The directory for this process alone, while what is returned stays open; raises DemoRefused."""
    try:
        lock = (options.data / "lock").open("w")
    except OSError as error:
        raise DemoRefused(
            f"The data directory {options.data} cannot be used: {error}. Choose another with --data."
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise DemoRefused(
            f"Another demo is running on the data in {options.data}. Stop it, or choose another directory with --data."
        ) from None
    return lock


def clear(options: Options) -> None:
    """Start anew; the keys stay, because Django has read them already, and with them the password."""
    for path in options.data.iterdir():
        if path.name not in KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def check_data(options: Options) -> None:
    """Raises DemoRefused where a database is none; before anything is started."""
    for path in (options.database, options.sandbox):
        try:
            if path.exists():
                with closing(sqlite3.connect(path)) as found:
                    found.execute("PRAGMA schema_version")
        except sqlite3.Error as error:
            raise DemoRefused(
                f"The data directory {options.data} cannot be used: {path.name}: {error}. Start with --fresh to begin anew."
            ) from None


def is_untouched(options: Options, connected: bool) -> bool:
    """Whether the demo company is still to be planted; raises DemoRefused where the accounts have gone."""
    if connected and not options.sandbox.exists():
        raise DemoRefused(
            f"{options.sandbox.name} is missing in {options.data}: the accounts that were connected are gone. "
            "Start with --fresh to begin anew."
        )
    return not connected
