"""Open questions: matters said to be undecided, unknown or under discussion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.framing import common_fields, evidence_of, without_duplicates
from tollbook.extraction.syntax.phrases import Match, phrases, words_of
from tollbook.extraction.syntax.verbs import is_passive, subject
from tollbook.model.statement import Figure, OpenQuestion

if TYPE_CHECKING:
    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument

_CLOSING = "\"'”’ )"


def find_open_questions(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[OpenQuestion]:
    """The open matters of a document, one a clause; a question that is asked is one too."""
    for sentence, doc in parsed.parsed_sentences():
        words = [token.lower_ for token in doc if not token.is_punct and not token.is_space]
        asks = doc.text.rstrip(_CLOSING).endswith("?") and len(words) > 2
        if asks and words[0] in words_of("en", "questions", "openers"):
            triggers = [next(token for token in doc if not token.is_punct)]
        else:
            cues = phrases("en", "questions", "cues").find(doc)
            triggers = [found.first for found in cues if _is_open(found)]
        clauses = (evidence_of(parsed, attributions, sentence, word) for word in triggers)
        yield from without_duplicates(
            OpenQuestion(**common_fields(parsed, attributions, "open_question", evidence))
            for evidence in clauses
        )


def _is_open(found: Match) -> bool:
    """Whether the words leave a matter open here: "is considering", not "is considered a hero"."""
    knowing = next((token for token in found.tokens if token.lemma_ == "know"), None)
    who = subject(knowing) if knowing is not None else None
    if who is not None:
        return who.lower_ not in words_of("en", "questions", "personal")
    if found.phrase not in words_of("en", "questions", "needs_matter"):
        return True
    verb = found.last
    is_going_on = verb.tag_ == "VBG" or any(t.lower_ == "being" for t in verb.children)
    has_matter = is_passive(verb) or any(
        t.dep_ in ("dobj", "ccomp", "xcomp") for t in verb.children
    )
    names_it = any(t.dep_ in ("oprd", "xcomp") for t in verb.children) and is_passive(verb)
    return is_going_on and has_matter and not names_it
