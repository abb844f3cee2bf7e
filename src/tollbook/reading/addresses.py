"""Which addresses a page may be fetched from: web pages on the public internet, and nothing else.

A person gives an address, and the page that answers may redirect to any other. Without bounds a
stranger's page could make Tollbook ask machines that only it can reach: the router, a database on
this machine, the store of keys of a cloud.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
_MOST_CHARS = 2_000
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_.])?|[0-9a-f:.]{2,45}")
_SAFE = "!$%&'()*+,;=:@/?~"  # what an address may hold besides letters, digits and "-._"

# Reserved ranges that `is_global` of some versions of Python lets through.
_REFUSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's router; one cloud has its metadata here
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by number, the inside of a cloud by use
        "169.254.0.0/16",  # link-local, and the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")  # all that is given out; every private range is outside
_NAT64 = IPv6Network("64:ff9b::/96")
_REFUSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries any IPv4 address
        "3fff::/20",
    )
)


class RefusedAddressError(Exception):
    """An address that is not fetched; the message says why, and fits behind the address."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page, taken apart once, so that what is checked is what is asked."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def of(cls, words: str) -> Address:
        """The address that a person gave.

        Raises:
            RefusedAddressError: it is none of a page on the web.
        """
        words = words.strip()
        if len(words) > _MOST_CHARS:
            raise RefusedAddressError(f"the address is longer than {_MOST_CHARS:,} characters")
        if not words.isprintable() or " " in words or "\\" in words:
            raise RefusedAddressError("the address has characters in it that no address has")
        try:
            parts = urlsplit(words)
            port = parts.port
        except ValueError:
            raise RefusedAddressError("this is not an address") from None
        if parts.scheme not in _PORTS:
            raise RefusedAddressError("only addresses that begin with https:// or http:// are read")
        if "@" in parts.netloc:
            raise RefusedAddressError("an address with a name or password in it is not read")
        usual = _PORTS[parts.scheme]
        if port not in (None, usual):
            raise RefusedAddressError(f"only the usual port of {parts.scheme} ({usual}) is asked")
        return cls(parts.scheme, _host(parts), usual, _target(parts))

    def redirected(self, location: str) -> Address:
        """Where a redirect from here leads; it is checked like any other address."""
        return Address.of(urljoin(str(self), location))

    def __str__(self) -> str:
        """The address in one form."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{self.target}"


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise RefusedAddressError("the address names no site")
    return host


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet.

    >>> is_public("8.8.8.8"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        found = ip_address(address)
    except ValueError:  # also one with a zone, as "fe80::1%eth0"
        return False
    if isinstance(found, IPv4Address):
        return _is_public_4(found)
    if found.ipv4_mapped:
        return _is_public_4(found.ipv4_mapped)
    if found in _NAT64:  # how a network without IPv4 reaches it: the last four bytes are the site's
        return _is_public_4(IPv4Address(found.packed[-4:]))
    return _is_public_6(found)


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _REFUSED_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address not in _PUBLIC_6 or any(address in network for network in _REFUSED_6):
        return False
    return address.is_global and not address.is_multicast
