"""The REST API: the same answers as the library, one shape of errors, pages, tags."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from tollbook.cli.app import app
from tollbook.web.api.app import PREFIX
from tollbook.web.site import create_app
from web.api_tools import sentence

FIGURE = "2025-04-30-northern-courier#5"


@pytest.fixture
def api(client: TestClient) -> TestClient:
    """Requests below the address of the API."""
    client.base_url = client.base_url.join(PREFIX)
    return client


def printed(ledger: Path, command: str) -> Any:
    """What a command prints as JSON."""
    ran = CliRunner().invoke(app, [*command.split(), "--format", "json", "--ledger", str(ledger)])
    return json.loads(ran.stdout)


LISTS = [
    ("/cases", "case list"),
    ("/answers", "answer"),
    ("/answers?measure=killed&at=2025-01-20", "answer --measure killed --at 2025-01-20"),
    ("/claims?measure=injured", "claims --measure injured"),
    ("/claims?case=north-korean-troops", "claims --case north-korean-troops"),
    ("/series?origin=org:kr-nis", "series --origin org:kr-nis"),
    ("/findings?fails=true", "checks --fails"),
    ("/findings?check=hedge_dropped", "checks hedge_dropped"),
    ("/predictions?status=lapsed&status=open", "predictions --status lapsed --status open"),
    ("/scores?lexicon=phia", "predictions --scores --lexicon phia"),
    ("/decisions", "decisions"),
    ("/diff?since=2020-01-01&until=2100-01-01", "diff 2020-01-01 2100-01-01"),
]


@pytest.mark.parametrize(("address", "command"), LISTS, ids=[one for one, _ in LISTS])
def test_a_list_is_what_the_command_line_prints(
    api: TestClient, ledger_path: Path, address: str, command: str
) -> None:
    got = api.get(f"{address}{'&' if '?' in address else '?'}limit=1000")
    assert got.status_code == 200
    page = got.json()
    assert page["items"] == printed(ledger_path, command)
    assert page["total"] == len(page["items"])


THINGS = [
    ("/cases/north-korean-troops", "case show north-korean-troops"),
    ("/estimates?measure=killed", "estimate --measure killed"),
    ("/consistency", "consistent"),
    ("/verification", "verify"),
    (f"/citations/{quote(FIGURE)}", f"cite {FIGURE}"),
]


@pytest.mark.parametrize(("address", "command"), THINGS, ids=[one for one, _ in THINGS])
def test_a_thing_is_what_the_command_line_prints(
    api: TestClient, ledger_path: Path, address: str, command: str
) -> None:
    got = api.get(address)
    assert got.status_code == 200
    assert got.json() == printed(ledger_path, command)


def test_statements_are_what_the_command_line_prints(api: TestClient, ledger_path: Path) -> None:
    """In whatever order they are asked for; and each alone, by its id."""
    page = api.get("/statements", params={"limit": 1000, "measure": "killed"}).json()
    expected = {one["id"]: one for one in printed(ledger_path, "show --measure killed")}
    assert {one["id"]: one for one in page["items"]} == expected
    alone = api.get(f"/statements/{quote(FIGURE)}").json()
    assert (alone["state"], alone["last"], alone["decisions"]) == ("proposed", 0, [])
    beside = ("review", "second")
    plain = {key: value for key, value in expected[FIGURE].items() if key not in beside}
    assert alone["statement"] == alone["machine"] == plain


def test_a_document_comes_with_its_text_its_statements_and_its_bytes(
    api: TestClient, ledger_path: Path
) -> None:
    id = "2025-04-28-peninsula-post"
    assert api.get(f"/documents/{id}").json() == printed(ledger_path, f"document {id}")
    received = api.get(f"/documents/{id}/received")
    assert received.content.lstrip().lower().startswith(b"<!doctype html")
    assert received.headers["content-type"] == "application/octet-stream"
    assert received.headers["content-disposition"] == "attachment"
    assert "sandbox" in received.headers["content-security-policy"]


def test_facets_count_what_a_value_would_leave(api: TestClient) -> None:
    asked = {"measure": "killed"}
    found = api.get("/statements/facets", params=asked).json()
    [kinds] = [facet for facet in found["facets"] if facet["name"] == "kind"]
    for value in kinds["values"]:
        narrowed = api.get("/statements", params=asked | {"kind": value["value"]}).json()
        assert narrowed["total"] == value["count"]


def test_a_page_names_the_addresses_of_the_others(api: TestClient) -> None:
    """Following `next` from the first page comes to every item once, in order."""
    everything = api.get("/claims", params={"limit": 1000}).json()["items"]
    met, page = [], api.get("/claims", params={"limit": 10, "measure": ["killed", "injured"]})
    while True:
        met += page.json()["items"]
        if "next" not in page.links:
            break
        page = api.get(f"http://127.0.0.1{page.links['next']['url']}")
    assert met == [one for one in everything if one["measure"] in ("killed", "injured")]
    assert page.links["first"]["url"] == f"{PREFIX}/claims?measure=killed&measure=injured" + (
        "&offset=0&limit=10"
    )
    assert page.links["last"]["url"] == str(page.url).removeprefix("http://127.0.0.1")


def test_as_known_on_a_day_before_the_first_reading_there_is_nothing(api: TestClient) -> None:
    for address in ("/statements", "/claims", "/documents", "/findings", "/series", "/predictions"):
        assert api.get(address, params={"as-known-on": "2020-01-01"}).json()["total"] == 0


@pytest.mark.parametrize("address", ["/claims", f"/statements/{quote(FIGURE)}", "/ledger"])
def test_what_did_not_change_is_not_sent_again(api: TestClient, address: str) -> None:
    """The tag holds for the address that it was given at, until the ledger changes."""
    first = api.get(address)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = api.get(address, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = api.get(address, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "nothing stands at this address"),
        ("/documents/harbor-wire", 404, "no document is called 'harbor-wire'"),
        ("/documents/2025-01-14-harbour-wir", 404, "did you mean 2025-01-14-harbour-wire"),
        ("/documents/2025-01-14-harbour-wire?version=7", 404, "no version 7"),
        ("/statements/2025-01-14-harbour-wire%23999", 404, "no statement is called"),
        ("/claims/none", 404, "no claim is called 'none'"),
        ("/findings/none", 404, "no finding has the key 'none'"),
        ("/voices/nobody", 404, "no voice is called 'nobody'"),
        ("/predictions/none", 404, "no prediction is called 'none'"),
        ("/citations/none", 404, "no count is called 'none'"),
        ("/cases/none", 404, "no case is called 'none'"),
        ("/claims?case=/etc/passwd", 404, "no case is called '/etc/passwd'"),
        ("/claims?case=../cases/a.toml", 404, "no case is called"),
        ("/claims?measure=kiled", 422, "measure: 'kiled' is not one of killed, injured,"),
        ("/claims?meassure=killed", 422, "did you mean 'measure'?"),
        ("/claims?colour=red", 422, "there are limit, offset, "),
        ("/claims?as-known-on=yesterday", 422, "'yesterday' is not a date; write it like 2025"),
        ("/claims?as-known-on=1700000000", 422, "is not a date"),
        ("/claims?limit=0", 422, "limit: input should be greater than or equal to 1"),
        ("/claims?limit=100000", 422, "less than or equal to 1000"),
        ("/diff?since=2025-01-01", 422, "until: this is needed"),
        ("/diff?since=2025-02-01&until=2025-01-01", 422, "name the earlier day first"),
        ("/answers?since=2025-02-01&at=2025-01-01", 422, "2025-02-01 is after 2025-01-01"),
        ("/verification?expect=x", 422, "expect: "),
    ],
)
def test_a_request_that_fails_says_why(
    api: TestClient, address: str, status: int, words: str
) -> None:
    got = api.get(address)
    assert got.status_code == status
    assert words in sentence(got)


def test_the_wrong_method_names_the_right_ones(api: TestClient) -> None:
    got = api.request("DELETE", "/claims")
    assert got.status_code == 405
    assert got.headers["allow"] == "GET, HEAD"
    assert "it takes GET and HEAD" in sentence(got)


def test_a_failure_of_ours_shows_nothing_of_the_inside(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("/secret/path of the machine")

    monkeypatch.setattr("tollbook.app.library.OpenLedger.claims", fail)
    with TestClient(
        create_app(desk), base_url="http://127.0.0.1", raise_server_exceptions=False
    ) as client:
        got = client.get(f"{PREFIX}/claims")
    assert got.status_code == 500
    assert "path of the machine" not in got.text
    assert "its log says why" in sentence(got)


def test_head_is_get_without_the_body(api: TestClient) -> None:
    got = api.head("/claims")
    assert got.status_code == 200
    assert got.content == b""
    assert got.headers["etag"] == api.get("/claims").headers["etag"]


def test_pages_keep_their_html_errors(client: TestClient) -> None:
    assert client.get("/nowhere").headers["content-type"].startswith("text/html")
    assert "nothing" in sentence(client.get("/api/v0/claims")).lower()


def test_the_description_is_openapi_of_this_server(api: TestClient) -> None:
    described = api.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": PREFIX}]
    assert "as-known-on" in str(described["paths"]["/claims"]["get"]["parameters"])
    names = [route["get"]["operationId"] for route in described["paths"].values() if "get" in route]
    assert len(names) == len(set(names))
