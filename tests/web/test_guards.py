"""Who gets in, what they may do there, and what a page of another site can't make them do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from ledger_tools import APART, AT, BRIEFING, RUN, STATEMENTS
from tollbook.ledger import Ledger
from tollbook.model.account import ROLES, Role
from tollbook.settings import Safety
from tollbook.web.desk import Desk
from tollbook.web.guards import OPEN, hosts_of
from tollbook.web.site import create_app

CHEAP = Safety(password_memory_kib=64, password_passes=1, password_lanes=1, upload_bytes=100_000)
PHRASE = "four unrelated words here"
HERE = "http://127.0.0.1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk without users, over a ledger of one report."""
    with Ledger.open(tmp_path / "team.db") as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
    hosts = hosts_of("::", ("desk.example",))
    opened = Desk(str(tmp_path / "team.db"), safety=CHEAP, hosts=hosts)
    yield opened
    opened.close()


@pytest.fixture
def team(desk: Desk) -> Desk:
    """The same with a user of each role, by the name of the role."""
    for role in ROLES:
        desk.all_accounts.add_user(role, role, PHRASE, by="setup")
    return desk


def browser(desk: Desk, address: str = HERE) -> TestClient:
    return TestClient(create_app(desk), base_url=address, follow_redirects=False)


def csrf(client: TestClient, page: str = "/sign-in") -> str:
    """The token of a form on a page."""
    return client.get(page).text.partition('name="csrf" value="')[2].partition('"')[0]


def signed_in(desk: Desk, role: Role, address: str = HERE) -> TestClient:
    client = browser(desk, address)
    form = {"csrf": csrf(client), "name": role, "password": PHRASE}
    assert client.post("/sign-in", data=form).status_code == 303
    return client


# Every route


def routes(app: FastAPI) -> Iterator[tuple[str, str, set[str]]]:
    """Each route as (address, method, actions that it needs)."""
    for route in iter_route_contexts(app.routes):
        inner = getattr(route.original_route, "app", None)
        if isinstance(inner, FastAPI):
            for path, method, needed in routes(inner):
                yield f"{route.path}{path}", method, needed
        elif route.methods:
            dependant = getattr(route, "dependant", None)
            calls = [one.call for one in dependant.dependencies] if dependant else []
            needed = {call.needs for call in calls if hasattr(call, "needs")}
            for method in route.methods:
                yield str(route.path), method, needed


def test_all_routes_are_looked_at(desk: Desk) -> None:
    """The tests below hold for every page and every question of the API."""
    found = {path for path, *_ in routes(create_app(desk))}
    assert {"/", "/documents", "/users/remove", "/api/v1/statements"} <= found


def test_every_route_says_what_it_needs(desk: Desk) -> None:
    """Whoever adds a page says who may use it; the description of the API is for all who got in."""
    silent = {
        (path, method)
        for path, method, needed in routes(create_app(desk))
        if not needed and not path.startswith((*OPEN, "/api/v1/openapi.json"))
    }
    assert silent == set()


def test_a_route_that_changes_something_needs_more_than_to_look(desk: Desk) -> None:
    """People's own accounts are theirs, whatever their role."""
    open_to_readers = {
        path
        for path, method, needed in routes(create_app(desk))
        if method not in ("GET", "HEAD", "OPTIONS") and needed <= {"look"}
    }
    own = {path for path in open_to_readers if path.startswith(("/account/", "/sign-"))}
    assert open_to_readers == own


def test_nobody_gets_anything_without_an_account(team: Desk) -> None:
    """Pages lead to the form for signing in, the API says what it wants."""
    client = browser(team)
    for path, method, _ in routes(create_app(team)):
        if path.startswith(OPEN):
            continue
        answer = client.request(method, path.replace("{path:path}", "x"))
        assert answer.status_code in (401, 403, 303), (path, method)
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/sign-in")
        assert "Kursk" not in answer.text


@pytest.mark.parametrize(
    ("path", "least"), [("/users", "admin"), ("/account", "reader"), ("/documents", "reader")]
)
def test_a_page_is_for_a_role_and_those_above_it(team: Desk, path: str, least: Role) -> None:
    for role in ROLES:
        expected = 200 if ROLES.index(role) >= ROLES.index(least) else 403
        assert signed_in(team, role).get(path).status_code == expected, role


def test_nobody_undoes_what_they_could_not_decide(team: Desk) -> None:
    """Coders undo what was decided on statements; what editors settled is not theirs to undo."""
    with Ledger.open(team.address) as ledger:
        ledger.decide(APART)
        entry = ledger.decisions()[-1].entry
    expected: tuple[tuple[Role, int], ...] = (("coder", 403), ("editor", 303))
    for role, status in expected:
        client = signed_in(team, role)
        form = {"csrf": csrf(client, "/account"), "entry": entry, "reason": "no"}
        assert client.post("/review/history", data=form).status_code == status
        assert client.post("/review/undo", data=form).status_code in (403, 409)
    headers = {"Authorization": f"Bearer {team.all_accounts.new_token('coder', 'x', by='x')[1]}"}
    address = f"/api/v1/decisions/{entry}/undo"
    answer = browser(team).post(address, json={"reason": "no"}, headers=headers)
    assert answer.status_code in (403, 409)


# Signing in and out


def test_signing_in_leads_to_the_page_that_was_asked_for(team: Desk) -> None:
    client = browser(team)
    sent = client.get("/documents?as-known-on=2099-01-01")
    assert sent.headers["location"] == "/sign-in?to=%2Fdocuments%3Fas-known-on%3D2099-01-01"
    form = client.get(sent.headers["location"]).text
    assert 'value="/documents?as-known-on=2099-01-01"' in form


@pytest.mark.parametrize(
    "to", ["https://b.example/", "//b.example", "/\\b.example", "javascript:x()", "/\tb", "b"]
)
def test_signing_in_leads_nowhere_else(team: Desk, to: str) -> None:
    client = browser(team)
    form = {"csrf": csrf(client), "name": "editor", "password": PHRASE, "to": to}
    assert client.post("/sign-in", data=form).headers["location"] == "/"


def test_a_wrong_password_is_told_and_at_last_has_to_wait(team: Desk) -> None:
    client = browser(team)
    form = {"csrf": csrf(client), "name": "<b>ed</b>", "password": "not it, this one"}
    for _ in range(CHEAP.sign_in_failures_by_name):
        answer = client.post("/sign-in", data=form)
        assert (answer.status_code, "<b>" in answer.text) == (401, False)
        assert "The name or the password is wrong" in answer.text
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60 * CHEAP.sign_in_minutes


def test_signing_out_ends_the_session_itself(team: Desk) -> None:
    """A copy of the cookie is worth nothing then."""
    client = signed_in(team, "editor")
    session = client.cookies["session"]
    assert client.post("/sign-out", data={"csrf": csrf(client, "/account")}).status_code == 303
    client.cookies.set("session", session)
    assert client.get("/documents").status_code == 303


def test_the_session_is_new_at_each_signing_in(team: Desk) -> None:
    """One that was planted before is not taken over, and the forms get a new token."""
    client = browser(team)
    client.cookies.set("session", "planted")
    form = {"csrf": csrf(client), "name": "editor", "password": PHRASE}
    client.post("/sign-in", data=form)
    assert client.get("/account").status_code == 200
    assert csrf(client, "/account") != form["csrf"]


@pytest.mark.parametrize(("scheme", "name"), [("http", "session"), ("https", "__Host-session")])
def test_cookies_are_for_this_site_alone(team: Desk, scheme: str, name: str) -> None:
    client = browser(team, f"{scheme}://desk.example")
    form = {"csrf": csrf(client), "name": "editor", "password": PHRASE}
    answer = client.post("/sign-in", data=form, headers={"Origin": f"{scheme}://desk.example"})
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert any(cookie.startswith(f"{name}=") for cookie in cookies)
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert {"httponly", "samesite=lax", "path=/"} <= parts
        assert ("secure" in parts) == (scheme == "https")
        assert not any(part.startswith("domain") for part in parts)


# Forms


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (None, {}),
        ("", {}),
        ("wrong", {}),
        ("wröng", {}),
        ("right", {"Origin": "https://b.example"}),
        ("right", {"Origin": "null"}),
        ("right", {"Sec-Fetch-Site": "cross-site"}),
        ("right", {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_a_form_of_another_site_does_nothing(
    team: Desk, token: str | None, headers: dict[str, str]
) -> None:
    client = signed_in(team, "admin")
    right = csrf(client, "/users")
    data = {"name": "reader"}
    if token is not None:
        data["csrf"] = {"right": right}.get(token, token)
    answer = client.post("/users/remove", data=data, headers=headers)
    assert answer.status_code == 403
    assert "reader" in {user.name for user in team.all_accounts.users()}


def test_a_form_of_ours_reaches_its_page_with_all_its_fields(team: Desk) -> None:
    client = signed_in(team, "admin")
    form = {"csrf": csrf(client, "/users"), "name": "reader", "role": "coder"}
    assert client.post("/users/role", data=form).status_code == 303
    assert {user.name: user.role for user in team.all_accounts.users()}["reader"] == "coder"


def test_without_a_cookie_no_token_is_right(team: Desk) -> None:
    client = browser(team)
    answer = client.post("/sign-in", data={"name": "editor", "password": PHRASE, "csrf": ""})
    assert answer.status_code == 403


# What people do with accounts


def test_people_change_their_own_password_and_make_tokens(team: Desk) -> None:
    client = signed_in(team, "coder")
    form = {"csrf": csrf(client, "/account"), "name": "my script", "role": "reader"}
    made = client.post("/account/tokens", data=form).text
    secret = made.partition("tbk_")[2].partition("<")[0]
    assert team.all_accounts.find_bearer(f"tbk_{secret}")
    assert f"tbk_{secret}" not in client.get("/account").text
    more = client.post("/account/tokens", data=form | {"role": "admin"})
    assert (more.status_code, "is only coder" in more.text) == (422, True)
    change = {"csrf": csrf(client, "/account"), "old": PHRASE, "new": "other words this time"}
    assert client.post("/account/password", data=change | {"old": "wrong"}).status_code == 422
    assert client.post("/account/password", data=change).status_code == 303
    assert client.get("/account").status_code == 303
    assert team.all_accounts.find_bearer(f"tbk_{secret}") is None


def test_the_first_user_is_an_administrator_and_ends_the_open_door(desk: Desk) -> None:
    client = browser(desk)
    assert client.get("/users").status_code == 200
    form = {"csrf": csrf(client, "/users"), "name": "Ana", "role": "reader", "password": PHRASE}
    assert client.post("/users", data=form).status_code == 303
    assert [user.role for user in desk.all_accounts.users()] == ["admin"]
    assert client.get("/documents").headers["location"].startswith("/sign-in")


# Tokens


def test_a_token_opens_the_api_and_no_page(team: Desk) -> None:
    _, secret = team.all_accounts.new_token("coder", "script", by="coder")
    for shown, expected in ((secret, 200), ("tbk_wrong", 401), ("", 401)):
        headers = {"Authorization": f"Bearer {shown}"}
        assert browser(team).get("/api/v1/documents", headers=headers).status_code == expected
        assert browser(team).get("/documents", headers=headers).status_code == 303


def test_a_wrong_token_is_not_saved_by_a_session(team: Desk) -> None:
    client = signed_in(team, "admin")
    headers = {"Authorization": "Bearer tbk_wrong"}
    answer = client.get("/api/v1/documents", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


# Hosts, sizes, headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("DESK.example", 200),
        ("b.example", 421),
        ("desk.example.b.example", 421),
        ("desk.example@b.example", 421),
        ("", 421),
    ],
)
def test_a_strange_host_name_is_refused(team: Desk, host: str, status: int) -> None:
    """Also the page for signing in: a name that leads here is not enough."""
    assert browser(team).get("/sign-in", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_a_desk_without_users_serves_nobody_through_another_server(desk: Desk, header: str) -> None:
    assert browser(desk).get("/users", headers={header: "192.0.2.1"}).status_code == 403


def test_more_than_is_taken_is_refused(team: Desk) -> None:
    client = signed_in(team, "admin")
    form = {"csrf": csrf(client, "/users"), "name": "x" * CHEAP.upload_bytes}
    assert client.post("/users", data=form).status_code == 413

    def endless() -> Iterator[bytes]:
        yield b"name="
        for _ in range(CHEAP.upload_bytes // 1000 + 1):
            yield b"x" * 1000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/users", content=endless(), headers=headers)
    assert answer.status_code in (400, 413)


def test_too_many_files_are_refused(team: Desk) -> None:
    client = signed_in(team, "admin")
    files = [("files", (f"{number}.txt", b"x")) for number in range(CHEAP.upload_files + 1)]
    answer = client.post("/users", data={"csrf": csrf(client, "/users")}, files=files)
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/sign-in", "/users", "/nowhere", "/static/desk.css"])
def test_every_answer_tells_the_browser_its_bounds(team: Desk, path: str) -> None:
    headers = signed_in(team, "admin").get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_https_is_remembered(team: Desk) -> None:
    answer = browser(team, "https://desk.example").get("/sign-in")
    assert answer.headers["strict-transport-security"] == "max-age=63072000"


def test_what_somebody_saw_is_not_kept(team: Desk) -> None:
    client = signed_in(team, "admin")
    assert client.get("/users").headers["cache-control"] == "no-store"
