"""Fields with a list to choose from: HubSpot's, QuickBooks' terms, classes, locations, methods, and how they are mapped (B33)."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from pytest_bdd import parsers, step, then

from syncapp.core.values import Direction
from tests.scenarios.company import Doc, ref
from tests.scenarios.steps.form import forms_of
from tests.scenarios.steps.in_quickbooks import change_bill
from tests.scenarios.steps.play import Play, only, rows_of
from tests.scenarios.steps.screen import Screen, words
from tests.scenarios.steps.settings import save
from tests.scenarios.steps.words import says

# QuickBooks' lists: what a scenario calls a field → entity, the reference's name, what Configure calls it.
LISTS = {
    "terms": ("Term", "SalesTermRef", "Terms"),
    "class": ("Class", "ClassRef", "Class"),
    "class of new lines": ("Class", "Line.ClassRef", "Class of new lines"),
    "location": ("Department", "DepartmentRef", "Location"),
    "payment method": ("PaymentMethod", "PaymentMethodRef", "Payment method"),
    "customer type": ("CustomerType", "CustomerTypeRef", "Customer type"),
}
SHIP_VIA = "ShipMethodRef"  # whose values no call tells
PROPERTIES = "/crm/v3/properties"
SHOW = "Show what this means"
LEFT_BLANK = "Leave blank, with a remark"
NOTHING = "None: what has it fails"


def name_of(label: str) -> str:
    return label.lower().replace(" ", "_")


def options_of(play: Play, objects: str, label: str) -> list[Doc]:
    found: list[Doc] = play.in_hubspot("GET", f"{PROPERTIES}/{objects}/{name_of(label)}")["options"]
    return found


def option(play: Play, objects: str, label: str, text: str) -> str:
    """What HubSpot stores for one or several (`A and B`) of its options."""
    values = {one["label"]: one["value"] for one in options_of(play, objects, label)}
    return ";".join(values[part] for part in text.split(" and "))


def entry(play: Play, entity: str, name: str) -> str:
    found = (one for one in play.world.objects("quickbooks", entity.lower()) if one["Name"] == name)
    return str(only(found, name)["Id"])


# -- in HubSpot ----------------------------------------------------------------------------------------------------


@step(parsers.re(
    r'the (?P<objects>contacts|invoices) of HubSpot have the (?P<kind>list|checkboxes) "(?P<label>[^"]+)": (?P<texts>.+)'
))  # fmt: skip
def _(play: Play, objects: str, kind: str, label: str, texts: str) -> None:
    """A property of theirs with these options: `"Net 15", "Net 30"`."""
    options = [
        {"label": text, "value": f"v_{number}", "displayOrder": number, "hidden": False}
        for number, text in enumerate(re.findall(r'"([^"]+)"', texts))
    ]
    body = {"name": name_of(label), "label": label, "type": "enumeration", "options": options,
            "fieldType": "select" if kind == "list" else "checkbox",
            "groupName": "invoiceinformation" if objects == "invoices" else "contactinformation"}  # fmt: skip
    play.in_hubspot("POST", f"{PROPERTIES}/{objects}", body)


@step(parsers.re(r'"(?P<text>[^"]+)" is chosen for the (?P<label>[^"]+) of the contact (?P<name>.+) in HubSpot'))
def _(play: Play, text: str, label: str, name: str) -> None:
    play.edit("contacts", play.contact_here(name), **{name_of(label): option(play, "contacts", label, text)})


@step(parsers.re(r'"(?P<text>[^"]+)" is chosen for the (?P<label>[^"]+) of (?P<number>[\w./-]+) in HubSpot'))
def _(play: Play, text: str, label: str, number: str) -> None:
    """One option, or several of a field with checkboxes: `Net 15 and Net 30`."""
    play.edit("invoices", play.invoice_here(number), **{name_of(label): option(play, "invoices", label, text)})


@step(parsers.re(
    r'the option "(?P<text>[^"]+)" of the (?P<objects>contacts|invoices)\' (?P<label>[^"]+) is '
    r'(?P<what>deleted|hidden|renamed to "(?P<new>[^"]+)") in HubSpot'
))  # fmt: skip
def _(play: Play, text: str, objects: str, label: str, what: str, new: str | None) -> None:
    options = options_of(play, objects, label)
    one = only((each for each in options if each["label"] == text), text)
    if what == "deleted":
        options.remove(one)
    elif what == "hidden":
        one["hidden"] = True
    else:
        one["label"] = new
    play.in_hubspot("PATCH", f"{PROPERTIES}/{objects}/{name_of(label)}", {"options": options})


@then(parsers.re(r'HubSpot shows the (?P<label>[A-Z][^"]*) "(?P<text>[^"]*)" on (?P<number>[\w./-]+)'))
def _(play: Play, label: str, text: str, number: str) -> None:
    _holds(play, "invoices", label, text, play.hubspot(number).doc)


@then(parsers.re(r'HubSpot shows the (?P<label>[A-Z][^"]*) "(?P<text>[^"]*)" of the contact (?P<name>.+)'))
def _(play: Play, label: str, text: str, name: str) -> None:
    contact = play.contact_here(name)
    found = play.in_hubspot("GET", f"/crm/v3/objects/contacts/{contact}?properties={name_of(label)}")
    _holds(play, "contacts", label, text, found)


def _holds(play: Play, objects: str, label: str, text: str, doc: Doc) -> None:
    stored = doc["properties"].get(name_of(label)) or ""
    assert stored == (option(play, objects, label, text) if text else "")


# -- in QuickBooks -------------------------------------------------------------------------------------------------


@step(parsers.re(r"QuickBooks assigns (?P<what>classes to each row|one class to each transaction|locations)"))
def _(play: Play, what: str) -> None:
    switch = {"classes to each row": "ClassTrackingPerTxnLine", "one class to each transaction": "ClassTrackingPerTxn",
              "locations": "TrackDepartments"}[what]  # fmt: skip
    play.company_settings(AccountingInfoPrefs={switch: True})


@step(
    parsers.re(
        r'QuickBooks has the (?P<kind>terms|class|location|payment method|customer type)(?:e?s)? (?P<texts>"[^"]+"(?:, "[^"]+")*)'
    )
)
def _(play: Play, kind: str, texts: str) -> None:
    for text in re.findall(r'"([^"]+)"', texts):
        more = {"DueDays": int(re.sub(r"\D", "", text) or 0), "Type": "STANDARD"} if kind == "terms" else {}
        play.in_quickbooks(LISTS[kind][0], {"Name": text, **more})


@step(parsers.re(
    r'"(?P<text>[^"]+)" is chosen for the (?P<kind>terms|class|location) of (?P<number>[\w./-]+) in QuickBooks'
))  # fmt: skip
def _(play: Play, text: str, kind: str, number: str) -> None:
    entity, field, _ = LISTS[kind]
    due = {"DueDate": play.invoice_there(number)["DueDate"]}  # the page keeps the day that stands there
    change_bill(play, number, **{field: ref(entry(play, entity, text)), **due})


@step(parsers.re(
    r'"(?P<text>[^"]+)" is chosen for the (?P<kind>terms|payment method|customer type) of the customer (?P<name>.+) in QuickBooks'
))  # fmt: skip
def _(play: Play, text: str, kind: str, name: str) -> None:
    entity, field, _ = LISTS[kind]
    play.change("Customer", play.customer_there(name), **{field: ref(entry(play, entity, text))})


@step(parsers.re(
    r'the (?P<kind>terms|class|location|payment method) "(?P<text>[^"]+)" (?:is|are) '
    r'(?P<what>made inactive|renamed to "(?P<new>[^"]+)") in QuickBooks'
))  # fmt: skip
def _(play: Play, kind: str, text: str, what: str, new: str | None) -> None:
    entity = LISTS[kind][0]
    play.change(entity, entry(play, entity, text), Name=new or text, **({} if new else {"Active": False}))


@then(parsers.re(
    r'QuickBooks shows the (?P<kind>terms|class|location) "(?P<text>[^"]*)" on (?P<number>[\w./-]+)'
))  # fmt: skip
def _(play: Play, kind: str, text: str, number: str) -> None:
    _refers(play, kind, text, play.invoice_there(number))


@then(parsers.re(
    r'QuickBooks shows the (?P<kind>terms|payment method|customer type) "(?P<text>[^"]*)" of the customer (?P<name>.+)'
))  # fmt: skip
def _(play: Play, kind: str, text: str, name: str) -> None:
    _refers(play, kind, text, play.named_there("Customer", name))


@then(parsers.re(r'QuickBooks shows the ship via "(?P<text>[^"]*)" on (?P<number>[\w./-]+)'))
def _(play: Play, text: str, number: str) -> None:
    assert (play.invoice_there(number).get(SHIP_VIA) or {}).get("value", "") == text


def _refers(play: Play, kind: str, text: str, doc: Doc) -> None:
    entity, field, _ = LISTS[kind]
    found = (doc.get(field) or {}).get("value", "")
    assert found == (entry(play, entity, text) if text else "")


# -- how they are mapped -------------------------------------------------------------------------------------------


@step(parsers.re(
    r"the (?P<label>[A-Z][^\"]*) of (?P<objects>contacts|invoices) (?:is|are) mapped to the (?P<kind>terms|class|location|"
    r"class of new lines|payment method|customer type) of QuickBooks(?P<also>, also for what is linked)?:"
))  # fmt: skip
def _(play: Play, label: str, objects: str, kind: str, also: str | None, datatable: list[list[str]]) -> None:
    """On the Configure page. A row per HubSpot option; in the column `back` "yes" marks it as the way back, "only" says
    that nothing but the way back is meant."""
    play.run(full=True)  # the accounts are read anew, as with “Check again”
    page = f"syncs/{objects}/configure/"
    hubspot, quickbooks = name_of(label), LISTS[kind][1]
    asked = {"new_hubspot": hubspot, "new_quickbooks": quickbooks, "values": f"{hubspot}|{quickbooks}"}
    if play.sync_of(objects).mappings.filter(hubspot_field=hubspot, quickbooks_field=quickbooks).exists():
        asked["instead_of"] = f"{hubspot}|{quickbooks}"
    there, back = _answers(play, objects, rows_of(datatable))
    # What script does at once: the way back is asked for with the way there known.
    asked |= _sent(Screen(play).open(f"{page}?{urlencode(asked)}"), there)
    where = f"{page}?{urlencode(asked)}"
    if also:
        back |= {_also(Screen(play).open(where)): "yes"}
    play.said = words(Screen(play).press(where, "Save" if "instead_of" in asked else "Create", there | back))
    save(play, objects)


@step(parsers.re(r"the (?P<label>[A-Z][^\"]*) of invoices is mapped to the ship via of QuickBooks"))
def _(play: Play, label: str) -> None:
    play.run(full=True)
    query = urlencode({"new_hubspot": name_of(label), "new_quickbooks": SHIP_VIA})
    Screen(play).press(f"syncs/invoices/configure/?{query}", "Create", {})
    save(play, "invoices")


def _answers(play: Play, objects: str, rows: list[dict[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    inbound = play.sync_of(objects).direction == Direction.TO_HUBSPOT
    ahead = [row for row in rows if row.get("back") != "only" and not inbound]
    there = {row["HubSpot"]: row.get("QuickBooks", NOTHING) for row in ahead}
    behind = [row for row in rows if row.get("back") or inbound]
    return there, {f"{row['QuickBooks']} in QuickBooks": row.get("HubSpot", NOTHING) for row in behind}


def _sent(page: str, typed: dict[str, str]) -> dict[str, str]:
    fields = [one for form in forms_of(page) for one in form.fields if one.name.startswith("there:")]
    assert set(typed) <= {one.label for one in fields}, [one.label for one in fields]
    return {one.name: one.options[typed[one.label]] for one in fields if one.label in typed}


def _also(page: str) -> str:
    """The label of the choice that takes in what is linked, which says how many that are."""
    labels = [one.label for form in forms_of(page) for one in form.fields]
    return next(label for label in labels if label.startswith("Also the "))


@step("the payment methods are chosen:")
def _(play: Play, datatable: list[list[str]]) -> None:
    """On the Configure page: a row per method of HubSpot; "yes" in the column `back` marks it among several."""
    rows, page = rows_of(datatable), "syncs/invoices/configure/"
    Screen(play).press(page, SHOW, {row["HubSpot"]: row.get("QuickBooks", LEFT_BLANK) for row in rows})
    back = {f"{row['QuickBooks']} in QuickBooks": row["HubSpot"] for row in rows if row.get("back")}
    Screen(play).press(page, SHOW, back)
    save(play, "invoices")


@step(parsers.re(r'(?P<amount>[\d.]+) is paid on (?P<number>[\w./-]+) in QuickBooks by "(?P<method>[^"]+)"'))
def _(play: Play, amount: str, number: str, method: str) -> None:
    bill = play.invoice_there(number)
    by = {"PaymentMethodRef": ref(entry(play, "PaymentMethod", method))}
    play.pay_there(bill["CustomerRef"]["value"], {bill["Id"]: amount}, **by)


@then(says('the mapped fields of {objects:Objects} say "{text:Text}"'))
def _(play: Play, objects: str, text: str) -> None:
    """After the accounts were read anew."""
    play.run(full=True)
    told = words(Screen(play).open(f"syncs/{objects}/configure/"))
    assert text in told, told[:3000]
