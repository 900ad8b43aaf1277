"""Small pages on each port where a person is the user of that vendor. Plain HTML forms; no script."""
