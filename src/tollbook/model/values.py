"""The small closed vocabularies of the claim model."""

from __future__ import annotations

from typing import Literal, get_args

Measure = Literal[
    "killed", "injured", "casualties", "missing", "captured", "surrendered", "displaced", "deployed"
]
Modifier = Literal[
    "exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague"
]
Scope = Literal["incident", "cumulative", "period"]
Modality = Literal[
    "asserted", "estimated", "unconfirmed", "denied", "possible", "hypothetical", "question"
]
Status = Literal["combatant", "civilian", "mixed", "unknown"]
Sex = Literal["female", "male"]
AgeGroup = Literal["child", "adult"]
Basis = Literal["counted", "verified", "estimated", "relayed", "unknown"]
FoundBy = Literal["rule", "reader", "second"]
Role = Literal["publisher", "relayer", "origin"]
PlaceLevel = Literal["point", "town", "district", "province", "country"]
Direction = Literal["up", "down", "unchanged"]
Kind = Literal[
    "figure",
    "change",
    "prediction",
    "explanation",
    "custody",
    "incident",
    "document_evidence",
    "intention",
    "open_question",
    "assertion",
]
Verdict = Literal["fails", "undecided", "note", "holds"]

BASES: tuple[Basis, ...] = get_args(Basis)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
MEASURES: tuple[Measure, ...] = get_args(Measure)
KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
