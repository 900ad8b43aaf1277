"""Every address of the screens. `<ws>` is the workspace's slug."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from syncapp.web import (
    converters,  # noqa: F401 - registers <object:…>
    health,
)
from syncapp.web.activity import urls as activity
from syncapp.web.alerts import urls as alerts
from syncapp.web.approvals import urls as approvals
from syncapp.web.conflicts import urls as conflicts
from syncapp.web.connections import urls as connections
from syncapp.web.custom_line_items import urls as custom_line_items
from syncapp.web.failures import urls as failures
from syncapp.web.finding import views as finding
from syncapp.web.home import views as home
from syncapp.web.invoices import urls as invoices
from syncapp.web.linking import urls as linking
from syncapp.web.members import views as members
from syncapp.web.overview import accounts as account_settings
from syncapp.web.overview import settings
from syncapp.web.overview import views as overview
from syncapp.web.parked import urls as parked
from syncapp.web.reconciliation import urls as reconciliation
from syncapp.web.records import urls as records
from syncapp.web.runs import urls as runs
from syncapp.web.settings import urls as workspace_settings
from syncapp.web.setup import urls as setup
from syncapp.web.tokens import urls as tokens
from syncapp.web.why import urls as why

workspace_patterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("pause/", home.pause, name="pause"),
    path("live/", home.live, name="live"),
    path("find/", finding.find, name="find"),
    path("find/live/", finding.look_up, name="find_live"),
    *connections.of_workspace,
    path("integrations/quickbooks/", overview.quickbooks, name="quickbooks"),
    path("integrations/quickbooks/columns/", overview.columns, name="quickbooks_columns"),
    path("integrations/quickbooks/settings/zone/", settings.zone, name="setting_zone"),
    path("integrations/quickbooks/settings/protected/", settings.protected, name="setting_protected"),
    path("integrations/quickbooks/settings/service-dates/", settings.service_dates, name="setting_service_dates"),
    path(
        "integrations/quickbooks/settings/accounts/<object:object_type>/",
        account_settings.accounts,
        name="setting_accounts",
    ),
    path("integrations/quickbooks/settings/history/", settings.history, name="setting_history"),
    path("integrations/quickbooks/settings/not-cash/", settings.not_cash, name="setting_not_cash"),
    path("integrations/quickbooks/settings/interval/", settings.interval, name="setting_interval"),
    *records.of_workspace,
    *approvals.of_workspace,
    *conflicts.of_workspace,
    *invoices.of_workspace,
    *parked.of_workspace,
    *reconciliation.of_workspace,
    *why.of_workspace,
    *custom_line_items.of_workspace,
    *linking.of_workspace,
    *setup.of_workspace,
    *failures.of_workspace,
    path("syncs/now/", overview.sync_now, name="sync_now"),
    *runs.of_workspace,
    *activity.of_workspace,
    *workspace_settings.of_workspace,
    *alerts.of_workspace,
    *tokens.of_workspace,
    path("settings/members/", members.members, name="members"),
    path("settings/members/invite/", members.invite, name="member_invite"),
    path("settings/members/<int:pk>/role/", members.change_role, name="member_role"),
    path("settings/members/<int:pk>/remove/", members.remove, name="member_remove"),
    path("settings/members/invitations/<int:pk>/withdraw/", members.withdraw, name="member_withdraw"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.start, name="start"),
    path("healthz/", health.healthz, name="healthz"),
    path("accounts/invitation/<str:secret>/", members.invitation, name="invitation"),
    *connections.urlpatterns,
    path("<slug:ws>/", include(workspace_patterns)),
]
