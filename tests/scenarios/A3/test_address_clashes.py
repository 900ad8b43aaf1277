"""What is asked of HubSpot where a customer gets an address that another contact has, and a run that breaks off there (A3)."""

from __future__ import annotations

import pytest

from syncapp.engine import context
from tests.scenarios.company import Company, living
from tests.scenarios.conftest import Acme

TAKEN = "taken@acme.test"


@pytest.fixture
def clash(acme: Acme) -> Acme:
    """Acme's statements go to an address that the contact Tess has, and its phone number is new too."""
    acme.contact(TAKEN, "Tess", "Teal")
    acme.sync()
    acme.change(
        "Customer", acme.customer_id, PrimaryEmailAddr={"Address": TAKEN}, PrimaryPhone={"FreeFormNumber": "555-0101"}
    )
    return acme


def updates(company: Company) -> int:
    """Calls that changed contacts in HubSpot since the journal was forgotten, refused ones too."""
    return len(
        [one for one in company.world.journal("hubspot", "write") if one["path"].endswith("contacts/batch/update")]
    )


def remark(company: Acme) -> dict[str, str]:
    row = company.world.record(object_type="contact", quickbooks_id=company.customer_id)
    (found,) = [one["params"] for one in row.remarks if one["code"] == "address_clash"]
    return dict(found)


def phone(company: Acme) -> str:
    found = (one for one in living(company.world, "hubspot", "contacts") if one["id"] == company.contact_id)
    return str(next(found)["properties"]["phone"])


def test_hubspot_is_asked_once_and_for_what_is_new(clash: Acme) -> None:  # A3, I3
    clash.world.forget_journal()
    clash.sync()
    assert updates(clash) == 2  # what HubSpot refused, and the rest without the address
    clash.sync()
    assert updates(clash) == 2

    clash.change("Customer", clash.customer_id, PrimaryPhone={"FreeFormNumber": "555-0202"})
    clash.sync()
    assert (updates(clash), phone(clash)) == (3, "555-0202")

    clash.sync(full=True)
    assert updates(clash) == 4  # refused
    assert remark(clash) == {"email": TAKEN, "own": "ann@acme.test", "holder": "Tess Teal"}


def test_a_crash_after_the_refusal_writes_the_rest_all_the_same(
    clash: Acme, monkeypatch: pytest.MonkeyPatch
) -> None:  # A3
    def crash(name: str) -> None:
        if name == "call-stored":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(context, "point", crash)
        with pytest.raises(KeyboardInterrupt):
            clash.sync()
    clash.sync()

    assert phone(clash) == "555-0101"
    assert remark(clash)["holder"] == "Tess Teal"
    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}
