"""What became of those who were shot: the verb leaves it open, the text around it mostly tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.language import load
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.extraction.figures.find import Draft

_AROUND = 3  # figures before and after that may tell


def settle_shots(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with "shot" read as injured or killed where the text tells, else as casualties.

    Injured where a limb is named or the clause goes on with survival; killed where a figure close
    by is of people killed.
    """
    settled = [_settled(draft, index, drafts) for index, draft in enumerate(drafts)]
    keys = {old.key: new.key for old, new in zip(drafts, settled, strict=True)}
    return [replace(draft, whole=keys.get(draft.whole or "")) for draft in settled]


def _settled(draft: Draft, index: int, drafts: Sequence[Draft]) -> Draft:
    table = load("en", "measures")["shot"]
    if draft.measure != "casualties" or draft.harm.trigger.lemma_.lower() not in table["verbs"]:
        return draft
    words = {token.lower_ for token in draft.harm.trigger.subtree}
    if words & set(table["survived"]):
        return _under(draft, "injured")
    near = (*drafts[max(0, index - _AROUND) : index], *drafts[index + 1 : index + 1 + _AROUND])
    return _under(draft, "killed") if any(d.measure == "killed" for d in near) else draft


def _under(draft: Draft, measure: Measure) -> Draft:
    return replace(draft, measure=measure, key=draft.key.replace(draft.measure, measure, 1))
