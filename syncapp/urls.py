"""Addresses; the screens come with the next release."""

urlpatterns: list = []
