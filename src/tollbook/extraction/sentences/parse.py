"""The parse: spaCy's reading of the sentences that the gate lets through, and its repair.

News opens with where and when: "In Arlen, Wymark, a baker was shot". The parser then often takes
the place for a second subject, or hangs the baker on the place and leaves the verb without one.
"""

from __future__ import annotations

import hashlib
import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tollbook.extraction.numbers import Quantity, quantities
from tollbook.extraction.sentences.forms import WordForms
from tollbook.extraction.sentences.vectors import speed_up
from tollbook.extraction.syntax.nouns import certainly_people
from tollbook.extraction.tagger import Network, Tags
from tollbook.extraction.times import TimeWords, find_times
from tollbook.language import load
from tollbook.model.document import Block, Document
from tollbook.model.problem import ModelError
from tollbook.model.text import Span
from tollbook.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

BATCH = 128  # sentences; 64 to 256 run equally fast, more only cost memory
_SUBJECTS = ("nsubj", "nsubjpass")
_PASSIVE = frozenset({"was", "were", "been", "are", "is", "being", "got"})
_LOST = ("appos", "conj", "pobj", "npadvmod", "nmod", "dep", "compound", "ROOT")
_SHORTEST_ASIDE, _LONGEST_ASIDE = 4, 12  # words
_NUMERAL = re.compile(r"\d[\d.,'’]{0,14}[+†‡*]?")  # the model takes some for nouns: "1'015"
_DETERMINERS = ("det", "nummod", "poss")
_SETTING = frozenset({"GPE", "LOC", "FAC", "ORG", "DATE", "TIME", "NORP"})


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document; `doc` is its parse, None where the gate left it unread.

    `doc` holds `text`, which is `start..end` of the document, character by character (a headline
    in capitals is parsed in small letters), so a token's place is `start + token.idx`. Numbers and
    times are read when they are first asked for, and once; their offsets are into `text`.
    """

    start: int
    end: int
    block: int
    text: str = field(repr=False, compare=False)
    doc: Doc | None = field(default=None, repr=False, compare=False)
    language: str = "en"
    value_policy: str = "tollbook"

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers of a parsed sentence, under its value policy."""
        return quantities(self.doc.text, self.value_policy) if self.doc is not None else ()

    def numbers_within(self, start: int, end: int) -> list[Quantity]:
        """The numbers that stand in a stretch of the sentence."""
        return [
            number
            for number in self.numbers
            if start <= number.core_start and number.core_end <= end
        ]

    @cached_property
    def times(self) -> tuple[TimeWords, ...]:
        """The time expressions; small letters would name no day, so the text itself is read."""
        return find_times(self.text, self.language)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document and its sentences in order, with what the tagger of attributions read of them.

    `terms` are the offsets of its casualty terms, in order; `settings` the thresholds by which
    every later stage reads it.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    tags: Tags = field(default_factory=Tags)
    terms: tuple[int, ...] = ()
    settings: Settings = field(default_factory=Settings)

    def tells_of_harm(self, spans: Iterable[Span]) -> bool:
        """Whether a casualty term stands in one of some spans."""
        return any(
            bisect_left(self.terms, span.start) < bisect_left(self.terms, span.end)
            for span in spans
        )

    def parsed_sentences(self) -> Iterator[tuple[Sentence, Doc]]:
        """The sentences that were parsed, each with its parse."""
        for sentence in self.sentences:
            if sentence.doc is not None:
                yield sentence, sentence.doc

    def block_of(self, sentence: Sentence) -> Block:
        """The paragraph, headline or list item that holds the sentence."""
        return self.document.blocks[sentence.block]

    def span(self, start: int, end: int) -> Span:
        """A span of the canonical text."""
        return Span.of(self.document.text, start, end)

    def span_of(self, sentence: Sentence, tokens: Iterable[Token]) -> Span:
        """The span from the first to the last word of some tokens of one sentence."""
        every = list(tokens)
        chosen = [token for token in every if not token.is_space] or every
        start = min(token.idx for token in chosen)
        end = max(token.idx + len(token) for token in chosen)
        return self.span(sentence.start + start, sentence.start + end)


class Parser:
    """The learned readers of a language, each loaded once: spaCy's small model, and the tagger.

    The files of spaCy's model are checked against known digests; `digest` is over both.

    Raises:
        ModelError: no accepted model is installed, or one of its files is not the known one.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        lexicon = load(language, "model")
        package, folder = _find_model(lexicon["packages"], lexicon["version"])
        self.name = f"{package} {lexicon['version']}"
        self.tagger = Network()
        known = _check_files(folder, lexicon["digests"], self.name)
        self.digest = hashlib.sha256(f"{known} {self.tagger.digest}".encode()).hexdigest()
        self._folder = folder

    def parse(self, texts: Sequence[str]) -> Iterator[Doc]:
        """The parses of some sentences, in their order; the first of all loads the model."""
        if not texts:
            return
        nlp, forms = self._loaded
        for doc in nlp.pipe(map(_as_the_model_reads, texts), batch_size=BATCH):
            doc.tensor = doc.tensor[:0]  # a third of a parse's memory, and not needed again
            forms(doc)
            repair(doc)
            yield doc

    @cached_property
    def _loaded(self) -> tuple[Language, WordForms]:
        nlp = _load(self._folder)
        return nlp, WordForms(nlp)


def _find_model(packages: Iterable[str], version: str) -> tuple[str, Path]:
    for package in packages:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        root = Path(spec.origin).parent
        for folder in sorted(root.glob(f"*-{version}")):
            return package, folder
    raise ModelError(
        f"no language model is installed: install {' or '.join(packages)}, version {version}"
    )


def _check_files(folder: Path, digests: dict[str, str], name: str) -> str:
    """The digest over all known files of the model, once each is what it should be."""
    total = hashlib.sha256()
    for path, known in sorted(digests.items()):
        try:
            found = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"the language model {name} lacks {path}: install it again") from error
        if found != known:
            raise ModelError(
                f"{path} of the language model {name} is not the file that was checked "
                f"(SHA-256 {found[:12]}…, expected {known[:12]}…): install it again"
            )
        total.update(f"{path} {found}\n".encode())
    return total.hexdigest()


def _load(folder: Path) -> Language:
    with _without_command_line():
        import spacy  # noqa: PLC0415 - half a second that commands without a parse need not pay
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    # numpy's own matrix product beats blis by a third on these small matrices, with equal results
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(folder, disable=["attribute_ruler", "lemmatizer"])  # `WordForms` calls them
    speed_up(nlp)
    return nlp


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Import spaCy without its command line, a third of its start-up, which `spacy.info` is from.

    Afterwards all is as it would have been: the command line is imported when it is asked for.
    """
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    if "spacy" in sys.modules:
        yield
        return

    def info(*arguments: Any, **named: Any) -> Any:
        return import_module("spacy.cli.info").info(*arguments, **named)

    vars(module)["info"] = info
    sys.modules |= {package.__name__: package, module.__name__: module}
    try:
        yield
    finally:
        for name in (package.__name__, module.__name__):
            sys.modules.pop(name, None)
        vars(sys.modules.get("spacy", package)).pop("cli", None)


def _as_the_model_reads(text: str) -> str:
    """A sentence in words that the model knows, character for character as long."""
    return _in_small_letters(text.replace(" incl. ", " among "))


def _in_small_letters(text: str) -> str:
    """A headline in capitals as the model knows words, character for character as long.

    >>> _in_small_letters("ONE ROMANIAN DIES IN BUS CRASH.")
    'one romanian dies in bus crash.'
    """
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    if letters < 12 or capitals < 0.8 * letters:
        return text
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def repair(doc: Doc) -> None:
    """Give each verb the subject that the parser hung elsewhere, and no place beside it."""
    for token in doc:
        digit = token.text[0].isdecimal() and token.tag_ != "CD"
        if digit and _NUMERAL.fullmatch(token.text):
            token.tag_, token.pos_ = "CD", "NUM"
        if token.lower_ == "shot" and token.pos_ != "VERB" and _is(token.i + 1, "dead", doc):
            token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", "shoot"
        if token.dep_ in _SUBJECTS and token.pos_ == "ADP":
            _name_the_people(token)
        elif token.dep_ in ("aux", "auxpass"):
            _lift_subject(token)
        elif token.pos_ == "VERB":
            _take_from_participle(token)
        elif token.lemma_ == "be" and token.pos_ == "AUX":
            _take_number(token)
    _mend_passives(doc)


def _is(place: int, word: str, doc: Doc) -> bool:
    return place < len(doc) and doc[place].lower_ == word


def _name_the_people(preposition: Token) -> None:
    """Make the people under a bound the subject: "between 4 and 11 men, two of them old, died"."""
    people = next((t for t in preposition.rights if t.dep_ == "pobj"), None)
    if people is not None and certainly_people(people):
        people.head, people.dep_ = preposition.head, preposition.dep_
        preposition.head, preposition.dep_ = people, "quantmod"


def _lift_subject(auxiliary: Token) -> None:
    """Give the subject of an auxiliary to its verb: "were found dead and 30 are missing"."""
    verb = auxiliary.head
    own = next((t for t in auxiliary.lefts if t.dep_ in _SUBJECTS), None)
    if own is not None and not any(t.dep_ in _SUBJECTS for t in verb.lefts):
        own.head = verb


def _take_from_participle(verb: Token) -> None:
    """Give a verb the people whom a participle before it describes: "two men shot in Goma died".

    The parser takes the participle for a clause of its own, and leaves the verb without a subject.
    """
    lefts = list(verb.lefts)
    if verb.tag_ not in ("VBD", "VBP") or any(t.dep_ in _SUBJECTS for t in lefts):
        return
    clause = next((t for t in lefts if t.dep_ == "ccomp" and t.tag_ in ("VBN", "VBD")), None)
    if clause is None or any(t.dep_ in ("aux", "auxpass", "dobj") for t in clause.children):
        return
    people = next((t for t in clause.lefts if t.dep_ in _SUBJECTS), None)
    between = verb.doc[people.i + 1 : verb.i] if people is not None else ()
    if people is None or any(t.is_punct for t in between) or not certainly_people(people):
        return
    people.head, people.dep_ = verb, "nsubj"
    clause.head, clause.dep_ = people, "acl"


def _take_number(copula: Token) -> None:
    """Give a copula the number right before it: "90 were women and 55 were children"."""
    number = copula.nbor(-1) if copula.i else copula
    alone = not any(t.dep_ in (*_SUBJECTS, "expl", "attr") and t.i < copula.i for t in copula.lefts)
    if number.tag_ == "CD" and number.dep_ == "conj" and alone and number not in copula.ancestors:
        number.head, number.dep_ = copula, "nsubj"


def _mend_passives(doc: Doc) -> None:
    """Give each passive verb the phrase right before it as its subject."""
    for verb in doc:
        if (verb.tag_ != "VBN" and verb.lower_ != "missing") or verb.i < 2:
            continue
        auxiliaries = [t for t in verb.lefts if t.dep_ in ("aux", "auxpass")]
        if not auxiliaries or auxiliaries[-1].lower_ not in _PASSIVE:
            continue
        subjects = [t for t in verb.lefts if t.dep_ in _SUBJECTS]
        aside = None if subjects else _before_aside(auxiliaries[0])
        if aside is not None and aside not in verb.subtree and verb not in aside.subtree:
            aside.head, aside.dep_ = verb, "nsubjpass"
            continue
        phrase = _phrase_before(auxiliaries[0])
        if phrase is None:
            continue
        if not subjects:
            _attach(phrase, verb)
        elif subjects[-1] == phrase:
            _detach_settings(subjects[:-1], phrase)


def _before_aside(auxiliary: Token) -> Token | None:
    """The people before an aside that names some of them: "over 40, including boys, were hurt"."""
    doc, last = auxiliary.doc, auxiliary.i - 1
    if last < _SHORTEST_ASIDE or doc[last].text != ",":
        return None
    for comma in range(last - 1, max(last - _LONGEST_ASIDE, 1), -1):
        if doc[comma].text == "," and doc[comma + 1].lower_ in ("including", "among"):
            before = doc[comma - 1]
            counted = before.tag_ == "CD" or any(t.dep_ == "nummod" for t in before.lefts)
            people = before.tag_ == "CD" or certainly_people(before)
            return before if counted and people else None
        if doc[comma].pos_ == "VERB" and doc[comma].tag_ != "VBG":
            return None
    return None


def _phrase_before(auxiliary: Token) -> Token | None:
    """The noun with an article, a number or an owner whose phrase ends right before a verb."""
    doc, end = auxiliary.doc, auxiliary.i - 1
    while end > 0 and doc[end].pos_ == "ADV":
        end -= 1
    noun = doc[max(end, 0)]
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and certainly_people(noun.head.head):
        noun = noun.head.head  # "the driver of a bus"
    determined = any(t.dep_ in _DETERMINERS for t in noun.lefts)
    return noun if noun.tag_ in ("NN", "NNS") and determined else None


def _attach(phrase: Token, verb: Token) -> None:
    """Make a phrase that the parser hung elsewhere the subject of a verb that has none."""
    inherits = verb.dep_ in ("relcl", "acl", "xcomp") or verb in phrase.subtree
    if inherits or phrase.dep_ not in _LOST or not certainly_people(phrase):
        return
    above = phrase.head
    for before in phrase.lefts:
        inside = before.dep_ in ("nmod", "compound", "amod") and before.ent_type_ in _SETTING
        if inside and any(t.dep_ in _DETERMINERS and t.i > before.i for t in phrase.lefts):
            # "in the area of Wymark three men": the place goes back to its preposition
            before.head, before.dep_ = above, phrase.dep_
    phrase.head, phrase.dep_ = verb, "nsubjpass"


def _detach_settings(others: Sequence[Token], phrase: Token) -> None:
    """Unmake the subjects that only say where or when, or who reports: "Arlen: a man was shot"."""
    doc = phrase.doc
    first = phrase.left_edge.i
    if first and doc[first - 1].lower_ in ("and", "or", "&"):
        return
    for other in others:
        last = max(t.i for t in other.subtree if t.i < first)
        after = doc[last] if doc[last].is_punct else doc[last + 1]
        named = not any(t.dep_ in _DETERMINERS for t in other.lefts)
        follows_a_place = other.left_edge.i > 1 and _ends_a_place(doc[other.left_edge.i - 1])
        setting = other.ent_type_ in _SETTING or follows_a_place or after.text == ":"
        if named and setting and after.text in (",", ":", "-", "–", "—", ")"):
            other.dep_ = "npadvmod"


def _ends_a_place(comma: Token) -> bool:
    """Whether a comma parts a name from the place before it: "in Kesh, Upper Wymark"."""
    return comma.text == "," and any(t.dep_ == "pobj" for t in (comma.nbor(-1), comma.head))
