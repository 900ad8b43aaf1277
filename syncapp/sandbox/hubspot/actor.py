"""Who makes a call: a person in HubSpot's pages, or an app with its scopes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    user: bool
    scopes: frozenset[str] = field(default_factory=frozenset)
    app_id: str = ""
    token: str = ""

    @property
    def source(self) -> str:
        return "CRM_UI" if self.user else "INTEGRATION"

    @property
    def source_id(self) -> str:
        return f"userId:{USER_ID}" if self.user else self.app_id


USER_ID = "76023669"
APP_ID = "1160452"
PERSON = Actor(user=True)
