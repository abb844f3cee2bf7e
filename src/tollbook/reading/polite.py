"""Being a polite visitor: a pause between two requests to a host, and what its robots.txt asks.

`Visitor.before` is called before each request, those of redirects among them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.robotparser import RobotFileParser

from tollbook.model.problem import Problem
from tollbook.reading.addresses import Address, RefusedAddressError
from tollbook.reading.fetch import Fetched, Network, RefusedBySite, Request, fetch
from tollbook.settings import Safety, Settings

AGENT = "Tollbook"
"""What a robots.txt calls this program."""

FORBIDDEN = "its robots.txt asks programs to stay away"
_PURPOSE = "watches feeds for a person; respects robots.txt"
_CLIENT_ERRORS = range(400, 500)
_TOO_MANY = 429
_NOTHING = ["User-agent: *", "Disallow: /"]


@dataclass
class Visitor:
    """Asks hosts one request at a time, `pause` seconds apart or more where a host wants more."""

    settings: Settings
    safety: Safety
    pause: float
    network: Network = field(default_factory=Network)
    wait: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[tuple[str, str], RobotFileParser | str] = field(default_factory=dict)

    def begin_round(self) -> None:
        """Forget what each robots.txt said: it may have changed since the last round."""
        self._robots.clear()

    def fetch(self, words: str, request: Request) -> Fetched | Problem:
        """Fetch a page or a feed, if its site lets programs have it."""
        request = replace(request, purpose=_PURPOSE, before=self._before)
        return fetch(words, self.settings, self.safety, self.network, request)

    def _before(self, address: Address) -> None:
        """Wait until the host may be asked again.

        Raises:
            RefusedAddressError: its robots.txt forbids the address, or the host is not there.
        """
        robots = self._rules(address)
        if isinstance(robots, str):
            raise RefusedAddressError(robots)
        if not robots.can_fetch(AGENT, str(address)):
            raise RefusedAddressError(FORBIDDEN)
        wanted = float(robots.crawl_delay(AGENT) or 0)
        self._pace(address, max(self.pause, min(wanted, self.safety.longest_pause)))

    def _pace(self, address: Address, pause: float) -> None:
        last = self._asked.get(address.host)
        if last is not None and (left := last + pause - self.network.now()) > 0:
            self.wait(left)
        self._asked[address.host] = self.network.now()

    def _rules(self, address: Address) -> RobotFileParser | str:
        """What the robots.txt of a host says, or why it can't be asked; once a round.

        As RFC 9309 has it: all is allowed where there is none, nothing where the site fails.
        """
        key = (address.scheme, address.host)
        if key not in self._robots:
            self._robots[key] = self._asked_for_rules(replace(address, target="/robots.txt"))
        return self._robots[key]

    def _asked_for_rules(self, address: Address) -> RobotFileParser | str:
        request = Request(
            purpose=_PURPOSE,
            accept="text/plain, */*;q=0.1",
            kinds=None,
            before=lambda one: self._pace(one, self.pause),
        )
        bounded = replace(self.settings, max_document_bytes=self.safety.robots_bytes)
        found = fetch(str(address), bounded, self.safety, self.network, request)
        if isinstance(found, Problem) and not isinstance(found, RefusedBySite):
            return found.what
        if isinstance(found, Problem):
            absent = found.status in _CLIENT_ERRORS and found.status != _TOO_MANY
            return _rules_of([] if absent else _NOTHING)
        try:
            return _rules_of(found.data.decode("utf-8", "replace").splitlines())
        except ValueError:  # it names an address that is none
            return _rules_of(_NOTHING)


def _rules_of(lines: list[str]) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(lines)
    return rules
