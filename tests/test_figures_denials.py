"""What is said not to be so is marked as denied; what is reported is asserted."""

from __future__ import annotations

import pytest

from test_figures import read
from tollbook.extraction.sentences.parse import Parser

DENIALS = [
    ("The army denied that 40 of its soldiers had been captured.", ["captured 40 denied"]),
    ("The ministry denied killing 12 civilians.", ["killed 12 denied"]),
    ("It is not true that 25 hostages were executed.", ["killed 25 denied"]),
    ("It is false that five nurses were kidnapped.", ["captured 5 denied"]),
    ("The governor rejected claims that 200 people had been killed.", ["killed 200 denied"]),
    (
        "Rebels dismissed as false reports that 60 fighters had surrendered.",
        ["surrendered 60 denied"],
    ),
    ("The police dismissed reports that nine protesters were killed.", ["killed 9 denied"]),
    ("There is no evidence that 30 villagers were massacred.", ["killed 30 denied"]),
    ("There is no truth in the reports that 15 miners died.", ["killed 15 denied"]),
    ("The army's denial of the killing of 12 villagers was met with anger.", ["killed 12 denied"]),
    ("He denied involvement in the killing of 12 villagers.", ["killed 12"]),
    ("The group denied responsibility for the bombing that killed 30 people.", ["killed 30"]),
    ("She denied any role in the murder of two officers.", ["killed 2"]),
    ("He denied ordering the attack, which killed nine people.", ["killed 9"]),
    ("The general did not deny that 70 soldiers had been killed.", ["killed 70"]),
    ("The army has never denied that 12 civilians died.", ["killed 12"]),
    ("A spokesman called the report that 80 people had died untrue.", ["killed 80 denied"]),
    ("Reports that 18 soldiers were captured are false.", ["captured 18 denied"]),
    ("Claims that 18 soldiers were captured were untrue, he said.", ["captured 18 denied"]),
    ("The embassy refuted allegations that 11 students had been detained.", ["captured 11 denied"]),
    ("Rescuers reported 1,900 deaths in the hills.", ["killed 1900"]),
    ("The agency reported that 41 people had drowned.", ["killed 41"]),
    ("Two deaths have been reported.", ["killed 2"]),
    ("Six people were reportedly killed.", ["killed 6 unconfirmed"]),
    ("He is accused of killing nine women.", ["killed 9 unconfirmed"]),
    ("Rebels claimed they had killed 40 soldiers.", ["killed 40 unconfirmed"]),
    ("The ministry reported two soldiers killed.", ["killed 2"]),
]


@pytest.mark.parametrize(("text", "expected"), DENIALS)
def test_marks_what_is_denied(text: str, expected: list[str], parser: Parser) -> None:
    """Who denies a part in a deed does not deny the deed; "did not deny" denies nothing."""
    assert read(text, parser) == expected
