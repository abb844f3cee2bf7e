"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from fastapi import Depends, HTTPException, Request

from tollbook.model.account import Action, Identity, actions_of
from tollbook.model.decision import REVIEW_KINDS, DecisionKind

__all__ = [
    "EVERYTHING",
    "NOBODY",
    "Action",
    "Asking",
    "Person",
    "asking",
    "needs",
    "require_to_undo",
]

EVERYTHING: frozenset[Action] = frozenset(get_args(Action))


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is at the other end, by the name that their decisions carry.

    `token` is the id of the API token that was shown, None where a person asks; `signed_in` whether
    they have an account. `sees_names` says whether they see the names of private persons.
    """

    name: str
    may: frozenset[Action]
    signed_in: bool = False
    token: str | None = None
    sees_names: bool = True

    @classmethod
    def of(cls, identity: Identity, *, sees_names: bool) -> Person:
        """The person of an account."""
        may = actions_of(identity.role)
        if not sees_names:  # nobody decides on words that they may not see
            may &= {"look"}
        return cls(identity.name, may, True, identity.token, sees_names)


NOBODY = Person("", may=frozenset(), sees_names=False)
"""Whoever has yet to sign in."""


def needs(action: Action) -> Any:
    """The dependency of a route that only those may use who may do `action`."""
    return Depends(_allowed(action))


def _allowed(action: Action) -> Callable[[Request], Person]:
    def person(request: Request) -> Person:
        found: Person = request.state.person
        if found is NOBODY:
            raise HTTPException(401, "Sign in first.")
        if action not in found.may:
            raise HTTPException(403, f"{found.name} may not do this; ask an administrator")
        return found

    person.needs = action  # type: ignore[attr-defined]  # so that a test can list what routes need
    return person


def require_to_undo(person: Person, kind: DecisionKind) -> None:
    """Refuse to let somebody undo a decision of a kind that they could not make themselves.

    Raises:
        HTTPException: they may review statements, but not decide on this.
    """
    if kind not in (*REVIEW_KINDS, "code") and "decide" not in person.may:
        raise HTTPException(403, f"{person.name} may not undo this; ask an editor")


def asking(request: Request) -> Person:
    """The person of a request that got through `needs`."""
    found: Person = request.state.person
    return found


Asking = Annotated[Person, Depends(asking)]
