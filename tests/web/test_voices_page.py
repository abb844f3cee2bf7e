"""The pages of voices: search, one voice with its relays and counts, joined and set apart."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tollbook.web.addresses import address_of
from tollbook.web.desk import Desk
from web.forms import post

NIS = "/voices/org%3Akr-nis"


def test_voices_are_listed_and_searched(client: TestClient) -> None:
    shown = client.get("/voices").text
    assert shown.index("National Intelligence Service") < shown.index("Kremlin")
    found = client.get("/voices?q=kirby").text
    assert "White House" in found
    assert "Kremlin" not in found
    assert "Nobody goes by that name" in client.get("/voices?q=zzz").text


def test_every_voice_has_a_page(client: TestClient, desk: Desk) -> None:
    with desk.ledger() as ledger:
        entries = ledger.voices()
    for entry in entries:
        assert client.get(address_of("voices", entry.key)).status_code == 200, entry.key
    assert client.get("/voices/nobody").status_code == 404


def test_a_voice_shows_whom_it_relays_and_who_relays_it(client: TestClient) -> None:
    shown = client.get("/voices/org:kr-nis").text
    assert "Lee Seong-kweun" in shown
    assert "Harbour Wire" in shown
    assert "/charts/voices/org%3Akr-nis.svg" in shown
    assert client.get("/charts/voices/org%3Akr-nis.svg").status_code == 200
    assert "Kim Jong-un – visit Russia" in shown


def test_two_voices_are_joined_and_set_apart(client: TestClient) -> None:
    answer = post(client, NIS, action="join", other="Memos", reason="its own papers")
    assert (answer.status_code, answer.headers["location"]) == (303, "/voices/org:kr-nis")
    shown = client.get(NIS).text
    assert "are one voice" in shown
    assert "its own papers" in shown
    assert "Memos" not in client.get("/voices?q=officials").text
    post(client, NIS, action="apart", other="Memos", reason="found by others")
    assert "are two voices" in client.get(NIS).text


def test_a_voice_that_is_not_there_is_said(client: TestClient) -> None:
    answer = post(client, NIS, action="join", other="Kremlim", reason="a guess")
    assert answer.status_code == 422
    assert "did you mean Kremlin" in answer.text
    assert "a guess" in answer.text
