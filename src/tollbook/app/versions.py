"""What changed between two versions of a document: its words, and what is said in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from tollbook.model.document import Document
from tollbook.model.statement import Statement
from tollbook.model.version import ChangedParagraph, ChangedWords, ChangeKind, VersionChanges
from tollbook.publishing.phrases import said_by, says, where_and_when, whom

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
_STEPS = 1_000_000  # word pairs that are compared: a second or so; longer texts differ as a whole
_PARAGRAPHS = 4_000  # a text of more is compared as one that was replaced


def compare_versions(
    old: tuple[Document, Sequence[Statement]], new: tuple[Document, Sequence[Statement]]
) -> VersionChanges:
    """What changed from an old version to a new one, each with its statements."""
    effort = _Effort(_STEPS)
    paragraphs = tuple(_paragraphs(_texts(old[0]), _texts(new[0]), effort))
    before, after = (Counter(map(_content, statements)) for _, statements in (old, new))
    return VersionChanges(
        old=old[0],
        new=new[0],
        paragraphs=paragraphs,
        gone=tuple(_surplus(old[1], before - after)),
        come=tuple(_surplus(new[1], after - before)),
        stayed=(before & after).total(),
        is_exact=not effort.is_spent,
    )


class _Effort:
    """How many steps may still be taken; what would take more is not compared."""

    def __init__(self, steps: int) -> None:
        self._left = steps
        self.is_spent = False

    def allows(self, steps: int) -> bool:
        if steps > self._left:
            self.is_spent = True
            return False
        self._left -= steps
        return True


def _texts(document: Document) -> list[str]:
    return [" ".join(document.text[block.start : block.end].split()) for block in document.blocks]


def _paragraphs(
    old: Sequence[str], new: Sequence[str], effort: _Effort
) -> Iterator[ChangedParagraph]:
    """The paragraphs of both in order; those that took the place of others compared by word."""
    if max(len(old), len(new)) > _PARAGRAPHS and old != new:
        effort.is_spent = True
        yield from _whole(old, "gone")
        yield from _whole(new, "new")
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield from _whole(old[i:j], "same")
        elif kind == "replace" and j - i == m - k:
            for before, after in zip(old[i:j], new[k:m], strict=True):
                yield from _words(before, after, effort)
        else:
            yield from _whole(old[i:j], "gone")
            yield from _whole(new[k:m], "new")


def _whole(texts: Iterable[str], kind: ChangeKind) -> Iterator[ChangedParagraph]:
    return (ChangedParagraph((ChangedWords(kind, text),)) for text in texts)


def _words(old: str, new: str, effort: _Effort) -> Iterator[ChangedParagraph]:
    """Two paragraphs as one with the words that differ; as two where they share too little."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    too_long = not effort.allows(len(before) * len(after))
    if too_long or matcher.quick_ratio() < _ALIKE:
        yield from _whole([old], "gone")
        yield from _whole([new], "new")
        return
    words: list[ChangedWords] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            words.append(ChangedWords("same", "".join(before[i:j])))
            continue
        if i < j:
            words.append(ChangedWords("gone", "".join(before[i:j])))
        if k < m:
            words.append(ChangedWords("new", "".join(after[k:m])))
    yield ChangedParagraph(tuple(words))


_ALIKE = 0.5  # of the words: with less in common, marks of what changed are harder to read


def _content(statement: Statement) -> tuple[str, ...]:
    """What a statement says, of whom, where, when, and by whom, in which words."""
    return (
        says(statement),
        whom(statement),
        where_and_when(statement),
        said_by(statement),
        " ".join(statement.evidence.quote.split()),
    )


def _surplus(
    statements: Iterable[Statement], more: Counter[tuple[str, ...]]
) -> Iterator[Statement]:
    left = Counter(more)
    for statement in statements:
        content = _content(statement)
        if left[content] > 0:
            left[content] -= 1
            yield statement
