"""The authorize page: which company, Connect or Cancel."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlsplit

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks.oauth import ACCOUNTING, OAuth, form_of, redirect

WORDS = {
    ACCOUNTING: "Read, make and change what stands in the books: customers, items, invoices, payments",
    "openid": "Know that it is you", "profile": "See your name", "email": "See your email address",
}  # fmt: skip
SCOPES = {
    ACCOUNTING, "com.intuit.quickbooks.payment", "openid", "profile", "email", "phone", "address",
    "com.intuit.quickbooks.payroll", "com.intuit.quickbooks.payroll.timetracking",
    "com.intuit.quickbooks.payroll.benefits", "com.intuit.quickbooks.payroll.payslip.read", "intuit_name", "app-foundations.custom-field-definitions",
    "app-foundations.custom-field-definitions.read", "indirect-tax.tax-calculation.quickbooks",
    "project-management.project",
}  # fmt: skip  # [S: the clients' enumerations]
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#22303c}"
    "fieldset{border:1px solid #d8dfe5;border-radius:4px;margin:1rem 0}code{font-size:.85em;color:#5a6b7b;overflow-wrap:anywhere}"
    "button{font:inherit;padding:.5rem 1.25rem}"
)
ASKED = ("client_id", "redirect_uri", "response_type", "scope", "state")


def page(call: Call, companies: dict[str, str], app: dict[str, Any]) -> Answer:
    """`GET /connect/oauth2`: a plain HTML form; `companies` is name by realm."""
    asked = {name: call.param(name) for name in ASKED}
    wrong = _wrong(asked, app)
    if wrong:
        return Answer(400, text=_html("Sorry, this link does not work", f"<p>{escape(wrong)}</p>"))
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in asked.items())
    choices = "".join(
        f'<p><label><input type="radio" name="realm" value="{escape(realm)}"{" checked" if first else ""}> {escape(name)}</label></p>'
        for first, (realm, name) in ((n == 0, each) for n, each in enumerate(companies.items()))
    )
    asks = "".join(
        f"<li>{escape(WORDS.get(one, one))} <code>{escape(one)}</code></li>" for one in asked["scope"].split()
    )
    intro = (
        f"<p>The app <strong>{escape(asked['client_id'])}</strong> would like to connect to a company of yours. It asks to:</p>"
        f"<ul>{asks}</ul><p>After that it sends you back to {escape(urlsplit(asked['redirect_uri']).netloc)}. "
        "Its access can be taken back under Apps › My apps.</p>"
    )
    buttons = (
        '<button type="submit" name="decision" value="connect">Connect</button> '
        '<button type="submit" name="decision" value="cancel">Cancel</button>'
    )
    form = f'<form method="post" action="/connect/oauth2">{hidden}<fieldset><legend>Company</legend>{choices}</fieldset>{buttons}</form>'
    return Answer(200, text=_html("Connect your QuickBooks company", intro + form))


def decide(call: Call, companies: dict[str, str], app: dict[str, Any], oauth: OAuth) -> Answer:
    """`POST /connect/oauth2`: back to the app with a code and the realm, or with the refusal and no realm."""
    form = form_of(call)
    wrong = _wrong({name: form.get(name, "") for name in ASKED}, app)
    if wrong:
        return Answer(400, text=_html("Sorry, this link does not work", f"<p>{escape(wrong)}</p>"))
    uri, state = form["redirect_uri"], form.get("state", "")
    if form.get("decision") != "connect":
        raise redirect(uri, error="access_denied", state=state)
    realm = form.get("realm") or next(iter(companies), "")
    if realm not in companies:
        return Answer(400, text=_html("Sorry, this company is not known", "<p>Choose another company.</p>"))
    raise redirect(uri, code=oauth.code(realm, form["client_id"], uri, form["scope"]), state=state, realmId=realm)


def _wrong(asked: dict[str, str], app: dict[str, Any]) -> str:
    if not asked["client_id"] or app.get("client_id") not in (None, asked["client_id"]):
        return "The client id is not known."
    uris = app.get("redirect_uris")
    if not asked["redirect_uri"].startswith(("http://", "https://")) or (
        uris is not None and asked["redirect_uri"] not in uris
    ):
        return "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section on your app's keys tab."
    if asked["response_type"] != "code":
        return "The response_type query parameter value is missing or invalid."
    scopes = asked["scope"].split()
    if ACCOUNTING not in scopes or not SCOPES.issuperset(scopes):
        return "The scope query parameter value is missing or invalid."
    return "" if asked["state"] else "The state query parameter value is missing."


def _html(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title><style>{STYLE}</style></head>'
        f"<body><main><p>Sandbox for QuickBooks Online</p><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
