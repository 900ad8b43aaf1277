"""How a scenario begins: which company, what syncs in which direction, who and what there is."""

from __future__ import annotations

from functools import partial

from pytest_bdd import given, step

from tests.kept import Shelf
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.words import says
from tests.world import World

COMMANDS = {"two-way": "two-way", "to-hubspot": "inbound", "to-quickbooks": "outbound"}  # what `setup` calls them


@given("two connected accounts without any record")
def _(play: Play) -> None:
    pass


@given(says("the shop of Acme, syncing {direction:Direction}"))
def _(play: Play, shelf: Shelf, direction: str) -> None:
    """Ann Archer <ann@acme.test> is the customer Acme; the item Mowing, SKU MOW, costs 50.00; both stand on both sides.

    The first sentence of a scenario: the world begins here.
    """
    shelf.begin(f"shop of Acme {direction}", partial(opened, direction))


def opened(direction: str, world: World) -> Play:
    shop = Play(world)
    shop.customer("Acme", "ann@acme.test")
    shop.contact("ann@acme.test", "Ann", "Archer")
    shop.item("Mowing", "MOW")
    shop.product("Mowing", "MOW")
    shop.set_up(COMMANDS[direction])
    shop.sync()
    return shop


@given(says("the shop of Acme, which bills in EUR too, syncing {direction:Direction}"))
def _(play: Play, shelf: Shelf, direction: str) -> None:
    """So do both accounts; Mia Maple <mia@maple.test> is the customer Maple, who is billed in EUR."""
    shelf.begin(f"shop of Acme in EUR too {direction}", partial(opened_abroad, direction))


def opened_abroad(direction: str, world: World) -> None:
    shop = opened(direction, world)
    shop.bill_in("EUR")
    shop.customer("Maple", "mia@maple.test", CurrencyRef={"value": "EUR"})
    shop.contact("mia@maple.test", "Mia", "Maple")
    shop.run(full=True)  # the accounts are read anew


@step(says("everything is set up to sync {direction:Direction}"))
def _(play: Play, direction: str) -> None:
    play.set_up(COMMANDS[direction])


@step(says('HubSpot has the contact "{name:Text}" with the email "{email:Text}"'))
def _(play: Play, name: str, email: str) -> None:
    _contact(play, name, email=email)


@step(says('HubSpot has the contact "{name:Text}" without an email'))
def _(play: Play, name: str) -> None:
    _contact(play, name)


@step(says('HubSpot has the contact "{name:Text}" with the email "{email:Text}" of the company "{company:Text}"'))
def _(play: Play, name: str, email: str, company: str) -> None:
    """Of a HubSpot company, its primary one."""
    found = [one for one in play.world.objects("hubspot", "companies") if one["properties"].get("name") == company]
    primary = str(found[0]["id"]) if found else play.make("companies", name=company)
    first, _, last = name.partition(" ")
    play.contact(email, first, last, primary)


@step(
    says('HubSpot has the contact "{name:Text}" with the email "{email:Text}" and the company field "{company:Text}"')
)
def _(play: Play, name: str, email: str, company: str) -> None:
    """Of no HubSpot company; the name of one is typed on the contact."""
    _contact(play, name, email=email, company=company)


def _contact(play: Play, name: str, **more: str) -> None:
    first, _, last = name.partition(" ")
    named = {"firstname": first, "lastname": last, **more}
    play.make("contacts", None, **{label: value for label, value in named.items() if value})


@step(says('HubSpot has the product "{name:Text}" with the SKU "{sku:Text}" at {price:Money}'))
def _(play: Play, name: str, sku: str, price: str) -> None:
    play.product(name, sku, price)


@step(says('HubSpot has the product "{name:Text}" without a SKU at {price:Money}'))
def _(play: Play, name: str, price: str) -> None:
    play.product(name, "", price)


@step(says('HubSpot has the product "{name:Text}" with the SKU "{sku:Text}" and no price'))
def _(play: Play, name: str, sku: str) -> None:
    play.product(name, sku, "")


@step(says('QuickBooks has the customer "{name:Text}" with the email "{email:Text}"'))
def _(play: Play, name: str, email: str) -> None:
    play.customer(name, email)


@step(says('QuickBooks has the customer "{name:Text}" with the email "{email:Text}", billed in {currency:w}'))
def _(play: Play, name: str, email: str, currency: str) -> None:
    play.customer(name, email, CurrencyRef={"value": currency})


@step(says('QuickBooks has the customer "{name:Text}" without an email'))
def _(play: Play, name: str) -> None:
    play.customer(name)


@step(says('QuickBooks has the sub-customer "{name:Text}" of "{parent:Text}" without an email'))
def _(play: Play, name: str, parent: str) -> None:
    play.customer(name, ParentRef={"value": play.customer_there(parent)}, Job=True)


@step(says('QuickBooks has the sub-customer "{name:Text}" of "{parent:Text}" with the email "{email:Text}"'))
def _(play: Play, name: str, parent: str, email: str) -> None:
    play.customer(name, email, ParentRef={"value": play.customer_there(parent)}, Job=True)


@step(says('QuickBooks has the item "{name:Text}" with the SKU "{sku:Text}" at {price:Money}'))
def _(play: Play, name: str, sku: str, price: str) -> None:
    play.item(name, sku, price)


@step(says('QuickBooks has the item "{name:Text}" without a SKU at {price:Money}'))
def _(play: Play, name: str, price: str) -> None:
    play.item(name, "", price)


@step(says('QuickBooks has the category "{name:Text}"'))
def _(play: Play, name: str) -> None:
    play.in_quickbooks("Item", {"Name": name, "Type": "Category"})


@step(says('QuickBooks has the vendor "{name:Text}"'))
def _(play: Play, name: str) -> None:
    play.in_quickbooks("Vendor", {"DisplayName": name})


@step(says('QuickBooks has the employee "{first:Text} {last:Text}"'))
def _(play: Play, first: str, last: str) -> None:
    play.in_quickbooks("Employee", {"GivenName": first, "FamilyName": last})


@step(says("accents are typed as signs of their own in {side:Side}"))
def _(play: Play, side: str) -> None:
    """From here on, and composed on the other side: “é” is one sign there and two here, and looks the same."""
    play.apart = side
