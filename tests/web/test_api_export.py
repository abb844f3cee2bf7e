"""A case over the API in the formats of others, as one ZIP file."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from tollbook.publishing.formats import FORMATS
from tollbook.publishing.formats.columns import TABLES

EXPORT = "/api/v1/cases/north-korean-troops/export"


def test_every_table_is_in_the_file(client: TestClient) -> None:
    answer = client.get(EXPORT, params={"as": "csv"})
    assert answer.headers["content-type"] == "application/zip"
    assert "north-korean-troops-csv.zip" in answer.headers["content-disposition"]
    packed = ZipFile(io.BytesIO(answer.content))
    assert set(packed.namelist()) == {"README.txt", *(f"{table}.csv" for table in TABLES)}
    rows = csv.DictReader(io.StringIO(packed.read("claims.csv").decode()))
    assert "National Intelligence Service" in {row["origin"] for row in rows}


def test_what_did_not_change_is_not_made_again(client: TestClient) -> None:
    tag = client.get(EXPORT).headers["etag"]
    assert client.get(EXPORT, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        (f"{EXPORT}?as=xls", 422, f"as: 'xls' is not one of {', '.join(FORMATS)}"),
        ("/api/v1/cases/nobody/export", 404, "nobody"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(
    client: TestClient, address: str, status: int, sentence: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, sentence in answer.json()["detail"]) == (status, True)


def test_the_page_of_a_case_leads_to_it(client: TestClient) -> None:
    page = client.get("/cases/north-korean-troops").text
    assert f'href="{EXPORT}?as=xlsx"' in page
