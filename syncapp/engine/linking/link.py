"""Find the partners of unlinked records: our mark first, then the rule of the object (S10, S12, A2, A5, A29).

A link makes two rows one. What cannot be decided is never guessed: it is returned as the failure that the row
then carries, with both candidates named.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from syncapp.core.errors import Failure
from syncapp.core.plan import Decision
from syncapp.core.values import ObjectType
from syncapp.engine.context import Pass
from syncapp.engine.linking.by_mark import link_by_mark
from syncapp.engine.linking.contacts import link_contacts
from syncapp.engine.linking.decided import OWN_WAY, Decided, chosen_partners
from syncapp.engine.linking.entered_again import link_again
from syncapp.engine.linking.invoices import link_invoices
from syncapp.engine.linking.lost_originals import link_lost, read_originals
from syncapp.engine.linking.pairs import Linking
from syncapp.engine.linking.payments import PaymentLinking
from syncapp.engine.linking.products import link_products
from syncapp.engine.linking.renumbered import ask_about_renumbered, rows_beside
from syncapp.storage.models import SyncRecord


def to_link(due: Iterable[SyncRecord]) -> bool:
    """Pairs about which nobody has decided anything stay what they are."""
    return any(not row.linked or row.decision for row in due)


def link(p: Pass, object_type: ObjectType, due: list[SyncRecord]) -> dict[int, Failure | Decision]:
    """Partners are stored; what stays in question comes back, by row."""
    linking = Linking(p, object_type)
    payments = PaymentLinking(linking)
    unlinked = [row for row in due if not row.linked]
    partners = chosen_partners(p, unlinked)
    beside = rows_beside(p, unlinked) if object_type is ObjectType.INVOICE else []
    linking.load(unlinked, [*partners.values(), *beside])
    read_originals(linking)
    with transaction.atomic():
        Decided(linking, partners).run(due)
        link_by_mark(linking)
        if object_type is ObjectType.PAYMENT:
            payments.by_note()
        link_lost(linking)
        linking.unite()
    if object_type is ObjectType.PAYMENT:
        payments.ask_balances()
    left = [row for row in unlinked if not row.linked and row.pk not in linking.taken]
    left = [row for row in left if not set(OWN_WAY) & row.decision.keys()]
    with transaction.atomic():
        match object_type:
            case ObjectType.CONTACT:
                link_contacts(linking, left)
            case ObjectType.PRODUCT:
                link_products(linking, left)
            case ObjectType.INVOICE:
                link_invoices(linking, left)
                ask_about_renumbered(linking, left)
            case ObjectType.PAYMENT:
                payments.run()
        linking.unite()
        link_again(linking)
    if linking.tally:
        p.point("linked")
    return linking.in_question
