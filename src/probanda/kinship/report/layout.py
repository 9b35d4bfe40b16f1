"""Where to put the members of a pedigree on paper: generations in rows, partners side by side."""

from __future__ import annotations

from dataclasses import dataclass

from probanda.kinship.pedigree import Pedigree

Couple = tuple[str | None, str | None]


@dataclass(frozen=True)
class Layout:
    """Positions of members: x across, y generation from the top (0)."""

    x: dict[str, float]
    y: dict[str, int]

    @property
    def width(self) -> float:
        """Distance between the outermost members."""
        return max(self.x.values()) - min(self.x.values())

    @property
    def depth(self) -> int:
        """Number of generations less one."""
        return max(self.y.values())


def layout(ped: Pedigree) -> Layout:
    """Rows by generation; within a row partners and siblings together, near parents and children."""
    y = _generations(ped)
    rows: dict[int, list[str]] = {}
    for p in ped.persons:
        rows.setdefault(y[p.id], []).append(p.id)
    x = {i: float(k) for row in rows.values() for k, i in enumerate(row)}
    for sweep in range(8):
        for g in sorted(rows, reverse=bool(sweep % 2)):
            wish = {i: _wish(ped, i, x) for i in rows[g]}
            order = _together(ped, sorted(rows[g], key=lambda i: (wish[i], i)), y)
            rows[g] = order
            at = -1e9
            for i in order:
                at = max(wish[i], at + 1.0)
                x[i] = at
            shift = sum(wish[i] - x[i] for i in order) / len(order)
            for i in order:
                x[i] += shift
    left = min(x.values())
    return Layout({i: v - left for i, v in x.items()}, y)


def _generations(ped: Pedigree) -> dict[str, int]:
    y = {p.id: 0 for p in ped.persons}
    for _ in range(len(y) + 1):
        before = dict(y)
        for p in ped.persons:
            parents = [q for q in (p.father, p.mother) if q]
            if parents:
                y[p.id] = max(y[p.id], 1 + max(y[q] for q in parents))
        for p in ped.persons:
            if p.father and p.mother:
                level = max(y[p.father], y[p.mother])
                for q in (p.father, p.mother):
                    if ped.by_id[q].is_founder:
                        y[q] = level
        if y == before:
            break
    return y


def _wish(ped: Pedigree, person: str, x: dict[str, float]) -> float:
    p = ped.by_id[person]
    near = [x[q] for q in (p.father, p.mother) if q] + [x[c] for c in ped.children[person]]
    return sum(near) / len(near) if near else x[person]


def _together(ped: Pedigree, order: list[str], y: dict[str, int]) -> list[str]:
    """The same order with partners of one generation moved next to each other."""
    partners: dict[str, list[str]] = {}
    for p in ped.persons:
        if p.father and p.mother and y[p.father] == y[p.mother]:
            for a, b in ((p.father, p.mother), (p.mother, p.father)):
                if b not in partners.setdefault(a, []):
                    partners[a].append(b)
    out: list[str] = []
    for i in order:
        if i in out:
            continue
        out.append(i)
        out += [q for q in partners.get(i, ()) if q in order and q not in out]
    return out
