"""`manage.py config export|diff|apply` as surfaces.md describes it (B9)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from syncapp.storage.models import Activity, ObjectSync, SyncDraft
from tests.commands.conftest import Shell
from tests.web.conftest import Shop, shop  # noqa: F401 - a fixture
from tests.web.setup.conftest import set_up  # noqa: F401 - a fixture


@pytest.fixture
def file(set_up: Shop, shell: Shell, tmp_path: Path) -> Path:  # noqa: F811
    """The set-up as it stands, taken away."""
    path = tmp_path / "configuration.json"
    assert shell("config", "export", "--workspace", "fernhill", str(path)).code == 0
    return path


def change(file: Path, **settings: Any) -> None:
    told = json.loads(file.read_text())
    told["settings"] |= settings
    file.write_text(json.dumps(told))


def config(shell: Shell, what: str, *more: str) -> Any:
    return shell("config", what, "--workspace", "fernhill", *more)


def test_export_goes_to_a_file_or_to_standard_output(file: Path, shell: Shell) -> None:
    assert config(shell, "export").out == file.read_text()
    assert json.loads(file.read_text())["format"] == "syncapp configuration"


def test_diff_tells_by_its_exit_code_whether_something_would_change(file: Path, shell: Shell) -> None:
    ran = config(shell, "diff", str(file))
    assert (ran.code, ran.out) == (0, "Nothing would change.\n")

    change(file, polling_interval_seconds=600)
    ran = config(shell, "diff", str(file))
    assert ran.code == 1
    assert "  Polling interval: Standard → Every 10 minutes\n" in ran.out

    change(file, polling_interval_seconds=5)
    ran = config(shell, "diff", str(file))
    assert ran.code == 2
    assert "  settings.polling_interval_seconds: Choose between a minute and a day.\n" in ran.out


def test_apply_does_what_diff_says_and_a_second_time_nothing(set_up: Shop, file: Path, shell: Shell) -> None:  # noqa: F811
    set_up.turn_off("contact")
    told = json.loads(file.read_text())
    told["syncs"]["contacts"]["conflicts"] = "ask"
    file.write_text(json.dumps(told))
    change(file, polling_interval_seconds=600)

    ran = config(shell, "apply", str(file))

    assert ran.code == 0
    assert ran.out.endswith("Applied: Contact sync, 1 setting.\n")
    assert json.loads(config(shell, "export").out) == json.loads(file.read_text())
    assert Activity.objects.get(kind="configuration_applied").actor is None
    again = config(shell, "apply", str(file))
    assert (again.code, again.out) == (0, "Nothing would change.\n")


def test_what_is_on_is_left_to_a_review(set_up: Shop, file: Path, shell: Shell) -> None:  # B2 # noqa: F811
    told = json.loads(file.read_text())
    told["syncs"]["contacts"]["conflicts"] = "ask"
    file.write_text(json.dumps(told))

    ran = config(shell, "apply", str(file))
    assert (ran.code, "name with --by who will review it there" in ran.err) == (2, True)
    assert not SyncDraft.objects.exists()

    ran = config(shell, "apply", str(file), "--by", "admin@example.com")
    assert ran.code == 0
    assert "Contact sync needs the Review of admin@example.com." in ran.out
    assert SyncDraft.objects.get().user == set_up.people["admin"]
    assert ObjectSync.objects.get(workspace=set_up.workspace, object_type="contact").policy == "hubspot"


@pytest.mark.parametrize("email", ["viewer@example.com", "bookkeeper@example.com", "stranger@example.com", "x"])
def test_only_who_may_set_up_can_be_named(file: Path, shell: Shell, email: str) -> None:  # SEC6
    change(file, polling_interval_seconds=600)
    ran = config(shell, "apply", str(file), "--by", email)
    assert (ran.code, ran.err) == (2, f"{email} is no owner or admin of this workspace. Nothing was changed.\n")
    assert config(shell, "diff", str(file)).code == 1


def test_all_contacts_are_chosen_by_saying_how_many(set_up: Shop, file: Path, shell: Shell) -> None:  # A4 # noqa: F811
    set_up.turn_off("contact")
    set_up.record(object_type="contact", quickbooks_id=None, status="excluded", reason="not_invoiced")
    told = json.loads(file.read_text())
    told["syncs"]["contacts"]["outbound"] = "all"
    file.write_text(json.dumps(told))
    ran = config(shell, "apply", str(file))
    assert (ran.code, "Say so with --new-customers 1." in ran.err) == (2, True)
    assert config(shell, "apply", str(file), "--new-customers", "1").code == 0


@pytest.mark.parametrize("what", ["diff", "apply"])
def test_what_cannot_be_read_is_two(file: Path, shell: Shell, tmp_path: Path, what: str) -> None:
    ran = config(shell, what, str(tmp_path / "none.json"))
    assert (ran.code, ran.err.endswith("none.json cannot be read: No such file or directory.\n")) == (2, True)
    file.write_text("{")
    ran = config(shell, what, str(file))
    assert ran.code == 2
    assert ran.err.startswith("line 1, column 2: This is no JSON")
    assert shell("config", what, "--workspace", "nowhere", str(file)).code == 2
