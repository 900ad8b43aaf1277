"""Real clusters and a web server, as on SQLite, with PostgreSQL or Redis beneath."""

from __future__ import annotations

import pytest

from tests.jobs.test_cluster import (  # noqa: F401
    acme,
    test_a_cluster_finds_what_is_due_and_ends_when_asked,
    test_two_clusters_at_once_make_nothing_twice,
)
from tests.jobs.test_live import test_what_changes_on_one_side_is_on_the_other_in_seconds  # noqa: F401

pytestmark = pytest.mark.services
