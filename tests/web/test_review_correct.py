"""Correcting and adding by a form, without scripts: words are typed, read, and then saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tollbook.model.statement import Figure
from tollbook.web.desk import Desk
from tollbook.web.site import create_app
from web.reviewing import form_of, named, send

BULLETIN = "2024-12-19-evening-bulletin"
ADDRESS = f"/review/correct/{BULLETIN}%233"


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """The site, where a header says who asks."""
    with TestClient(create_app(desk, named), base_url="http://127.0.0.1") as client:
        yield client


def figure(desk: Desk, id: str = f"{BULLETIN}#3") -> Figure:
    """The figure as people decided it."""
    with desk.ledger() as ledger:
        said = ledger.review(id).statement
    assert isinstance(said, Figure)
    return said


def filled(client: TestClient, address: str = ADDRESS, **changed: Any) -> dict[str, Any]:
    """The form of a page, with some of its inputs changed."""
    return form_of(client.get(address).text) | changed


def test_words_are_read_before_they_are_stored(client: TestClient, desk: Desk) -> None:
    """The first time the page shows what it read in the words, the second time it stores that."""
    form = filled(client, **{"w.number": "no fewer than 100"})
    form |= {"action": "save", "reason": "Wrong number"}
    shown = send(client, ADDRESS, **form)
    assert shown.status_code == 200
    assert "at least 100 injured" in shown.text
    assert figure(desk).low == 1000
    again = form_of(shown.text) | {"action": "save"}
    assert again["reason"] == "Wrong number"
    stored = send(client, ADDRESS, **again)
    assert stored.status_code == 303
    said = figure(desk)
    assert (said.low, said.high, said.modifier) == (100, None, "at_least")
    assert said.number is not None
    assert said.number.quote == "no fewer than 100"


def test_values_are_typed_and_a_reason_chosen(client: TestClient, desk: Desk) -> None:
    form = filled(client, **{"f.measure": "casualties", "f.period.end_date": "2024-12-18"})
    stored = send(client, ADDRESS, **form, canned="The kind of harm is wrong")
    assert stored.status_code == 303
    said = figure(desk)
    assert said.measure == "casualties"
    assert said.period is not None
    assert str(said.period.end_date) == "2024-12-18"
    with desk.ledger() as ledger:
        review = ledger.review(said.id)
    assert review.state == "corrected"
    assert review.corrected_fields == ("measure", "period")


def test_a_preview_stores_nothing_whatever_button_was_pressed(
    client: TestClient, desk: Desk
) -> None:
    """The script asks for a preview after each change, and names the last button with it."""
    form = filled(client, **{"f.measure": "casualties"}) | {"action": "look"}
    shown = send(client, ADDRESS, **form, canned="The kind of harm is wrong")
    assert shown.status_code == 200
    assert figure(desk).measure == "injured"


def test_somebody_else_said_it(client: TestClient, desk: Desk) -> None:
    """A voice is given by its words or its name; without either the page speaks for itself."""
    form = filled(client, **{"w.origin": "Lee Seong-kweun", "action": "look"})
    form = form_of(send(client, ADDRESS, **form).text)
    assert form["f.origin.name"] == "Lee Seong-kweun"
    send(client, ADDRESS, **form, canned="Somebody else says it")
    assert figure(desk).origin.name == "Lee Seong-kweun"
    form = filled(client, **{"w.origin": "", "action": "look"})
    form = form_of(send(client, ADDRESS, **form).text)
    send(client, ADDRESS, **form, canned="Nobody is named")
    assert figure(desk).origin.role == "publisher"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({}, "Nothing is changed yet"),
        ({"f.low": "many"}, "is not a number of people"),
        ({"f.low": "2000", "f.high": "1"}, "from 2000 to 1"),
        ({"f.modifier": "<script>alert(1)</script>"}, "choose from"),
        ({"f.as_of": "2024-13-45"}, "is not a date"),
        ({"f.part_of": f"{BULLETIN}#3"}, "part_of"),
        ({"f.part_of": "elsewhere#1"}, "part_of"),
        ({"w.place": "Atlantis"}, "does not stand in this document"),
        ({"w.evidence": ""}, "needs words"),
        ({"w.number": "x" * 5000}, "select between"),
        ({"f.origin.name": "y" * 500}, "at most 300 characters"),
        ({"f.population.status": "ghost"}, "choose from"),
    ],
)
def test_what_can_not_be_is_refused_beside_its_field(
    client: TestClient, desk: Desk, changed: dict[str, str], message: str
) -> None:
    form = filled(client, **changed)
    answer = send(client, ADDRESS, **form, canned="Because")
    assert answer.status_code == 422
    assert message in answer.text
    assert "<script>alert" not in answer.text
    with desk.ledger() as ledger:
        assert len(ledger.decisions()) == 0


def test_a_correction_needs_a_reason(client: TestClient, desk: Desk) -> None:
    form = filled(client, **{"f.scope": "incident", "action": "save"})
    answer = send(client, ADDRESS, **form)
    assert answer.status_code == 422
    assert "Say why it is corrected" in answer.text
    assert form_of(answer.text)["f.scope"] == ["incident"]


def test_the_second_of_two_people_keeps_what_they_filled_in(client: TestClient, desk: Desk) -> None:
    """They see the first one's correction beside their own, and may save again or leave it."""
    first = filled(client, **{"f.scope": "incident"})
    second = filled(client, **{"f.modality": "denied"})
    assert send(client, ADDRESS, **first, canned="A single event").status_code == 303
    refused = send(client, ADDRESS, **second, canned="They deny it")
    assert refused.status_code == 409
    assert "Ada Reyes" in refused.text
    assert "A single event" in refused.text
    form = form_of(refused.text)
    assert form["f.modality"] == ["denied"]
    form |= {"f.scope": "incident"}
    assert send(client, ADDRESS, **form, canned="They deny it").status_code == 303
    said = figure(desk)
    assert (said.scope, said.modality) == ("incident", "denied")


def test_a_statement_is_added_over_words_of_the_text(client: TestClient, desk: Desk) -> None:
    """Its evidence is typed, the number in it read, and the rest chosen."""
    address = f"/review/add?on={BULLETIN}"
    form = filled(client, address) | {"w.evidence": "already the losses are heavy"}
    form |= {"action": "look"}
    shown = send(client, "/review/add", **form)
    assert shown.status_code == 200
    form = form_of(shown.text) | {"f.measure": "casualties", "f.low": "2", "f.modifier": "vague"}
    stored = send(client, "/review/add", **form, canned="It was missed")
    assert stored.status_code == 303
    with desk.ledger() as ledger:
        [review] = ledger.reviews(state="added")
    assert isinstance(review.statement, Figure)
    assert review.statement.evidence.quote == "already the losses are heavy"
    assert review.statement.low == 2


def test_an_addition_takes_the_number_of_its_evidence(client: TestClient) -> None:
    form = filled(client, f"/review/add?on={BULLETIN}")
    form |= {"w.evidence": "no fewer than 100 of them are dead", "action": "look"}
    shown = form_of(send(client, "/review/add", **form).text)
    assert (shown["f.low"], shown["w.number"]) == ("100", "no fewer than 100")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({}, "Select the words"),
        ({"w.evidence": "never printed"}, "does not stand"),
        ({"w.evidence": "the losses are heavy", "r.evidence": "the losses are heavy"}, "needed"),
    ],
)
def test_an_addition_that_lacks_something_is_refused(
    client: TestClient, desk: Desk, changed: dict[str, str], message: str
) -> None:
    form = filled(client, f"/review/add?on={BULLETIN}", **changed)
    answer = send(client, "/review/add", **form, canned="It was missed")
    assert answer.status_code == 422
    assert message in answer.text
    with desk.ledger() as ledger:
        assert len(ledger.decisions()) == 0


@pytest.mark.parametrize("kind", ["change", "prediction", "custody", "assertion"])
def test_other_kinds_have_forms_of_their_own(client: TestClient, desk: Desk, kind: str) -> None:
    with desk.ledger() as ledger:
        said = next(one for one in ledger.statements() if one.kind == kind)
    address = f"/review/correct/{said.id.replace('#', '%23')}"
    form = filled(client, address, **{"f.modality": "denied"})
    assert send(client, address, **form, canned="They deny it").status_code == 303
    with desk.ledger() as ledger:
        now = ledger.review(said.id).statement
    assert now is not None
    assert now.modality == "denied"


@pytest.mark.parametrize(
    "address", ["/review/add?on=nowhere", "/review/correct/nowhere%231", "/review/add"]
)
def test_what_is_not_there_has_no_form(client: TestClient, address: str) -> None:
    assert client.get(address).status_code in (404, 409, 422)


def test_of_many_figures_those_around_are_offered(
    client: TestClient, desk: Desk, tmp_path: Path
) -> None:
    """A list of a thousand figures is no choice: the nearest are, and the one that is chosen."""
    report = tmp_path / "list.txt"
    lines = (f"On Monday {n} people were killed in the north, police said." for n in range(2, 92))
    report.write_text("date 2025-01-14\n\n" + "\n\n".join(lines))
    with desk.ledger() as ledger:
        ledger.read(report)
        ids = [said.id for said in ledger.statements(document="list", kind="figure")]
        ledger.correct(ids[0], {"part_of": ids[-1]}, reason="A part", by="Ben Okafor")
    shown = client.get(f"/review/correct/{ids[0].replace('#', '%23')}").text
    assert f'value="{ids[1]}"' in shown
    assert f'value="{ids[-1]}" selected' in shown
    assert f'value="{ids[-2]}"' not in shown
