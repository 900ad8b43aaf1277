"""Posting to an address that a person has typed in. Nothing of this server's own network is reached by it (SEC33).

1. The address is https, without a user; the host is not a private one by its number.
2. The host is resolved once, and every address of it must be public.
3. The connection goes to an address that was checked, and TLS asks for the host by name: whatever the name resolves
   to a moment later makes no difference.
4. No redirect is followed, and of the answer only the beginning is read, within a deadline for the whole exchange.

Hosts that whoever runs the server has named (`trusted`) may be private, and are posted to over plain http too.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import certifi
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Timeout

from syncapp.connectors.deadline import Watch, watched_pool

LONGEST = 500  # characters of an address
SECONDS, CONNECT = 15.0, 5.0
READ = 300  # bytes of an answer
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unsafe(Exception):
    """Nothing is posted there; the text says why."""


class Unreachable(Exception):
    """No answer came; the text says why. A later try may help."""


@dataclass(frozen=True)
class Target:
    secure: bool
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class Answer:
    status: int
    text: str  # its beginning

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


def target_of(url: str, trusted: Collection[str] = ()) -> Target:
    """Where an address leads, so far as it tells by itself; raises Unsafe."""
    if len(url) > LONGEST or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        raise Unsafe("This is not an address.")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise Unsafe("This is not an address.") from error
    if parts.scheme not in ("https", "http") or not host:
        raise Unsafe("An address begins with https://.")
    if parts.scheme == "http" and host not in trusted:
        raise Unsafe("The address must begin with https://, so that nobody on the way reads or changes what is sent.")
    if parts.username is not None or parts.password is not None:
        raise Unsafe("Leave the user and the password out of the address: each message is signed.")
    secure = parts.scheme == "https"
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    if not path.isascii() or not host.isascii():
        raise Unsafe("Write the address in plain letters, as a browser's address bar copies it.")
    return Target(secure, host, port or (443 if secure else 80), path)


def resolved(target: Target, trusted: Collection[str] = ()) -> str:
    """The number to connect to; raises Unsafe where any number of the host is not public, Unreachable where none is known."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"There is no host {target.host}.") from error
    numbers = [str(one[4][0]).partition("%")[0] for one in found]
    if not numbers:
        raise Unreachable(f"There is no host {target.host}.")
    if target.host not in trusted and not all(_is_public(ipaddress.ip_address(one)) for one in numbers):
        raise Unsafe(f"{target.host} is in a private network. Only addresses on the internet can be posted to.")
    return numbers[0]


def _is_public(address: Address) -> bool:
    """Also where an IPv6 address stands for one of IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address in _NAT64:
            return False
    return address.is_global and not address.is_multicast


def post(url: str, body: bytes, headers: Mapping[str, str], *, trusted: Collection[str] = ()) -> Answer:
    """One try; raises Unsafe or Unreachable."""
    target = target_of(url, trusted)
    number = resolved(target, trusted)
    pool = _pool(target, number)
    sent = {**headers, "Host": _host(target)}
    try:
        with Watch(SECONDS) as watch:
            response = pool.urlopen(
                "POST", target.path, body, sent, redirect=False, retries=False, preload_content=False,
                timeout=Timeout(connect=CONNECT, read=SECONDS),
            )  # fmt: skip
            return Answer(response.status, _beginning(response))
    except (HTTPError, OSError) as error:
        if watch.expired:
            raise Unreachable(f"It did not answer within {SECONDS:.0f} seconds.") from error
        raise Unreachable(f"It could not be reached: {_reason(error)}.") from error
    finally:
        pool.close()


def _beginning(response: BaseHTTPResponse) -> str:
    """The status has come, whatever becomes of the rest."""
    try:
        return response.read(READ).decode(errors="replace")
    except (HTTPError, OSError):
        return ""


def _pool(target: Target, number: str) -> HTTPConnectionPool:
    if not target.secure:
        return watched_pool("http")(number, target.port)
    return watched_pool("https")(
        number, target.port, server_hostname=target.host, assert_hostname=target.host, cert_reqs="CERT_REQUIRED", ca_certs=certifi.where(),
    )  # fmt: skip


def _host(target: Target) -> str:
    usual = 443 if target.secure else 80
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == usual else f"{host}:{target.port}"


def _reason(error: Exception) -> str:
    """Of what kind; its text would tell what answers in which network."""
    return {"NewConnectionError": "the connection was refused", "SSLError": "its certificate is not good", "ConnectTimeoutError": "it does not answer"}.get(
        type(error).__name__, "the connection broke off"
    )  # fmt: skip
