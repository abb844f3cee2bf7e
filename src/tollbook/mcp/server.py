"""The server: its tools and resources over one ledger, and how it is run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver import ResourceSecurity
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp_types import ToolAnnotations

from tollbook import OpenLedger, TollbookError, __version__
from tollbook.mcp.asking import Questions
from tollbook.mcp.telling import HOW_TO_READ

P = ParamSpec("P")
T = TypeVar("T")

_INSTRUCTIONS = "\n".join(
    (
        "A ledger of who said how many people were killed, injured, captured and so on, with the "
        "evidence of each number. All tools read; none changes anything.",
        *HOW_TO_READ,
        "Begin with `answer`. Follow ids with `claim`, `document` and `cite`. Look into `findings` "
        "before you rely on a number: they say where reports contradict themselves or each other.",
    )
)


def create_server(ledger: OpenLedger) -> MCPServer[Any]:
    """The server over an open ledger."""
    server: MCPServer[Any] = MCPServer(
        "tollbook",
        title="Tollbook",
        version=__version__,
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
    )
    asked = Questions(ledger)
    for tool in (
        asked.list_cases,
        asked.answer,
        asked.search_statements,
        asked.claim,
        asked.estimate,
        asked.findings,
        asked.predictions,
        asked.series,
        asked.cite,
        asked.document,
    ):
        server.add_tool(
            _in_a_sentence(tool),
            annotations=ToolAnnotations(
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )
    ids = ResourceSecurity(exempt_params={"id"})  # of documents, never of files
    for address, resource, kind in (
        ("tollbook://cases", asked.cases_resource, "application/json"),
        ("tollbook://cases/{name}", asked.case_resource, "application/json"),
        ("tollbook://documents", asked.documents_resource, "application/json"),
        ("tollbook://documents/{id}", asked.document_resource, "text/plain"),
    ):
        server.resource(address, mime_type=kind, security=ids)(_or_not_found(resource))
    return server


def serve(ledger: OpenLedger) -> None:
    """Answer an assistant over standard input and output, until it closes them."""
    create_server(ledger).run("stdio")


def _in_a_sentence(tool: Callable[P, T]) -> Callable[P, T]:
    """The tool, which says in one sentence what it could not do."""

    @wraps(tool)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return tool(*args, **kwargs)
        except (TollbookError, ValueError) as error:
            raise ToolError(str(error)) from error

    return asked


def _or_not_found(resource: Callable[P, str]) -> Callable[P, str]:
    """The resource, which is not found where the library has nothing of that name."""

    @wraps(resource)
    def read(*args: P.args, **kwargs: P.kwargs) -> str:
        try:
            return resource(*args, **kwargs)
        except TollbookError as error:
            raise ResourceNotFoundError(str(error)) from error

    return read
