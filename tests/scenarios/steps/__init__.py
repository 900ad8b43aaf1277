"""The sentences of the scenarios. A sentence stands in the file of its subject; docs/contributing.md lists them."""
