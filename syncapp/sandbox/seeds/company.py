"""The demo company put together."""

from __future__ import annotations

from datetime import datetime
from random import Random

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.cases import Cases
from syncapp.sandbox.seeds.catalogue import catalogue
from syncapp.sandbox.seeds.history import History
from syncapp.sandbox.seeds.model import Company, Setting
from syncapp.sandbox.seeds.people import people

# Names are one's own over customers, vendors and employees (S42).
SETTING = Setting(
    vendors=(("Birch & Sons", "sales@birchandsons.example"), ("Valley Nursery Supply", "")),
    employees=(("Quentin", "Quince"),),
)


def build(now: datetime, records: int, random_seed: int) -> Company:
    """About `records` invoices over both systems, a tenth of them drafts; the same arguments give the same company."""
    random = Random(random_seed)
    today = calendar.today(now)
    company = Company(today, calendar.closing_date(today), SETTING, people(records, random), catalogue())
    Cases(company).add()
    drafts = records // 10
    rest = max(0, records - len(company.invoices) - drafts)
    History(company, random).add(both=rest - rest // 2, quickbooks=rest // 2, drafts=drafts)
    stamp(company)
    return company


def stamp(company: Company) -> None:
    """When each invoice was made: at nine on its date, a second apart."""
    start = calendar.local(company.today, 0)
    for number, invoice in enumerate(company.invoices.values()):
        invoice.created = min(calendar.local(invoice.date, 9, number // 60 % 60, number % 60), start)
