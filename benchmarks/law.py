"""100,000 acts held against the provisions that compete for each. Promise: under 30 s.

Acts are generated: types from the vocabulary of acts, six facts each on random traits from some of 5,000 sources
in chains, two States, three kinds of conflict. The time includes independence of sources and applicability.
"""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from probanda.law.facts import Act, Fact, Stance
from probanda.law.independence import Provenance, origins
from probanda.law.loading import shipped_law
from probanda.law.provisions import Conflict
from probanda.law.standard import standard_qualifier
from probanda.law.thesaurus import terms

ACTS = 100_000
LIMIT = 30.0


def make_acts(number: int, seed: int = 1) -> tuple[list[Act], dict[str, str]]:
    """Acts and the origins of their sources."""
    rng = random.Random(seed)
    law = shipped_law()
    traits = list(law.traits)
    types = [each.id for each in terms().values() if each.provisions]
    sources = [f"s{n}" for n in range(5000)]
    chain = origins(
        Provenance(key, derived_from=f"s{rng.randrange(n)}" if n and rng.random() < 0.3 else "")
        for n, key in enumerate(sources)
    )
    kinds = (Conflict.INTERNATIONAL, Conflict.NON_INTERNATIONAL, Conflict.ANY)
    acts = []
    for number_ in range(number):
        kind = rng.choice(types)
        own = terms()[kind].traits
        facts = [Fact(f"act:{number_}", rng.choice(sources), trait) for trait in own]
        facts += [
            Fact(
                f"fact:{number_}-{n}",
                rng.choice(sources),
                rng.choice(traits),
                Stance.SUPPORTS if rng.random() < 0.85 else Stance.CONTRADICTS,
            )
            for n in range(6)
        ]
        day = date(2019, 3, 14) + timedelta(days=rng.randrange(300))
        acts.append(
            Act(
                f"act:{number_}",
                kind,
                earliest=day,
                latest=day,
                states=(rng.choice(("Sartania", "Kevria")),),
                conflicts=((rng.choice(kinds), "s1"),),
                facts=tuple(facts),
            )
        )
    return acts, chain


def main() -> None:
    acts, chain = make_acts(ACTS)
    qualifier = standard_qualifier(chain)
    start = time.perf_counter()
    held = elements = 0
    for act in acts:
        found = qualifier.qualify(act)
        held += len(found)
        elements += sum(len(one.findings) for one in found)
    took = time.perf_counter() - start
    print(
        f"law: {ACTS:,} acts, {held:,} qualifications, {elements:,} elements in {took:.1f} s "
        f"({took / ACTS * 1e6:.0f} µs an act); promise {LIMIT:.0f} s: {'kept' if took < LIMIT else 'NOT KEPT'}"
    )


if __name__ == "__main__":
    main()
