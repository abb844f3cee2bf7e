"""What the tests of the review share: forms that are sent, and people told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from threading import Thread
from typing import Any, get_args

import uvicorn
from fastapi import Request
from fastapi.testclient import TestClient

from tollbook.web.desk import Desk
from tollbook.web.people import Action, Person
from tollbook.web.site import create_app

PERSON = "x-test-person"


def named(request: Request) -> Person:
    """Whoever a header of the request names may do everything: for tests alone."""
    return Person(request.headers.get(PERSON, "Ada Reyes"), may=frozenset(get_args(Action)))


def send(client: TestClient, address: str, **fields: Any) -> Any:
    """A form sent as a browser without scripts sends it; the response, which is not followed."""
    token = client.get("/review").cookies.get("csrf") or client.cookies.get("csrf")
    data = {key.replace("__", "."): value for key, value in fields.items()}
    return client.post(address, data={"csrf": token, **data}, follow_redirects=False)


def hidden(page: str, name: str) -> str:
    """The value of the first input of that name."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    assert found is not None, f"no input is called {name}"
    return unescape(found[1])


def form_of(page: str) -> dict[str, Any]:
    """The fields of the form of a draft, as a browser would send them back."""
    form = page[page.index('id="draft"') :]
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            fields[unescape(name[1])] = unescape(value[1]) if value else ""
    for name, text in re.findall(
        r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S
    ):
        fields[name] = unescape(text)
    for name, choices in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', choices)
        first = re.findall(r'<option value="([^"]*)"', choices)
        fields[name] = [unescape(one) for one in chosen] or first[:1]
    return fields


@contextmanager
def served_to_people(desk: Desk) -> Iterator[str]:
    """The site at a free port, where a header says who asks; its address."""
    config = uvicorn.Config(create_app(desk, named), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
