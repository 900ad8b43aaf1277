"""What jobs hang on Django: the schedule after each migration, and the end of a worker."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "syncapp.jobs"
    label = "jobs"

    def ready(self) -> None:
        from django_q.signals import post_execute_in_worker, post_spawn, pre_execute

        from syncapp.jobs import stopping
        from syncapp.jobs.schedules import make_schedules

        # Django tells only apps that have tables: the one whose table it is.
        post_migrate.connect(make_schedules, sender=apps.get_app_config("django_q"), dispatch_uid="make_schedules")
        post_spawn.connect(stopping.watch, dispatch_uid="watch")
        pre_execute.connect(stopping.at_work, dispatch_uid="at_work")
        post_execute_in_worker.connect(stopping.at_rest, dispatch_uid="at_rest")
