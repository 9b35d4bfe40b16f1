"""Imprecise dates: what people write about when, kept exactly as precise as they wrote it.

Read with `parse_date`, store `ImpreciseDate.edtf` beside the text, ask with `before`, `within` and
their like, which answer yes, no or can't tell. No files, no Django.
"""

from probanda.dates.age import AgeRange, age_at
from probanda.dates.answer import Answer
from probanda.dates.compare import (
    after,
    before,
    on_or_after,
    on_or_before,
    overlaps,
    same_day,
    within,
)
from probanda.dates.imprecise import ImpreciseDate, from_date
from probanda.dates.parse import parse_date
from probanda.dates.problem import DateProblem
from probanda.dates.standard import from_edtf
from probanda.dates.wording import format_date

__all__ = [
    "AgeRange",
    "Answer",
    "DateProblem",
    "ImpreciseDate",
    "after",
    "age_at",
    "before",
    "format_date",
    "from_date",
    "from_edtf",
    "on_or_after",
    "on_or_before",
    "overlaps",
    "parse_date",
    "same_day",
    "within",
]
