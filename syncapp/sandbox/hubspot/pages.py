"""The consent page, as plain as it can be: a form, two buttons, no script."""

from __future__ import annotations

from html import escape
from typing import Any

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#213343}}
button{{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem}}code{{font-size:.9em}}</style></head>
<body><main>{body}</main></body></html>
"""
WORDS = {
    ("objects", "read"): "Read {}", ("objects", "write"): "Make and change {}",
    ("schemas", "read"): "Read the properties of {}", ("schemas", "write"): "Make properties of {}",
}  # fmt: skip
KEPT = (
    "client_id",
    "redirect_uri",
    "scope",
    "optional_scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)


def _page(title: str, body: str) -> str:
    return _PAGE.format(title=escape(title), body=body)


def consent_page(settings: dict[str, Any], given: dict[str, str]) -> str:
    """Asks for the scopes; the answer is a POST with `decision`."""
    scopes = "".join(f"<li>{_asks(scope)}</li>" for scope in given["scope"].split())
    more = "".join(f"<li>{_asks(scope)} (optional)</li>" for scope in given.get("optional_scope", "").split())
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(given[name])}">' for name in KEPT if given.get(name)
    )
    return _page(
        "Connect app to HubSpot (sandbox)",
        f"<h1>Connect app to HubSpot</h1><p>Sandbox account <strong>{escape(settings['portal_name'])}</strong> "
        f"({settings['portal_id']}). The app <strong>{escape(given['client_id'])}</strong> asks to:</p><ul>{scopes}{more}</ul>"
        f'<form method="post" action="/oauth/authorize">{hidden}'
        '<button type="submit" name="decision" value="allow">Allow</button>'
        '<button type="submit" name="decision" value="deny">Deny</button></form>',
    )


def _asks(scope: str) -> str:
    """In words, and as it is written."""
    area, _, rest = scope.partition(".")
    kind, _, what = rest.partition(".")
    noun, _, does = what.rpartition(".")
    words = (
        WORDS.get((kind, does), "{}")
        if area == "crm" and noun
        else "Know which account this is"
        if scope == "oauth"
        else ""
    )
    return f"{escape(words.format(noun.replace('_', ' ').replace('commercepayments', 'payments')))} <code>{escape(scope)}</code>"


def problem_page(problem: str) -> str:
    return _page("Authorization failed", f"<h1>Authorization failed</h1><p>{escape(problem)}</p>")
