"""What is never logged or shown: tokens, secrets, codes, addresses of people, card numbers."""

from __future__ import annotations

import logging
import re
from urllib.parse import urlsplit

MASK = "***"
_HIDDEN_NAMES = (
    r"(?:access|refresh|id)_?token|client_?secret|client_assertion|code_verifier|code|state|password|passwd|secret"
    r"|api_?key|hapikey|token|authorization|cookie|set-cookie|sessionid|csrftoken|signature"
)
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(bearer|basic)(\s+|%20|\+)[\w.~+/=%:-]{4,}"), rf"\1 {MASK}"),
    (re.compile(r"(?i)\b((?:set-)?cookie)\s*:\s*[^\r\n]+"), rf"\1: {MASK}"),
    # name=value, "name": "value", name: value
    (
        re.compile(rf"""(?i)(?<![\w-])(["']?(?:{_HIDDEN_NAMES})["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&;,"'}}\]]+)"""),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?i)\b(token (?:expired|revoked)\s*:\s*)\S+"), rf"\1{MASK}"),
    (re.compile(r"\bpat-[a-z]{2,4}\d*-[\w-]{8,}"), MASK),
    (re.compile(r"\b[a-z]{2,4}\d-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f-]{8,}"), MASK),  # HubSpot codes and refresh tokens
    (re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}"), MASK),  # JSON web tokens
    (re.compile(r"\bAB\d{2}[\w-]{20,}"), MASK),  # QuickBooks refresh tokens and codes
    (re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"), MASK),
)
_CARD = re.compile(r"(?<![\d.-])[3-6]\d(?:[ -]?\d){11,17}(?![\d.-])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")


def redacted(text: str) -> str:
    """`text` without anything that opens a door or names a person; on one line."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    text = _CARD.sub(_masked_card, text)
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def _masked_card(found: re.Match[str]) -> str:
    """Company ids have as many digits as cards; the check digit tells most of them apart."""
    digits = [int(one) for one in found.group() if one.isdigit()]
    doubled = [one if place % 2 == 0 else sum(divmod(one * 2, 10)) for place, one in enumerate(reversed(digits))]
    return MASK if sum(doubled) % 10 == 0 else found.group()


def redacted_path(path: str) -> str:
    """A path for a log line: the names in its query, never their values."""
    parts = urlsplit(path)
    names = [part.partition("=")[0] for part in parts.query.split("&") if part]
    shown = redacted(parts.path)
    return f"{shown}?{'&'.join(f'{redacted(name)}={MASK}' for name in names)}" if names else shown


class RedactingFilter(logging.Filter):
    """For handlers: the finished message and the traceback go out redacted."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = "\n".join(redacted(line) for line in record.exc_text.splitlines())
        return True
