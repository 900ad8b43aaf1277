"""The routes under `/_sandbox/`: they need no token and exist only here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from syncapp.sandbox import seeds
from syncapp.sandbox.call import Answer, Call, Refused
from syncapp.sandbox.port import Port

VERSION = "0.1"
PREFIX = "/_sandbox"
AS_USER = "/_sandbox/as-user"


class WrongStateError(Exception):
    """The account is not in the state that the request needs."""


def answer(port: Port, call: Call) -> Answer:
    """Answer a control request; a mistake in it is one clear sentence."""
    route = call.path.removeprefix(PREFIX).strip("/")
    try:
        result = _dispatch(port, call, route)
    except Refused as refused:
        return refused.answer
    except (WrongStateError, seeds.SeedError) as conflict:
        return Answer(409, {"error": str(conflict)})
    except KeyError as error:
        return Answer(404, {"error": f"There is no {error.args[0]}."})
    except (ValueError, TypeError) as error:
        return Answer(400, {"error": str(error)})
    finally:
        port.store.flush()
    return result


def _dispatch(port: Port, call: Call, route: str) -> Answer:
    if route.startswith("objects/"):
        return Answer(data=_objects(port, call, route.removeprefix("objects/")))
    methods = ROUTES.get(route)
    if methods is None:
        return Answer(404, {"error": f"There is no control route {call.path}."})
    handler = methods.get(call.method)
    if handler is None:
        return Answer(405, {"error": f"{call.path} takes {', '.join(methods)}."})
    return Answer(data=handler(port, call))


def _body(call: Call) -> dict[str, Any]:
    if not call.body:
        return {}
    try:
        body = call.json()
    except ValueError as error:
        raise ValueError("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise ValueError("The body must be a JSON object.")
    return body


def _realm(call: Call) -> str | None:
    return call.param("realm") or None


def overview(port: Port, call: Call) -> dict[str, Any]:
    return {
        "version": VERSION,
        "system": port.vendor.system,
        **port.vendor.overview(_realm(call)),
        "clock": port.clock.state(),
        "limits": port.vendor.limits,
        "latency_ms": port.latency_ms,
        "faults": [rule.shown() for rule in port.faults.rules],
        "expected": port.expected,
    }


def _reset(port: Port, call: Call) -> dict[str, Any]:
    port.reset()
    return overview(port, call)


def _seed(port: Port, call: Call) -> dict[str, Any]:
    body = _body(call)
    name = str(body.get("name") or "landscaping")
    if name not in seeds.NAMES:
        raise ValueError(f"There is no seed {name}; there are {', '.join(seeds.NAMES)}.")
    if name not in seeds.LATER and not seeds.is_empty(port):
        raise WrongStateError("The account is not empty. Reset it first.")
    records, number = int(body.get("records", seeds.RECORDS)), int(body.get("random_seed", seeds.RANDOM_SEED))
    with port.webhooks.muted(not body.get("webhooks")):
        seeds.plant(port, name, records, number)
    return overview(port, call)


def _tokens(port: Port, call: Call) -> dict[str, Any]:
    return port.vendor.tokens(_body(call), _realm(call))


def _clock(port: Port, call: Call) -> dict[str, Any]:
    body = _body(call)
    if body.get("mode") == "real":
        port.clock.real()
    if body.get("now"):
        port.clock.set(moment(str(body["now"])))
    if body.get("advance_seconds"):
        port.clock.advance(float(body["advance_seconds"]))
    return dict(port.clock.state())


def moment(text: str) -> datetime:
    """An instant as people write it; without a zone it is UTC."""
    try:
        read = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise ValueError(f"{text} is not a date and time such as 2026-11-24T09:00:00Z.") from error
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def set_limits(port: Port, body: dict[str, Any]) -> dict[str, Any]:
    """What is not named stays."""
    was = port.vendor.limits
    enabled, factor = body.get("enabled", was["enabled"]), body.get("factor", was["factor"])
    port.vendor.limits = {"enabled": bool(enabled), "factor": float(factor)}
    return port.vendor.limits


def _latency(port: Port, call: Call) -> dict[str, Any]:
    body = _body(call)
    if "milliseconds" not in body:
        raise ValueError("Say how many milliseconds.")
    port.latency_ms = max(0.0, float(body["milliseconds"]))
    return {"milliseconds": port.latency_ms}


def _settings(port: Port, call: Call) -> dict[str, Any]:
    return port.vendor.settings(_body(call), _realm(call))


def _faults(port: Port, call: Call) -> dict[str, Any]:
    return {"faults": [rule.shown() for rule in port.faults.rules]}


def _add_fault(port: Port, call: Call) -> dict[str, Any]:
    return port.faults.add(_body(call)).shown()


def _drop_faults(port: Port, call: Call) -> dict[str, Any]:
    port.faults.clear(int(call.param("id")) if call.param("id") else None)
    return _faults(port, call)


def _journal(port: Port, call: Call) -> dict[str, Any]:
    return port.journal.since(int(call.param("since", "0")))


def _drop_journal(port: Port, call: Call) -> dict[str, Any]:
    port.journal.clear()
    return port.journal.since(0)


def _webhooks(port: Port, call: Call) -> dict[str, Any]:
    return port.webhooks.listing()


def _objects(port: Port, call: Call, type_name: str) -> dict[str, Any]:
    if call.method != "GET":
        raise ValueError("Objects are read with GET; change them through as-user.")
    limit, offset = int(call.param("limit", "100000")), int(call.param("offset", "0"))
    return port.vendor.objects(type_name, limit, offset, _realm(call))


Handler = Callable[[Port, Call], dict[str, Any]]
ROUTES: dict[str, dict[str, Handler]] = {
    "": {"GET": overview},
    "reset": {"POST": _reset},
    "seed": {"POST": _seed},
    "tokens": {"POST": _tokens},
    "clock": {"GET": lambda port, call: dict(port.clock.state()), "POST": _clock},
    "limits": {
        "GET": lambda port, call: {**port.vendor.limits, **port.vendor.usage()},
        "POST": lambda port, call: set_limits(port, _body(call)),
    },
    "latency": {"GET": lambda port, call: {"milliseconds": port.latency_ms}, "POST": _latency},
    "settings": {"POST": _settings},
    "faults": {"GET": _faults, "POST": _add_fault, "DELETE": _drop_faults},
    "journal": {"GET": _journal, "DELETE": _drop_journal},
    "webhooks": {
        "GET": _webhooks,
        "POST": lambda port, call: port.webhooks.subscribe(_body(call)),
        "DELETE": lambda port, call: port.webhooks.drop(call.param("id") or None),
    },
    "webhooks/redeliver": {"POST": lambda port, call: port.webhooks.redeliver(_body(call))},
}
