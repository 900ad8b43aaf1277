"""OAuth 2: the consent page, codes, tokens, introspection, revocation."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.hubspot import tokens
from syncapp.sandbox.hubspot.actor import APP_ID, USER_ID
from syncapp.sandbox.hubspot.errors import not_found, oauth_refused, refusal, unsupported_type
from syncapp.sandbox.hubspot.models import Account
from syncapp.sandbox.hubspot.pages import consent_page, problem_page
from syncapp.sandbox.hubspot.request import ALL_SCOPES, Request
from syncapp.sandbox.hubspot.scopes import KNOWN
from syncapp.sandbox.hubspot.values import parse_moment

CODE_LIFETIME = 60  # seconds, "short window": assumed
ASSERTED = ("v3", "2026-03")  # the versions whose specification takes a signed assertion for the secret [S]
Form = dict[str, str]


# The browser's side


def authorize(account: Account, call: Call) -> Answer:
    """The page that asks, and its answer by POST."""
    given = dict(call.query) if call.method == "GET" else call.form()
    problem = _authorize_problem(account, given)
    if problem:
        return Answer(400, text=problem_page(problem))
    if call.method == "GET":
        return Answer(200, text=consent_page(account.settings, given))
    if given.get("decision") != "allow":
        return _redirect(given, {"error": "access_denied", "error_description": "The user denied access"})  # [K]
    return _redirect(given, {"code": _new_code(account, given)})


def _authorize_problem(account: Account, given: Form) -> str:
    settings = account.settings
    if not given.get("client_id"):
        return "Authorization failed because the client ID is missing."
    if settings["client_id"] and given["client_id"] != settings["client_id"]:
        return "Authorization failed because the client ID is not known."
    redirect = urlsplit(given.get("redirect_uri", ""))
    if redirect.scheme not in {"http", "https"} or not redirect.netloc:
        return "Authorization failed because the redirect URI is missing or not valid."
    if settings["redirect_uris"] and given["redirect_uri"] not in settings["redirect_uris"]:
        return "Authorization failed because the redirect URL doesn't match the one registered for the app."
    wanted = given.get("scope", "").split()
    if not wanted:
        return "Authorization failed because no scopes were requested."
    unknown = [scope for scope in (*wanted, *given.get("optional_scope", "").split()) if not _known(scope)]
    if unknown:
        return f"Authorization failed because of unknown scopes: {', '.join(unknown)}"
    if given.get("code_challenge_method", "S256") != "S256":
        return "Authorization failed because only the code challenge method S256 is supported."
    return ""


def _known(scope: str) -> bool:
    return scope in ALL_SCOPES or scope in KNOWN


def _redirect(given: Form, values: Form) -> Answer:
    if given.get("state"):
        values["state"] = given["state"]
    join = "&" if "?" in given["redirect_uri"] else "?"
    return Answer(302, text="", headers={"location": given["redirect_uri"] + join + urlencode(values)})


def _new_code(account: Account, given: Form) -> str:
    scopes = dict.fromkeys([*given["scope"].split(), *given.get("optional_scope", "").split()])
    code = f"na1-{secrets.token_hex(4)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(6)}"
    account.store.put("codes", code, {
        "client_id": given["client_id"], "redirect_uri": given["redirect_uri"], "scopes": list(scopes),
        "challenge": given.get("code_challenge", ""), "made": account.now(),
    })  # fmt: skip
    return code


# Tokens


def token(request: Request) -> Answer:
    """Parameters in the body only; the refresh token stays the same [C]."""
    form = _form(request)
    grant = form.get("grant_type", "")
    if grant not in {"authorization_code", "refresh_token"}:
        raise oauth_refused(
            "BAD_GRANT_TYPE",
            f"missing or unknown grant type: {grant}",
            request.version,
            "unsupported_grant_type",
        )
    _check_client(request, form)
    refresh = _by_code(request, form) if grant == "authorization_code" else _by_refresh(request, form)
    access = tokens.new_access(request.account, refresh)
    return Answer(200, tokens.token_json(request.account, access, refresh, request.version))


def _form(request: Request) -> Form:
    """v1 takes the parameters from the query as well, v3 and dated from the body only [D]; no JSON (assumed)."""
    declared = request.call.headers.get("content-type", "").lower()
    if request.call.body and not declared.startswith("application/x-www-form-urlencoded"):
        raise unsupported_type()
    try:
        form = request.call.form()
    except UnicodeDecodeError:
        raise refusal(400, "VALIDATION_ERROR", "The form cannot be read.") from None
    return {**dict(request.call.query), **form} if request.version == "v1" else form


def _check_client(request: Request, form: Form) -> None:
    settings = request.account.settings
    client_id = form.get("client_id", "")
    if not client_id or (settings["client_id"] and client_id != settings["client_id"]):
        raise oauth_refused("BAD_CLIENT_ID", "missing or unknown client id", request.version, "invalid_client")
    secret = form.get("client_secret", "")
    if form.get("client_assertion") and request.version in ASSERTED:
        return  # its signature is not looked at
    if not secret or (settings["client_secret"] and secret != settings["client_secret"]):
        raise oauth_refused("BAD_CLIENT_SECRET", "missing or invalid client secret", request.version, "invalid_client")


def _by_code(request: Request, form: Form) -> tokens.Token:
    account, code = request.account, form.get("code", "")
    kept = account.store.get("codes", code)
    account.store.drop("codes", code)  # single use, whatever comes of it
    made = parse_moment(kept["made"]) if kept else None
    if kept is None or made is None or (account.clock.now() - made).total_seconds() > CODE_LIFETIME:
        raise oauth_refused("BAD_AUTH_CODE", "missing or unknown auth code", request.version)
    if kept["client_id"] != form["client_id"]:
        raise oauth_refused("BAD_CLIENT_ID", "missing or unknown client id", request.version, "invalid_client")
    if kept["redirect_uri"] != form.get("redirect_uri"):
        raise oauth_refused("BAD_REDIRECT_URI", "missing or invalid redirect URI", request.version)
    if kept["challenge"] and _challenge(form.get("code_verifier", "")) != kept["challenge"]:
        raise oauth_refused("BAD_CODE_VERIFIER", "missing or invalid code verifier", request.version)  # assumed
    return tokens.new_refresh(account, kept["client_id"], kept["scopes"])


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _by_refresh(request: Request, form: Form) -> tokens.Token:
    kept = request.account.store.get("tokens", form.get("refresh_token", ""))
    if kept is None or kept["use"] != "refresh_token":
        raise oauth_refused("BAD_REFRESH_TOKEN", _bad_refresh(request.version), request.version)
    if kept["client_id"] not in ("", form["client_id"]):
        raise oauth_refused("BAD_CLIENT_ID", "missing or unknown client id", request.version, "invalid_client")
    return kept


def _bad_refresh(version: str) -> str:
    return (
        "missing or unknown refresh token" if version == "v1" else "refresh token is invalid, expired or revoked"
    )  # [D]


# About tokens


def _named_token(request: Request, form: Form) -> tokens.Token | None:
    """The spec says `token`, the guide names the field by its hint: all three are taken [D vs S]."""
    text = form.get("token") or form.get("access_token") or form.get("refresh_token") or ""
    kept = request.account.store.get("tokens", text)
    if kept and kept["client_id"] not in ("", form["client_id"]):
        return None  # of another app: unknown to this one (assumed)
    if kept and kept["use"] == "access_token" and tokens.seconds_left(request.account, kept) <= 0:
        return None
    return kept


def introspect(request: Request) -> Answer:
    form = _form(request)
    _check_client(request, form)
    kept = _named_token(request, form)
    if kept is None:
        return Answer(200, {"active": False})
    settings = request.account.settings
    found: dict[str, Any] = {
        "active": True, "token": kept["token"], "hub_id": settings["portal_id"], "user_id": int(USER_ID),
        "client_id": kept["client_id"], "app_id": int(APP_ID), "user": settings["owners"][0]["email"],
        "hub_domain": settings["hub_domain"], "scopes": kept["scopes"], "token_use": kept["use"], "token_type": "Bearer",
    }  # fmt: skip
    if kept["use"] == "access_token":
        found["expires_in"] = tokens.seconds_left(request.account, kept)
        found["is_private_distribution"] = False
        found["signed_access_token"] = _signed(settings, kept)
    return Answer(200, found)


def _signed(settings: dict[str, Any], token: tokens.Token) -> dict[str, Any]:
    """All keys are required [S]; the values of those that no guide explains are assumed."""
    return {
        "expiresAt": int(_moment_ms(token["expires"])), "scopes": "", "hubId": settings["portal_id"], "userId": int(USER_ID),
        "appId": int(APP_ID), "signature": "", "newSignature": "", "scopeToScopeGroupPks": "", "trialScopes": "",
        "trialScopeToScopeGroupPks": "", "hublet": settings["data_hosting_location"], "isUserLevel": False,
        "isPrivateDistribution": False, "isServiceAccount": False, "appInstallId": "", "audience": "",
        "installingUserId": int(USER_ID),
    }  # fmt: skip


def _moment_ms(text: str) -> float:
    moment = parse_moment(text)
    return moment.timestamp() * 1000 if moment else 0


def revoke(request: Request) -> Answer:
    """Unknown tokens are no error, as RFC 7009 has it (assumed); access tokens of a revoked refresh token go too (assumed)."""
    form = _form(request)
    _check_client(request, form)
    kept = _named_token(request, form)
    if kept:
        _drop(request.account, kept["token"])
    return Answer(200, {})


def _drop(account: Account, text: str) -> None:
    for one, kept in list(account.store.all("tokens").items()):
        if one == text or kept.get("refresh") == text:
            account.store.drop("tokens", one)


def access_token_info(request: Request, text: str) -> Answer:
    kept = request.account.store.get("tokens", text)
    if kept is None or kept["use"] != "access_token" or tokens.seconds_left(request.account, kept) <= 0:
        raise not_found("access token not found or expired")
    return Answer(
        200,
        _info(request, kept)
        | {
            "token_type": "access",
            "app_id": int(APP_ID),
            "expires_in": tokens.seconds_left(request.account, kept),
            "is_private_distribution": False,
        },
    )


def refresh_token_info(request: Request, text: str) -> Answer:
    kept = request.account.store.get("tokens", text)
    if kept is None or kept["use"] != "refresh_token":
        raise not_found("refresh token not found")
    return Answer(200, _info(request, kept) | {"token_type": "refresh", "client_id": kept["client_id"]})


def _info(request: Request, kept: tokens.Token) -> dict[str, Any]:
    settings = request.account.settings
    return {
        "token": kept["token"], "user": settings["owners"][0]["email"], "hub_domain": settings["hub_domain"],
        "scopes": kept["scopes"], "hub_id": settings["portal_id"], "user_id": int(USER_ID),
    }  # fmt: skip


def delete_refresh_token(request: Request, text: str) -> Answer:
    _drop(request.account, text)
    return Answer(204)


def uninstall(request: Request) -> Answer:
    """The app removes itself, or a person removes it: all its tokens are void [D]."""
    tokens.uninstall(request.account)
    return Answer(204)


def issue(account: Account, body: dict[str, Any]) -> dict[str, Any]:
    """Tokens without the browser, for the control route; private apps get their static one."""
    scopes = [str(scope) for scope in body.get("scopes") or sorted(ALL_SCOPES)]
    if account.settings["app_kind"] == "private" or body.get("kind") == "private":
        return {"access_token": tokens.new_private(account, scopes)["token"], "token_type": "bearer"}
    refresh = tokens.new_refresh(account, str(body.get("client_id") or ""), scopes)
    return tokens.token_json(account, tokens.new_access(account, refresh), refresh, "v3")
