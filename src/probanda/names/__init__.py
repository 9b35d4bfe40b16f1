"""Names of persons across scripts: parsed into parts, romanised, reduced to a skeleton, compared.

Names only: who is the same person is decided elsewhere, from more than a name and by people.
"""

from probanda.names.compare import Comparison, Evidence, compare, score
from probanda.names.frequency import Frequencies
from probanda.names.parse import parse
from probanda.names.parts import Part, PersonName, Role
from probanda.names.skeleton import skeleton

__all__ = [
    "Comparison",
    "Evidence",
    "Frequencies",
    "Part",
    "PersonName",
    "Role",
    "compare",
    "parse",
    "score",
    "skeleton",
]
