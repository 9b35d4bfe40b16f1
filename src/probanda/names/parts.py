"""A parsed name as a value: its parts in the order written, each with a role, and what was odd about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from probanda.names.suffixes import Ending

__all__ = ["Part", "PersonName", "Role"]


class Role(StrEnum):
    """What a part of a name is."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    PARTICLE = "particle"
    TITLE = "title"
    NICKNAME = "nickname"
    MAIDEN = "maiden"
    GENERATION = "generation"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name.

    Attributes:
        text: as written.
        role: the likeliest role.
        script: ISO 15924 code, empty without letters.
        initial: whether it is an initial only.
        sounds: how it sounds (``sounds.SOUNDS``); of a patronymic the father's name alone.
        stem: length of the surname's stem in sounds.
        ending: the surname's ending.
        known: number of the known given name it spells, or -1.
        roles: every role it may have, as bits of ``alignment``; 0 for what is not compared.
        certain: whether a mark (ending, particle, comma) shows the role rather than the order.
    """

    text: str
    role: Role
    script: str = ""
    initial: bool = False
    sounds: str = ""
    stem: int = 0
    ending: Ending = Ending.NONE
    known: int = -1
    roles: int = 0
    certain: bool = False


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name and its parts; ``text`` is kept as it was given, ``flags`` say what was odd."""

    text: str
    parts: tuple[Part, ...] = ()
    flags: tuple[str, ...] = ()

    def of(self, role: Role) -> tuple[str, ...]:
        """Texts of the parts with a role."""
        return tuple(part.text for part in self.parts if part.role is role)

    @property
    def compared(self) -> tuple[Part, ...]:
        """The parts that say who is meant."""
        return tuple(part for part in self.parts if part.roles)

    @property
    def scripts(self) -> tuple[str, ...]:
        """Scripts of the parts, in order of first use."""
        return tuple(dict.fromkeys(part.script for part in self.parts if part.script))

    def as_dict(self) -> dict[str, Any]:
        """For JSON: roles and endings by name."""
        value = asdict(self)
        for part in value["parts"]:
            part["role"] = str(part["role"])
            part["ending"] = part["ending"].name.lower()
            del part["roles"], part["known"], part["stem"]
        value["scripts"] = list(self.scripts)
        for role in (Role.SURNAME, Role.GIVEN, Role.PATRONYMIC):
            value[str(role)] = " ".join(self.of(role))
        return value
