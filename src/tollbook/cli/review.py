"""`confirm`, `correct`, `reject`, `add`, `undo`, `reviews`: people check what was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tollbook.cli.completion import statement_ids
from tollbook.cli.console import Output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    LOGIN,
    By,
    CaseName,
    Form,
    KnownOn,
    LedgerPath,
    Reason,
    example,
    one_of,
)
from tollbook.cli.printing import print_answers
from tollbook.model.review import REVIEW_STATES, Misfit, Review, ReviewState

if TYPE_CHECKING:
    from tollbook.model.decision import Decision

commands = typer.Typer()

Id = Annotated[
    str,
    typer.Argument(metavar="ID", autocompletion=statement_ids, help="A statement, like report#2."),
]
Expect = Annotated[
    int | None,
    typer.Option(
        metavar="ENTRY",
        min=0,
        help="Refuse if somebody decided on it after this entry; 0: at all.",
        show_default=False,
    ),
]
Changes = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE", help="Fields as in the wire format.", show_default=False),
]
Words = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=WORDS",
        help="Words of the document that show the value of a field. May be repeated.",
        show_default=False,
    ),
]


@commands.command(epilog=example("tollbook confirm harbour-wire#2"))
def confirm(
    identity: Id,
    reason: Annotated[
        str, typer.Option("--reason", metavar="WORDS", help="Why, where it needs to be said.")
    ] = "",
    by: By = LOGIN,
    expect: Expect = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Confirm that a statement is as its page has it."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        made = opened.confirm(identity, by=by, reason=reason, expect=expect)
    _say(identity, "confirmed", made)


@commands.command(
    epilog=example("tollbook reject harbour-wire#2 --reason 'the number of a flight'")
)
def reject(
    identity: Id,
    reason: Reason,
    by: By = LOGIN,
    expect: Expect = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Reject a statement that its page does not make.

    It counts nowhere from then on; 'tollbook reviews --state rejected' still shows it.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        made = opened.reject(identity, reason=reason, by=by, expect=expect)
    _say(identity, "rejected", made)


@commands.command(
    epilog=example(
        "tollbook correct harbour-wire#2 low=14 --reason 'fourteen, not forty'",
        "tollbook correct harbour-wire#2 origin='the mayor' period=2025-03-04 "
        "--words period='on Tuesday' --reason 'misread'",
    )
)
def correct(
    identity: Id,
    changes: Changes,
    reason: Reason,
    words: Words = None,
    by: By = LOGIN,
    expect: Expect = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Correct fields of a statement that were misread.

    FIELD is one of the wire format, or one of its parts (population.status=civilian); a value of
    none empties it.
    """
    from tollbook.app.library import open_ledger

    fields, shown = values_of(changes), pairs_of(words or [])
    with open_ledger(ledger) as opened:
        made = opened.correct(identity, fields, words=shown, reason=reason, by=by, expect=expect)
    _say(identity, "corrected", made)


@commands.command(
    epilog=example(
        "tollbook add harbour-wire measure=injured low=9 origin='a nurse' "
        "--over '9 soldiers were hurt' --reason missed"
    )
)
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id.")],
    fields: Changes,
    over: Annotated[
        str, typer.Option(metavar="WORDS", help="The words of the document that say it.")
    ],
    reason: Reason,
    words: Words = None,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Add a statement that was missed.

    It is a figure unless kind=KIND says otherwise, and the publisher speaks unless origin=NAME
    names somebody.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        start, end = opened.find_words(document, over)
        made = opened.add(
            document,
            values_of(fields),
            start=start,
            end=end,
            words=pairs_of(words or []),
            reason=reason,
            by=by,
        )
    _say(made.value, "added", made)


@commands.command(epilog=example("tollbook undo 12 --reason 'the page was right after all'"))
def undo(
    entry: Annotated[
        int, typer.Argument(metavar="ENTRY", help="As 'tollbook decisions' prints it.")
    ],
    reason: Reason,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Undo a decision of any kind; an undo can be undone as well."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        made = opened.undo(entry, reason=reason, by=by)
    _say(f"entry {entry}", "undone", made)


@commands.command(
    epilog=example(
        "tollbook reviews", "tollbook reviews --state rejected", "tollbook reviews --misfits"
    )
)
def reviews(
    state: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATE",
            callback=one_of(REVIEW_STATES),
            autocompletion=lambda: REVIEW_STATES,
            help=f"Only in this state: {', '.join(REVIEW_STATES)}. May be repeated.",
            show_default=False,
        ),
    ] = None,
    misfits: Annotated[
        bool, typer.Option("--misfits", help="Decisions that the newest reading has no place for.")
    ] = False,
    case: CaseName = None,
    known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List statements that people have looked at: what was read, who decided what, and why."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        if misfits:
            lost = opened.misfits(known_on=known_on)
            print_answers(lost, form, lost.shape, _lay_misfits, "Every decision has its place.")
            return
        wanted = cast("tuple[ReviewState, ...]", tuple(state or REVIEW_STATES[1:]))
        found = opened.reviews(state=wanted, case=case, known_on=known_on)
        print_answers(found, form, found.shape, _lay_reviews, "Nobody has decided on any such.")


def _lay_reviews(found: Iterable[Review]) -> None:
    from tollbook.publishing.reviews import review_lines

    Output().write("\n".join(map(review_lines, found)))


def _lay_misfits(found: Iterable[Misfit]) -> None:
    from tollbook.publishing.reviews import misfit_lines

    Output().write("\n".join(map(misfit_lines, found)))


def _say(subject: str, became: str, decision: Decision) -> None:
    Output().write(f"{subject}: {became} (entry {decision.entry}).\n")


def pairs_of(given: Iterable[str]) -> dict[str, str]:
    """What stands before and behind each equals sign."""
    pairs = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{text!r} is not FIELD=VALUE; write it like low=14.")
        pairs[name.strip()] = value.strip()
    return pairs


def values_of(given: Iterable[str]) -> dict[str, object]:
    """The values by field; parts of one ("place.country") are put together."""
    fields: dict[str, object] = {}
    for name, value in pairs_of(given).items():
        field, dot, part = name.partition(".")
        inner = fields.setdefault(field, {}) if dot else None
        if isinstance(inner, dict):
            inner[part] = value
        else:
            fields[field] = value
    return fields
