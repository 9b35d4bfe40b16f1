"""How many sources stand behind something: those that rest on one another are one source.

Two articles about one film are one source, and so are two copies of the same bytes and two interviews with
the same witness. What joins them is computed from what the record says of each; nothing here judges a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Provenance", "independent", "origins"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of where a source comes from.

    Attributes:
        key: the source.
        derived_from: the source that it repeats, or "".
        digest: SHA-256 of its archived copy, or "".
        witness: whose account it is, when it is an interview or a statement; or "".
    """

    key: str
    derived_from: str = ""
    digest: str = ""
    witness: str = ""


def origins(sources: Iterable[Provenance]) -> dict[str, str]:
    """For each source, the one that stands for all that share its origin.

    Joined are sources of one chain of ``derived_from`` (also when the middle of it is not in the record),
    those with the same bytes, and those of the same witness. The one that stands for a group is the first
    that repeats no other, in order of key; sources in a circle are one group.

    >>> film = Provenance("film")
    >>> origins([film, Provenance("post", derived_from="film"), Provenance("letter")])
    {'film': 'film', 'post': 'film', 'letter': 'letter'}
    """
    listed = {source.key: source for source in sources}
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        root = key
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[key] != root:
            parent[key], key = root, parent[key]
        return root

    for source in listed.values():
        find(source.key)
        joined = (
            source.derived_from,
            f"\0bytes:{source.digest}" if source.digest else "",
            f"\0witness:{source.witness}" if source.witness else "",
        )
        for other in joined:
            if other:
                parent[find(source.key)] = find(other)
    groups: dict[str, list[str]] = {}
    for key in listed:
        groups.setdefault(find(key), []).append(key)
    heads = {
        root: min(keys, key=lambda key: (bool(listed[key].derived_from), key))
        for root, keys in groups.items()
    }
    return {key: heads[find(key)] for key in listed}


def independent(sources: Iterable[str], origin: Mapping[str, str]) -> tuple[str, ...]:
    """The origins behind some sources, sorted; a source that ``origin`` does not know stands for itself.

    >>> independent(["post", "film"], {"film": "film", "post": "film"})
    ('film',)
    """
    return tuple(sorted({origin.get(source, source) for source in sources}))
