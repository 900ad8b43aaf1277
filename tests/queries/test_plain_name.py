"""The names that were stored before they were searched without their accents."""

from __future__ import annotations

import importlib

from django.apps import apps

from syncapp.storage.models import SyncRecord
from tests.web.conftest import Shop

MOVE = importlib.import_module("syncapp.storage.migrations.0031_plain_name")


def test_those_that_are_not_in_plain_letters_are_told_and_no_others(shop: Shop) -> None:
    rows = SyncRecord.objects.filter(workspace=shop.workspace)
    zoe = shop.record(object_type="contact", label="Zoë")
    billed = shop.record(label="HS-9", customer_name="Großmann & Søn")
    rows.update(plain_name="")

    MOVE.tell(apps, None)

    told = dict(rows.exclude(plain_name="").values_list("pk", "plain_name"))
    assert told == {zoe.pk: "zoe", billed.pk: "grossmann & son"}
