"""Requests made up from the description of the API: right ones, wrong ones, and what comes back.

Schemathesis makes them from OpenAPI, always the same ones, and checks each answer: that its status
and type are described, that its body has the shape described, that wrong data is refused, that
nothing fails inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import (
    ChecksConfig,
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import Receive, Scope, Send

from tollbook.web.api.app import create_api
from tollbook.web.desk import Desk
from tollbook.web.site import create_app

EXAMPLES = 2
IN_ORDER = ("/diff", "/answers")
"""What refuses a first day after the last, a rule that no schema can say."""


# The description needs no ledger; the tests put one behind it.
described = schemathesis.openapi.from_dict(
    create_api().openapi(),
    config=SchemathesisConfig(
        seed=11,
        projects=ProjectsConfig(
            default=ProjectConfig(
                checks=ChecksConfig(
                    positive_data_acceptance=PositiveDataAcceptanceConfig(
                        expected_statuses=["2xx", "401", "403", "404", "409", "412"]
                    )
                ),
                generation=GenerationConfig(
                    max_examples=EXAMPLES, deterministic=True, no_shrink=True
                ),
                phases=PhasesConfig(coverage=CoveragePhaseConfig(unexpected_methods={"delete"})),
            )
        ),
    ),
)


sites: list[FastAPI] = []


async def newest_site(scope: Scope, receive: Receive, send: Send) -> None:
    """The site that the tests opened last."""
    await sites[-1](scope, receive, send)


described.app = newest_site


@pytest.fixture(scope="module")
def served(example_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The site over the example ledger."""
    path = copy(example_ledger, tmp_path_factory.mktemp("described") / "tollbook.db")
    desk = Desk(str(path), hosts=frozenset({"testserver"}))  # as the requests call it
    sites.append(create_app(desk))
    yield
    desk.close()


@pytest.mark.usefixtures("served")
@described.parametrize()
def test_answers_are_as_described(case: Any) -> None:
    in_order = case.path in IN_ORDER
    case.call_and_validate(excluded_checks=[positive_data_acceptance] if in_order else [])
