"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, HTTPException, Request

Action = Literal["look", "review", "add", "decide", "manage"]
"""What a route lets somebody do.

`look` at what is on record; `review` statements: confirm, correct, reject, add, code; `add`
documents; `decide`: settle, judge findings, mark predictions, join voices, confirm in bulk;
`manage` people and tokens.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is at the other end, by the name that their decisions carry."""

    name: str
    may: frozenset[Action]


def needs(action: Action) -> Any:
    """The dependency of a route that only those may use who may do `action`."""
    return Depends(_allowed(action))


def _allowed(action: Action) -> Callable[[Request], Person]:
    def person(request: Request) -> Person:
        found: Person = request.state.person
        if action not in found.may:
            raise HTTPException(403, f"{found.name} may not do this; ask an administrator")
        return found

    return person


def asking(request: Request) -> Person:
    """The person of a request that got through `needs`."""
    found: Person = request.state.person
    return found


Asking = Annotated[Person, Depends(asking)]
