"""Places in a text: every number that Tollbook shows leads back to one of these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's canonical text: code points `start` up to, not including, `end`.

    >>> Span.of("some 300 soldiers", 5, 8)
    Span(start=5, end=8, quote='300')
    >>> Span(5, 8, "30")
    Traceback (most recent call last):
    ...
    ValueError: a span of 3 characters cannot quote '30'
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        """Refuse a span that quotes nothing or that cannot be the slice it says it is."""
        if self.start < 0 or self.end <= self.start:
            raise ValueError(
                f"a span must run forward over some text, not {self.start}..{self.end}"
            )
        if len(self.quote) != self.end - self.start:
            raise ValueError(
                f"a span of {self.end - self.start} characters cannot quote {self.quote!r}"
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` between two offsets, with its quote."""
        return cls(start, end, text[start:end])

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
