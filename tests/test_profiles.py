"""What each profile withholds from pages and tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from factories import a_document
from tollbook.model.decision import Decision
from tollbook.publishing.profiles import (
    PROFILES,
    WORDS,
    Discretion,
    Profile,
    unnamed_files,
    withheld_in_words,
)

NAMES = frozenset({"Salma Idris", "Salma", "Idris"})
JUDGED = Decision(
    kind="judge_finding",
    subject="0123456789ab",
    value="known",
    by="Ines",
    reason="Ines asked Salma Idris",
    at=datetime(2025, 3, 1, tzinfo=UTC),
    data={"title": "two numbers"},
)
LATER = Decision(
    kind="confirm",
    subject="one#1",
    value="yes",
    by="Ben",
    reason="",
    at=datetime(2025, 3, 2, tzinfo=UTC),
)


def discretion(profile: Profile) -> Discretion:
    return Discretion(profile, NAMES, (JUDGED, LATER))


def test_a_stricter_profile_withholds_whatever_a_freer_one_does() -> None:
    listed = [set(withheld_in_words(profile)) for profile in PROFILES]
    assert listed[0] > listed[1] > listed[2]
    assert listed[0] == set(WORDS.values())


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        ("public", "the nurse [name hidden] said"),
        ("partner", "the nurse [name hidden] said"),
        ("internal", "the nurse Salma Idris said"),
    ],
)
def test_names_of_private_persons_are_hidden_in_texts_and_records(
    profile: Profile, shown: str
) -> None:
    text = "the nurse Salma Idris said"
    assert discretion(profile).hide(text) == shown
    assert discretion(profile).hide_all({"said": [text, 4]}) == {"said": [shown, 4]}


@pytest.mark.parametrize(
    ("profile", "by", "reason"),
    [
        ("public", "reviewer 2", ""),
        ("partner", "reviewer 2", "reviewer 1 asked Salma Idris"),
        ("internal", "Ben", "Ines asked Salma Idris"),
    ],
)
def test_people_who_decided_are_numbered_and_their_reasons_kept_for_partners(
    profile: Profile, by: str, reason: str
) -> None:
    """A number stays the same for a person however many decisions follow."""
    asked = discretion(profile)
    assert asked.decision(LATER).by == by
    assert asked.decision(JUDGED).reason == reason
    assert asked.decision(JUDGED).data == ({} if profile == "public" else JUDGED.data)


@pytest.mark.parametrize(
    ("id", "kept"),
    [
        ("2025-03-04-lake-wire", True),
        ("2025-03-04-lake-wire#12", True),
        ("salma-idris-interview", False),
        ("Report", False),
        ("../up", False),
        ("доклад", False),
    ],
)
def test_an_id_with_a_private_name_or_that_names_no_file_is_replaced_by_a_digest(
    id: str, kept: bool
) -> None:
    shown = discretion("public").id(id)
    assert (shown == id) is kept
    assert "idris" not in shown
    assert shown == discretion("public").id(id)


@pytest.mark.parametrize(
    ("url", "address", "public", "internal"),
    [
        ("https://a.example/1", "x/1.txt", "https://a.example/1", "https://a.example/1"),
        (None, "x/1.txt", None, "x/1.txt"),
        (None, "-", None, None),
        ("javascript:alert(1)", "x/1.txt", None, "x/1.txt"),
        ("https://a.example/salma-idris", "1.txt", None, "https://a.example/salma-idris"),
    ],
)
def test_addresses_on_this_machine_and_with_private_names_are_withheld(
    url: str | None, address: str, public: str | None, internal: str | None
) -> None:
    page = a_document("Two died.", url=url, address=address)
    assert discretion("public").address(page) == public
    assert discretion("internal").address(page) == internal


@pytest.mark.parametrize(
    ("profile", "shown"), [("public", "wire.txt"), ("internal", "/in/wire.txt")]
)
def test_of_a_file_that_stands_for_a_publisher_only_the_name_is_shown(
    profile: Profile, shown: str
) -> None:
    """Additions of older releases call such a publisher by the path of the file."""
    files = unnamed_files([a_document("Two died.", address="/in/wire.txt", publisher=None)])
    assert Discretion(profile, files=files).hide("says /in/wire.txt") == f"says {shown}"
