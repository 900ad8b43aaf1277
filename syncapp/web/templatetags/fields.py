"""Forms are drawn with our own fields."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Forms(TemplatesSetting):
    """Forms are drawn with our own fields: label, control, help below, error below that."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
