from __future__ import annotations

from collections.abc import Iterator

import pytest

from syncapp.sandbox.server import Sandbox, running
from tests.connectors.quickbooks.bench import Bench


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with running(limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def bench(served: Sandbox) -> Bench:
    return Bench(served.quickbooks_url)
