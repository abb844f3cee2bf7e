"""The pages of a publication, one after the other: none is held in memory once it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tollbook.model.claim import Claim, ClaimLink
from tollbook.publishing.profiles import withheld_in_words
from tollbook.publishing.site.changes import Entry
from tollbook.publishing.site.looks import (
    card_style,
    script,
    source_hash,
    templates,
)
from tollbook.publishing.site.publication import Publication
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.series import SeriesQuery, find_series
from tollbook.reasoning.voices import find_profile

_SENTENCES = 12  # of one claim; what more papers print of it is linked
_ON_CARD = 4  # measures

Page = tuple[str, str]
"""The file of a page, and what it holds."""


def page_names(publication: Publication) -> set[str]:
    """The files of all pages that there will be."""
    at = publication.at
    front = ("index", "card", "changes", "about", "claims")
    return {
        *(f"{name}.html" for name in front),
        *(["method.html"] if publication.method else []),
        *at.findings_by_page,
        *at.forecasts_by_page,
        *at.claims_by_page,
        *at.voices_by_page,
        *at.documents_by_page,
        *(page for entry in at.voices if (page := at.voice(entry.key))),
        *(at.document(document.id) for document in at.documents),
    }


def write_pages(publication: Publication, history: Sequence[Entry], chart: str) -> Iterator[Page]:
    """Every page with its file, the front page first.

    `history` has this publication first; `chart` is an SVG element, empty where there is none.
    """
    writer = _Pages(publication, history[0].number)
    changes = history[0].changes
    yield writer.page("index.html", changes=changes, chart=chart, script=script())
    yield writer.card()
    yield writer.page("changes.html", history=history)
    profile, reviewed_only = publication.discretion.profile, publication.reviewed_only
    withheld = withheld_in_words(profile, reviewed_only=reviewed_only)
    yield writer.page("about.html", withheld=withheld)
    if publication.method:
        yield writer.page("method.html")
    yield from writer.findings()
    yield from writer.predictions()
    yield from writer.claims()
    yield from writer.voices()
    yield from writer.documents()


class _Pages:
    """The pages by their kinds."""

    def __init__(self, publication: Publication, number: int) -> None:
        """`number` counts the publications of the folder."""
        self._publication = publication
        self._number = number
        self._record = publication.record
        self._at = publication.at

    def page(self, page: str, template: str = "", section: str = "", **view: Any) -> Page:
        """A page made from its template."""
        inline = f"'{source_hash(view['script'])}'" if view.get("chart") else "'none'"
        written = (
            templates()
            .get_template(template or page)
            .render(
                publication=self._publication,
                number_of_publication=self._number,
                page=page,
                section=section or page,
                root="../" * page.count("/"),
                script_policy=inline,
                **view,
            )
        )
        return page, written

    def card(self) -> Page:
        """The card to embed: the range of each measure, in a file that needs no other."""
        estimated = [
            (answer.measure, one)
            for answer in self._publication.estimates.answers
            for one in answer.estimates
            if one.policy == "range" and one.kinds == ("count",) and one.ends
        ]
        style = card_style()
        return self.page(
            "card.html",
            shown=estimated[:_ON_CARD],
            style=style,
            style_hash=source_hash(style),
        )

    def findings(self) -> Iterator[Page]:
        """What the checks found."""
        pages = tuple(self._at.findings_by_page)
        for page, findings in self._at.findings_by_page.items():
            yield self.page(page, "findings.html", "findings.html", findings=findings, pages=pages)

    def predictions(self) -> Iterator[Page]:
        """What was predicted."""
        pages = tuple(self._at.forecasts_by_page)
        for page, found in self._at.forecasts_by_page.items():
            yield self.page(
                page, "predictions.html", "predictions.html", forecasts=found, pages=pages
            )

    def claims(self) -> Iterator[Page]:
        """The measures, and the claims of each."""
        pages = self._at.claims_by_page
        by_measure = group_by(pages, lambda page: pages[page][0])
        measures = [
            (measure, ours[0], sum(len(pages[page][1]) for page in ours))
            for measure, ours in by_measure.items()
        ]
        yield self.page("claims.html", measures=measures)
        for page, (measure, claims) in pages.items():
            shown = [
                (
                    claim,
                    self._record.claims.is_denial(claim.id),
                    self._record.witnesses.corroboration(claim),
                    self._ties(claim),
                )
                for claim in claims
            ]
            yield self.page(
                page,
                "claims_of.html",
                "claims.html",
                measure=measure,
                claims=shown,
                pages=by_measure[measure],
                most=_SENTENCES,
            )

    def _ties(self, claim: Claim) -> list[tuple[ClaimLink, Claim]]:
        links = self._record.claims.links_of(claim.id)
        others = [
            (link, self._record.claims.get(link.other if link.claim == claim.id else link.claim))
            for link in links
        ]
        return [(link, other) for link, other in others if other is not None]

    def voices(self) -> Iterator[Page]:
        """Whoever speaks, and each voice with what it said over time."""
        pages = tuple(self._at.voices_by_page)
        for page, voices in self._at.voices_by_page.items():
            yield self.page(page, "voices.html", "voices.html", voices=voices, pages=pages)
        series = group_by(find_series(self._record, SeriesQuery()), lambda one: one.origin.key)
        forecasts = group_by(
            self._publication.forecasts, lambda one: one.prediction.origin.entity or one.key
        )
        for entry in self._at.voices:
            own, profile = self._at.voice(entry.key), find_profile(self._record, entry.key)
            if own is not None and profile is not None:
                yield self.page(
                    own,
                    "voice.html",
                    "voices.html",
                    profile=profile,
                    series=series.get(entry.key, ()),
                    forecasts=forecasts.get(entry.key, ()),
                )

    def documents(self) -> Iterator[Page]:
        """The documents, and each with what was read in it."""
        corpus = self._record.corpus
        said = Counter(statement.document for statement in corpus.statements)
        pages = tuple(self._at.documents_by_page)
        for page, documents in self._at.documents_by_page.items():
            listed = [(document, said[document.id]) for document in documents]
            yield self.page(page, "documents.html", "documents.html", documents=listed, pages=pages)
        for document in self._at.documents:
            in_order = sorted(
                corpus.statements_in(document.id), key=lambda one: (one.evidence.start, one.id)
            )
            yield self.page(
                self._at.document(document.id),
                "document.html",
                "documents.html",
                document=document,
                statements=in_order,
                address=self._publication.discretion.address(document),
            )
