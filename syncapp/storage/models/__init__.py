"""Everything that is stored, one family per file."""

from syncapp.storage.models.activity import Activity, Conflict
from syncapp.storage.models.alerts import Alert, AlertHook, AlertRules, Delivery
from syncapp.storage.models.connections import Catalog, Connection, RateBudget
from syncapp.storage.models.jobs import Job, WebhookEvent
from syncapp.storage.models.operations import Call, Operation
from syncapp.storage.models.reconciliations import Reconciled, Reconciliation
from syncapp.storage.models.records import HELD, LONG, Alias, ChosenItem, MadeItem, MatchKey, SyncRecord
from syncapp.storage.models.runs import PERSON, Cursor, Day, Inbox, Lease, Run
from syncapp.storage.models.syncs import FieldMapping, FilterRule, ObjectSync, Start, SyncDraft, Times
from syncapp.storage.models.tokens import ApiToken
from syncapp.storage.models.workspaces import Invitation, Membership, Workspace, poll_interval

__all__ = [
    "HELD",
    "LONG",
    "PERSON",
    "Activity",
    "Alert",
    "AlertHook",
    "AlertRules",
    "Alias",
    "ApiToken",
    "Call",
    "Catalog",
    "ChosenItem",
    "Conflict",
    "Connection",
    "Cursor",
    "Day",
    "Delivery",
    "FieldMapping",
    "FilterRule",
    "Inbox",
    "Invitation",
    "Job",
    "Lease",
    "MadeItem",
    "MatchKey",
    "Membership",
    "ObjectSync",
    "Operation",
    "RateBudget",
    "Reconciled",
    "Reconciliation",
    "Run",
    "Start",
    "SyncDraft",
    "SyncRecord",
    "Times",
    "WebhookEvent",
    "Workspace",
    "poll_interval",
]
