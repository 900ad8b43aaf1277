"""What django-q2 starts by the clock. Made after each migration, however often."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections
from django.utils import timezone

EACH_MINUTE = {"tick": "syncapp.jobs.tasks.tick", "alerts": "syncapp.jobs.alerting.watch"}


def make_schedules(using: str, **_: Any) -> None:
    """The time of the next one is kept where there is one."""
    schedule = apps.get_model("django_q", "Schedule")
    if schedule._meta.db_table not in connections[using].introspection.table_names():
        return  # only some apps were migrated
    schedules = schedule.objects.using(using)
    for name, task in EACH_MINUTE.items():
        every_minute = {"func": task, "schedule_type": "I", "minutes": 1, "repeats": -1}
        schedules.update_or_create(
            name=name, defaults=every_minute, create_defaults={**every_minute, "next_run": timezone.now()}
        )
