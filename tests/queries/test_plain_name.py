"""The names that were stored before they were searched without their accents."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from syncapp.storage.models import SyncRecord
from tests.web.conftest import Shop

MOVE = importlib.import_module("syncapp.storage.migrations.0033_plain_names_told")


@pytest.mark.parametrize("batch", [1, 2, 1_000])
def test_those_that_are_not_in_plain_letters_are_told_and_no_others(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(MOVE, "BATCH", batch)
    rows = SyncRecord.objects.filter(workspace=shop.workspace)
    zoe = shop.record(object_type="contact", label="Zoë")
    billed = shop.record(label="HS-9", customer_name="Großmann & Søn")
    nobody = shop.record(label="HS-10", customer_name="\u0301")  # an accent alone, which leaves nothing
    rows.update(plain_name="")

    MOVE.tell(apps, SimpleNamespace(connection=connection))

    assert nobody.plain_name == ""
    told = dict(rows.exclude(plain_name="").values_list("pk", "plain_name"))
    assert told == {zoe.pk: "zoe", billed.pk: "grossmann & son"}
