"""Who asks: the token in the header, and what it may. A session of the browser counts for nothing here (SEC23)."""

from __future__ import annotations

import logging

from django.contrib.auth.models import User
from django.http import HttpRequest
from ninja.security import HttpBearer

from syncapp.actions.tokens import TokenRefused, TooMany, admit
from syncapp.queries.counts import Tally
from syncapp.queries.rights import NEEDS, RIGHTS, Right
from syncapp.storage.models import ApiToken, Workspace

logger = logging.getLogger("syncapp.api")


class Unknown(Exception):
    """401; the text says why."""


class Forbidden(Exception):
    """403; the text says who may."""


class Caller(HttpRequest):
    """What an operation can rely on. `by` is who made the token; what they do through it says so in the log."""

    token: ApiToken
    workspace: Workspace
    by: User
    tally: Tally


class Token(HttpBearer):
    """Lets through whose token works and has this right. The token says which workspace is meant."""

    def __init__(self, right: Right) -> None:
        super().__init__()
        self.right = right

    def __call__(self, request: HttpRequest) -> ApiToken:
        found = super().__call__(request)
        if not isinstance(found, ApiToken):
            raise Unknown("Send a token: “Authorization: Bearer syncapp_…”. It is made under Settings, API tokens.")
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        try:
            found = admit(token)
        except TooMany:
            raise
        except TokenRefused as refusal:
            logger.warning("refused at %s: %s", request.path, refusal)  # SEC46; never the secret
            raise Unknown(str(refusal)) from None
        if found.member.workspace.ending_at is not None:
            raise Unknown("The workspace of this token is being deleted.")
        if self.right not in RIGHTS[found.may_as]:
            logger.warning("token %d may not %s at %s", found.pk, self.right, request.path)
            raise Forbidden(NEEDS[self.right])
        caller: Caller = request  # type: ignore[assignment]
        caller.token, caller.workspace, caller.by = found, found.member.workspace, found.member.user
        caller.by.through = found.name  # type: ignore[attr-defined]
        caller.tally = Tally(caller.workspace)
        return found


VIEW, PAUSE, RESOLVE, BOOKS, SET_UP, ALERTS = map(
    Token, (Right.VIEW, Right.PAUSE, Right.RESOLVE, Right.BOOKS, Right.SET_UP, Right.ALERTS)
)
