"""Names that the report withholds in one place and prints in another."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.persons import persons
from probanda.audit.facts import Facts
from probanda.audit.rules.hidden.at_once import named_and_hidden
from probanda.audit.rules.hidden.beside import beside_their_other_name, under_their_first_name
from probanda.audit.rules.hidden.elsewhere import contradicted, told_elsewhere
from probanda.audit.rules.hidden.struck import struck_out
from probanda.audit.rules.registry import Hit, rule


@rule(
    "withheld-name-printed",
    "A name withheld here is printed there",
    "error",
    "persons",
    "Initials, “name withheld”, black bars and names struck out protect nobody when the name stands "
    "on another page beside the same facts.",
    bad=(
        "The prisoner D.A., 34, was beaten with cables in Arlan prison on 3 May "
        "2021.\n\n# Annex\n\nDavit Arlan, 34, beaten with cables in Arlan prison "
        "on 3 May 2021, still needs care.",
        "The prisoner ~~Davit Arlan~~ was beaten in May 2021.\n\n# Annex\n\nMr. Arlan still needs care.",
    ),
    good=(
        "The prisoner D.A., 34, was beaten with cables in Arlan prison on 3 May "
        "2021.\n\n# Annex\n\nThe historian Dana Anders wrote about prisons in 1998.",
        "~~The prisoner Davit Arlan was beaten in 2020.~~ The prisoner Davit Arlan was beaten in 2021.",
    ),
)
def withheld_name_printed(facts: Facts) -> Iterator[Hit]:
    """Match initials and withheld names with names printed beside the same facts."""
    told: set[str] = set()
    yield from struck_out(facts, told)
    yield from beside_their_other_name(facts, told)
    yield from under_their_first_name(facts, told)
    named = [p for p in facts.of(persons) if p.full]
    for hit in (*named_and_hidden(facts, named, told), *told_elsewhere(facts, named, told)):
        if not contradicted(facts, (hit.start, hit.end), hit.evidence[0]):
            yield hit
