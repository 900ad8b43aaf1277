"""The accounts of the syncs that go to QuickBooks Online: what Configure asks of them, without the rest of the set-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from syncapp.core.values import ObjectType, Pair
from syncapp.engine.rules import AccountView
from syncapp.engine.setup.accounts import CALLED, used_accounts
from syncapp.queries.setup.accounts import account_words, accounts_in
from syncapp.queries.setup.begun import beginners
from syncapp.queries.setup.choosing import SET_UP
from syncapp.queries.setup.meanwhile import Meanwhile
from syncapp.queries.setup.walk import Walk
from syncapp.storage.models import SyncDraft
from syncapp.web.access import MemberRequest
from syncapp.web.context import tally_of
from syncapp.web.setup.forms import FORMS, ConfigureForm


@dataclass(frozen=True)
class Accounts:
    """Those of one sync, as the tab shows them."""

    walk: Walk
    form: ConfigureForm
    begun_by: Sequence[str] = ()  # who has begun to change the set-up and not saved it
    sure: str = ""  # what is warned of, to be sent once more by who means it
    meanwhile: Meanwhile | None = None  # somebody was first, and nothing was saved

    @property
    def object_type(self) -> ObjectType:
        return self.walk.object_type

    @property
    def unread(self) -> bool:
        """Nobody has asked yet which accounts there are."""
        return not accounts_in(self.walk)

    @property
    def shown(self) -> Iterator[tuple[str, str]]:
        """For who may not change them."""
        for name in self.form.fields:
            yield CALLED[name], account_words(self.walk, name, str(self.walk.settings.get(name) or ""))


def of_all(request: MemberRequest, views: Pair[AccountView] | None, sent: Accounts | None = None) -> list[Accounts]:
    """`sent`: those of the form that was sent, in place of how they stand."""
    walks = [walk for one in SET_UP if (walk := standing(request, one, views))]
    begun = beginners(request.workspace) if walks else {}
    found = [sent if sent and sent.object_type is one.object_type else Accounts(one, form_of(one)) for one in walks]
    return [replace(one, begun_by=begun.get(one.object_type, ())) for one in found]


def standing(request: MemberRequest, object_type: ObjectType, views: Pair[AccountView] | None) -> Walk | None:
    """A walk at the sync as it stands; None where that books on no account."""
    tally = tally_of(request)
    sync = tally.syncs.get(object_type)
    if sync is None or object_type not in SET_UP:
        return None
    data = {"direction": sync.direction, "policy": sync.policy, "settings": sync.settings}
    draft = SyncDraft(workspace=request.workspace, object_type=object_type, data=data)
    walk = Walk(request.workspace, object_type, draft, sync, views, tally)
    return walk if walk.goes_out and used_accounts(object_type, sync.settings) else None


def form_of(walk: Walk, data: QueryDict | None = None) -> ConfigureForm:
    """Of the form of Configure the accounts that this set-up uses."""
    return FORMS[walk.object_type](walk, data, accounts_alone=True)
