"""Icons look as their package draws them."""

from __future__ import annotations

import pytest
from lucide import IconDoesNotExist, _render_icon

from syncapp.web.templatetags.icons import ICONS, icon


@pytest.mark.parametrize("name", ["home", "scale", "pending"])
@pytest.mark.parametrize("label", ["", 'Says "<so>" & more'])
def test_it_is_the_packages(name: str, label: str) -> None:
    said = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    drawn = _render_icon(ICONS[name], 16, **{"class": "icon small", "stroke-width": "1.75", **said})
    assert icon(name, label, "small") == drawn


def test_one_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IconDoesNotExist):
        icon("no such drawing")
