"""The site: its pages, its files, what guards it, and what a failing request shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from tollbook.model.problem import CaseError, DecisionError, MissingError, TollbookError
from tollbook.web import guards
from tollbook.web.api.app import PREFIX, create_api
from tollbook.web.api.problems import problem
from tollbook.web.desk import Desk, render
from tollbook.web.looks import STATIC
from tollbook.web.pages import ROUTERS
from tollbook.web.people import Person
from tollbook.web.privacy import HidePrivateNames


def create_app(desk: Desk, who: Callable[[Request], Person] = guards.person_of) -> FastAPI:
    """The site over one ledger; `who` says whose a request is."""
    app = FastAPI(
        title="Tollbook",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(guards.refuse_forged_forms)],
    )
    app.state.desk = desk
    app.state.who = who
    app.state.api = create_api(desk)
    app.mount(PREFIX, app.state.api, name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(HidePrivateNames, desk=desk)
    # The last one that is added is the first that a request meets.
    app.middleware("http")(guards.know_the_person)
    app.middleware("http")(guards.give_a_form_token)
    app.middleware("http")(guards.say_what_a_page_may_do)
    app.add_middleware(guards.Door, desk=desk)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(TollbookError, _troubled)
    return app


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What went wrong, in a heading and one sentence."""

    heading: str
    sentence: str


def _error_page(request: Request, status: int, sentence: str) -> Response:
    """The page of an error; under the address of the API, its problem details."""
    if guards.is_api(request):
        return problem(request, status, sentence)
    view = ErrorView(HTTPStatus(status).phrase, sentence)
    return render(request, "error.html", view, status=status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return guards.to_sign_in(request)
    sentence = error.detail if error.status_code != 404 else "Nothing stands at this address."
    return _error_page(request, error.status_code, str(sentence))


async def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"][1:]) or "the request"
    return _error_page(request, 422, f"{where}: {first['msg']}")


async def _troubled(request: Request, error: Exception) -> Response:
    """What the library says went wrong; what is not there has no page, and the rest is refused."""
    missing, refused = isinstance(error, CaseError | MissingError), isinstance(error, DecisionError)
    return _error_page(request, 404 if missing else 409 if refused else 422, str(error))
