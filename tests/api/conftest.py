"""A program with a token of each role, and the workspace of the pages' tests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from syncapp.actions.tokens import make
from tests.web.conftest import Shop, _fresh_limits, shop
from tests.web.setup.conftest import set_up

__all__ = ["_fresh_limits", "set_up", "shop"]


@dataclass
class Program:
    """It has nothing but its token: no session, no cookie."""

    shop: Shop
    secret: str = ""

    def send(self, verb: str, path: str, body: Any = None, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(Client(), verb)(f"/api/v1/{path}", headers=headers, **data, **more)

    def get(self, path: str) -> Any:
        """What it is told; that it went well is seen to."""
        answer = self.send("get", path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        answer = self.send("post", path, {} if body is None else body)
        assert answer.status_code == status, answer.content
        return answer.json()


def program(shop: Shop, role: str = "admin") -> Program:
    return Program(shop, make(shop.membership(role), f"A {role}", role).secret)


@pytest.fixture
def viewer(set_up: Shop) -> Program:
    return program(set_up, "viewer")


@pytest.fixture
def bookkeeper(set_up: Shop) -> Program:
    return program(set_up, "bookkeeper")


@pytest.fixture
def admin(set_up: Shop) -> Program:
    return program(set_up)
