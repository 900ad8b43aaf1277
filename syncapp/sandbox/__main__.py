"""`python -m syncapp.sandbox`: both emulators, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sqlite3
import sys

from syncapp.sandbox import control, seeds, server


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        clock = None if options.clock == "real" else control.moment(options.clock.removeprefix("fixed:"))
        sandbox = server.prepare(
            options.seed, options.records, options.state, clock, options.hubspot_port, options.quickbooks_port,
            options.limits == "on",
        )  # fmt: skip
    except (server.PortTakenError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except (sqlite3.Error, OSError) as error:
        print(f"The state file {options.state} cannot be used: {error}.", file=sys.stderr)
        return 2
    print(f"Sandbox ready: hubspot={sandbox.hubspot_url} quickbooks={sandbox.quickbooks_url}", flush=True)
    loop_factory = sandbox.servers[0].config.get_loop_factory()
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        for number in (signal.SIGINT, signal.SIGTERM):
            runner.get_loop().add_signal_handler(number, sandbox.stop)
        runner.run(sandbox.serve())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m syncapp.sandbox", description="HubSpot and QuickBooks Online on this machine."
    )
    parser.add_argument("--hubspot-port", type=int, default=8801)
    parser.add_argument("--quickbooks-port", type=int, default=8802)
    parser.add_argument("--state", default=":memory:", metavar="FILE|:memory:", help="where the accounts are kept")
    parser.add_argument("--seed", choices=seeds.NAMES, help="data set for accounts that are empty")
    parser.add_argument("--records", type=int, default=seeds.RECORDS, help="about how many invoices the data set holds")
    parser.add_argument("--limits", choices=("on", "off"), default="on", help="the vendors' rate limits")
    parser.add_argument("--clock", default="real", metavar="real|fixed:ISO")
    return parser


if __name__ == "__main__":
    sys.exit(main())
