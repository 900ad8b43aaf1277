"""Members: who they are, inviting, roles, and the page that an invitation opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions import members as actions
from syncapp.storage.models import Invitation
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.members.forms import InviteForm, JoinForm, choices

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
@allowed(Right.VIEW)
def members(request: MemberRequest) -> HttpResponse:
    return _page(request, InviteForm(by=request.membership))


@require_POST
@allowed(Right.MEMBERS)
def invite(request: MemberRequest) -> HttpResponse:
    """The link is shown once, here: who has it and the address can join."""
    form = InviteForm(request.POST, by=request.membership)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        invited = actions.invite(request.workspace, **form.cleaned_data, by=request.membership)
    except actions.MemberRefused as refusal:
        form.add_error("email", str(refusal))
        return _page(request, form, status=422)
    link = f"{settings.PUBLIC_URL}{reverse('invitation', args=[invited.secret])}"
    _send(invited.invitation, link)
    return _page(request, InviteForm(by=request.membership), link=link, invited=invited.invitation)


@require_POST
@allowed(Right.MEMBERS)
def change_role(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(request.workspace.memberships.select_related("user", "workspace"), pk=pk)
    try:
        actions.change_role(
            member, request.POST.get("role", ""), by=request.membership, stood=request.POST.get("stood", "")
        )
        messages.success(request, f"{member.user.email} is now {member.role}.")
    except actions.MemberRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("members", request.workspace.slug)


@require_POST
@allowed(Right.MEMBERS)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(request.workspace.memberships.select_related("user", "workspace"), pk=pk)
    try:
        actions.remove(member, by=request.membership, stood=request.POST.get("stood", ""))
        messages.success(request, f"{member.user.email} is no longer a member.")
    except actions.MemberRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("members", request.workspace.slug)
    return redirect("start") if member.user_id == request.user.pk else redirect("members", request.workspace.slug)


@require_POST
@allowed(Right.MEMBERS)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(actions.open_invitations(request.workspace, timezone.now()), pk=pk)
    actions.withdraw(invitation, by=request.membership)
    messages.success(request, f"The invitation of {invitation.email} is withdrawn.")
    return redirect("members", request.workspace.slug)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Joining: by one click for who is signed in with the invited address, else with a new account."""
    found = actions.find_invitation(secret)
    if found is None:
        return render(request, "members/invitation_over.html", status=404)
    if request.user.is_authenticated:
        return _join_signed_in(request, found)
    if User.objects.filter(email__iexact=found.email).exists():
        return render(request, "members/invitation.html", {"invitation": found, "has_account": True})
    return _join_new(request, found)


def _join_signed_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST" and user.email.lower() == found.email:
        try:
            actions.accept(found, user)
        except actions.MemberRefused:
            return render(request, "members/invitation_over.html", status=404)
        return redirect("home", found.workspace.slug)
    wrong = user.email.lower() != found.email
    return render(request, "members/invitation.html", {"invitation": found, "wrong": wrong, "joining": not wrong})


def _join_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, email=found.email)
    if form.is_valid():
        try:
            user = actions.join_as_new(found, form.cleaned_data["name"], form.cleaned_data["password"])
        except actions.MemberRefused:
            return render(request, "members/invitation_over.html", status=404)
        login(request, user, backend=BACKEND)
        return redirect("home", found.workspace.slug)
    status = 422 if form.is_bound else 200
    return render(request, "members/invitation.html", {"invitation": found, "form": form}, status=status)


def _page(
    request: MemberRequest, form: InviteForm, *, status: int = 200, link: str = "", invited: Invitation | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "link": link,
        "invited": invited,
        "members": request.workspace.memberships.select_related("user").order_by("user__email"),
        "invitations": actions.open_invitations(request.workspace, timezone.now()).select_related("invited_by"),
        "roles": choices(request.membership),
    }
    return render(request, "members/page.html", context, status=status)


def _send(invitation: Invitation, link: str) -> None:
    text = render_to_string("members/invitation.txt", {"invitation": invitation, "link": link})
    subject = f"{invitation.workspace.name} on syncapp: you are invited"
    send_mail(subject, text, None, [invitation.email], fail_silently=True)
