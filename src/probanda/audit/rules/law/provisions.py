"""Articles that a treaty has not, and paragraphs that an article has not."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.provisions import provisions, treaties
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule


@rule(
    "provision-unknown",
    "A provision that doesn't exist",
    "error",
    "law",
    "An article that the treaty hasn't, or a paragraph that the article hasn't, "
    "is checked by every lawyer of the other side first.",
    bad=(
        "The State violated article 35 of the Convention against Torture.",
        "See article 2, paragraph 5, of the Convention against Torture.",
    ),
    good=(
        "The State violated article 16 of the Convention against Torture.",
        "Article 309 of the Criminal Code punishes abuse of office.",
    ),
)
def provision_unknown(facts: Facts) -> Iterator[Hit]:
    """Look every article up in the table of treaties."""
    known = treaties()
    for each in facts.of(provisions):
        treaty = known[each.treaty]
        for article, paragraph in each.articles:
            if not 1 <= article <= treaty.articles:
                yield Hit(
                    each.start,
                    each.end,
                    f"The {treaty.name} has {treaty.articles} articles; there is "
                    f"no article {article}.",
                    "Check the article and the treaty.",
                    severity="warning" if each.guessed else None,
                )
            elif (
                paragraph
                and article in treaty.paragraphs
                and paragraph > treaty.paragraphs[article]
            ):
                last = treaty.paragraphs[article]
                yield Hit(
                    each.start,
                    each.end,
                    f"Article {article} of the {treaty.name} has {last} paragraph{'s' if last > 1 else ''}; "
                    f"there is no paragraph {paragraph}.",
                    "Check the paragraph.",
                    severity="warning" if each.guessed else None,
                )
