"""Members: inviting, joining once, roles, leaving; an owner always remains."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from syncapp.storage.models import Activity, Invitation, Membership
from tests.web.conftest import Shop, person, queries

PAGE, INVITE = "settings/members/", "settings/members/invite/"


def invited(shop: Shop, email: str = "new@example.com", role: str = "bookkeeper", by: str = "owner") -> str:
    """The link, as the page shows it once."""
    content = shop.client(by).post(shop.url(INVITE), {"email": email, "role": role}).content.decode()
    match = re.search(r'value="(http[^"]+/accounts/invitation/[^"]+)"', content)
    assert match, content
    return match[1].partition("8000")[2]


JOIN = {"name": "Nora New", "password": "a long password 4 me", "again": "a long password 4 me"}


def test_an_invitation_lets_its_address_in_once(shop: Shop) -> None:  # SEC39, B12
    link = invited(shop)
    client = Client()
    assert "new@example.com" in client.get(link).content.decode()
    assert client.post(link, JOIN)["Location"] == "/fernhill/"
    assert client.get(shop.url()).status_code == 200
    member = Membership.objects.get(user__email="new@example.com")
    assert (member.role, member.workspace, member.user.get_full_name()) == ("bookkeeper", shop.workspace, "Nora New")
    assert Client().get(link).status_code == 404
    assert Client().post(link, JOIN).status_code == 404
    assert set(Activity.objects.values_list("kind", flat=True)) >= {"member_invited", "member_joined"}


def test_the_link_is_mailed_and_only_its_hash_is_kept(shop: Shop) -> None:
    link = invited(shop)
    assert link in mail.outbox[0].body
    assert mail.outbox[0].to == ["new@example.com"]
    secret = link.split("/")[-2]
    assert secret not in str(Invitation.objects.values())
    assert secret not in str(Activity.objects.values())
    assert link not in shop.client("owner").get(shop.url(PAGE)).content.decode()


@override_settings(MAIL_IS_SET=False)
def test_without_mail_the_link_is_to_be_handed_on(shop: Shop) -> None:
    content = shop.client("owner").post(shop.url(INVITE), {"email": "n@example.com", "role": "viewer"}).content.decode()
    assert "No mail is set up here, so give them this link yourself." in content


def test_an_invitation_ends_after_a_week(shop: Shop) -> None:  # SEC39
    link = invited(shop)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 404


def test_an_invitation_is_withdrawn(shop: Shop) -> None:
    link = invited(shop)
    shop.client("admin").post(shop.url(f"{PAGE}invitations/{Invitation.objects.get().pk}/withdraw/"))
    assert Client().post(link, JOIN).status_code == 404


def test_a_second_invitation_ends_the_first(shop: Shop) -> None:
    first, second = invited(shop), invited(shop, role="viewer")
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_who_has_an_account_signs_in_to_join(shop: Shop) -> None:
    link = invited(shop, "stranger@example.com")
    assert "Sign in to join" in Client().get(link).content.decode()
    client = shop.client("stranger")
    assert client.post(link)["Location"] == "/fernhill/"
    assert client.get(shop.url()).status_code == 200


def test_somebody_else_cannot_use_it(shop: Shop) -> None:  # SEC39
    link = invited(shop)
    client = shop.client("stranger")
    assert "You are signed in as stranger@example.com" in client.get(link).content.decode()
    client.post(link)
    assert not Membership.objects.filter(workspace=shop.workspace, user=shop.people["stranger"]).exists()


def test_a_guessed_link_opens_nothing(shop: Shop) -> None:
    invited(shop)
    assert Client().get("/accounts/invitation/guessed/").status_code == 404


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"again": "another one entirely"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "too short"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_used_up(
    shop: Shop, form: dict[str, str], said: str
) -> None:
    link = invited(shop)
    answer = Client().post(link, {**JOIN, **form})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Client().get(link).status_code == 200
    assert not User.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"email": "not an address", "role": "viewer"}, "Enter a valid email address."),
        ({"email": "viewer@example.com", "role": "viewer"}, "is a member already"),
        ({"email": "n@example.com", "role": "emperor"}, "not one of the available choices"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(shop: Shop, form: dict[str, str], said: str) -> None:
    answer = shop.client("owner").post(shop.url(INVITE), form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert form["email"] in answer.content.decode()


def test_an_admin_makes_and_touches_no_owner(shop: Shop) -> None:  # B12
    client, owner = shop.client("admin"), shop.membership("owner")
    assert client.post(shop.url(INVITE), {"email": "n@example.com", "role": "owner"}).status_code == 422
    client.post(shop.url(f"{PAGE}{shop.membership('viewer').pk}/role/"), {"role": "owner"})
    client.post(shop.url(f"{PAGE}{owner.pk}/role/"), {"role": "viewer"})
    client.post(shop.url(f"{PAGE}{owner.pk}/remove/"))
    assert shop.membership("owner").role == "owner"
    assert shop.membership("viewer").role == "viewer"


def test_a_workspace_keeps_an_owner(shop: Shop) -> None:
    client, owner = shop.client("owner"), shop.membership("owner")
    answer = client.post(shop.url(f"{PAGE}{owner.pk}/role/"), {"role": "admin"}, follow=True)
    assert "A workspace needs an owner." in answer.content.decode()
    client.post(shop.url(f"{PAGE}{owner.pk}/remove/"))
    assert shop.membership("owner").role == "owner"


def test_an_owner_may_go_when_another_stays(shop: Shop) -> None:
    second = person("second", shop.workspace, "owner")
    answer = shop.client("owner").post(shop.url(f"{PAGE}{shop.membership('owner').pk}/remove/"))
    assert answer["Location"] == "/"
    assert Membership.objects.get(workspace=shop.workspace, role="owner").user == second


def test_a_changed_role_counts_at_once_and_is_written_down(shop: Shop) -> None:
    client = shop.client("viewer")
    assert client.post(shop.url("pause/")).status_code == 403
    shop.client("admin").post(shop.url(f"{PAGE}{shop.membership('viewer').pk}/role/"), {"role": "bookkeeper"})
    assert client.post(shop.url("pause/")).status_code == 302
    entry = Activity.objects.get(kind="role_changed")
    assert entry.changes == [{"field": "role", "from": "viewer", "to": "bookkeeper"}]
    assert (entry.actor, entry.reason) == (shop.people["admin"], "viewer@example.com")


def test_a_role_is_not_changed_over_one_that_somebody_else_has_given(shop: Shop) -> None:
    address = shop.url(f"{PAGE}{shop.membership('viewer').pk}/role/")
    shop.client("admin").post(address, {"role": "bookkeeper", "stood": "viewer"})
    page = shop.client("owner").post(address, {"role": "admin", "stood": "viewer"}, follow=True).content.decode()
    assert (
        "admin@example.com has changed the role of viewer@example.com to Bookkeeper since this page was opened." in page
    )
    assert shop.membership("viewer").role == "bookkeeper"
    shop.client("owner").post(address, {"role": "admin", "stood": "bookkeeper"})  # as the page shows it now
    assert shop.membership("viewer").role == "admin"


def test_who_was_given_another_role_meanwhile_is_not_removed_unseen(shop: Shop) -> None:
    member = shop.membership("viewer")
    address = shop.url(f"{PAGE}{member.pk}/remove/")
    assert 'name="stood" value="viewer"' in form_of(shop, address)
    shop.client("admin").post(shop.url(f"{PAGE}{member.pk}/role/"), {"role": "bookkeeper", "stood": "viewer"})
    page = shop.client("owner").post(address, {"stood": "viewer"}, follow=True).content.decode()
    assert (
        "admin@example.com has changed the role of viewer@example.com to Bookkeeper since this page was opened." in page
    )
    assert "Remove them again if they are to go all the same." in page
    assert Membership.objects.filter(pk=member.pk).exists()
    shop.client("owner").post(address, {"stood": "bookkeeper"})  # as the page shows it now
    assert not Membership.objects.filter(pk=member.pk).exists()


def form_of(shop: Shop, address: str) -> str:
    page = shop.client("owner").get(shop.url(PAGE)).content.decode()
    return page.partition(f'action="{address}"')[2].partition("</form>")[0]


def test_who_is_removed_finds_nothing_any_more(shop: Shop) -> None:
    client = shop.client("viewer")
    shop.client("owner").post(shop.url(f"{PAGE}{shop.membership('viewer').pk}/remove/"))
    assert client.get(shop.url()).status_code == 404


def test_members_of_other_workspaces_are_out_of_reach(shop: Shop) -> None:  # SEC2
    foreign = Membership.objects.get(workspace=shop.other)
    client = shop.client("owner")
    assert client.post(shop.url(f"{PAGE}{foreign.pk}/remove/")).status_code == 404
    assert client.post(shop.url(f"{PAGE}{foreign.pk}/role/"), {"role": "viewer"}).status_code == 404


def test_extra_keys_in_a_form_are_ignored(shop: Shop) -> None:  # SEC50
    shop.client("admin").post(
        shop.url(INVITE),
        {"email": "n@example.com", "role": "viewer", "workspace": shop.other.pk, "used_at": "2020-01-01"},
    )
    row = Invitation.objects.get()
    assert (row.workspace, row.used_at) == (shop.workspace, None)


def test_a_viewer_sees_who_belongs_and_no_buttons(shop: Shop) -> None:
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "bookkeeper@example.com" in content
    assert "Invite somebody" not in content
    assert "Remove" not in content


def test_it_asks_eight_times_at_most_however_many_members(shop: Shop) -> None:
    def asked() -> int:
        client = shop.client("owner")
        with queries() as captured:
            client.get(shop.url(PAGE))
        return len(captured)

    before = asked()
    for number in range(5):
        person(f"more{number}", shop.workspace, "viewer")
        invited(shop, f"open{number}@example.com")
    assert before == asked() <= 8
