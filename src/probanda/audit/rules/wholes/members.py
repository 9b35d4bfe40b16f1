"""Which numbers of a sentence stand beside each other as members of one list, and which only beside a member.

"Eleven were executed in seven incidents, four died of illness, two of them in hospital, and"
" the other 3 …": members
are 11, 4 and 3; seven incidents stand behind a preposition, two are a part of the four.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field

__all__ = ["Member", "members"]


@dataclass(frozen=True, slots=True)
class Member:
    """A number of a sentence with its part in the list.

    Attributes:
        q: the quantity.
        lead: the words between the number before (or the beginning of the sentence) and it.
        rest: "the remaining", "the other" stands before it.
        of_them: "of them", "of whom" stands before or behind it.
        bracket: depth of brackets that it stands in.
        tag: it stands alone in a bracket behind its label.
        aside: it stands first, behind a preposition: a whole, no part.
    """

    q: Quantity
    lead: str
    rest: bool = False
    of_them: bool = False
    bracket: int = 0
    tag: bool = False
    aside: bool = False


_DETERMINER = (
    r"(?:the|a|an|some|about|only|just|all|another|a further|yet another|los|las|el|la|unos|otros"
    r"|otras|les|ещё|еще"
    r"|лишь|только|около)"
)
_REST = (
    r"(?:(?:the|los|las|les)\s+)?"
    r"(?:remaining|other|others|rest|otros|otras|остальны\w+|прочи\w+|autres|restants?)"
)
_REST_LEAD = re.compile(
    rf"(?<!\w)(?:the\s+(?:remaining|other|rest,)|los\s+otros|las\s+otras|los\s+restantes|las\s+restantes"
    rf"|остальны\w+|les\s+autres|quedan|restan|осталось|остаются|leaving|which\s+left"
    rf"|so\s+the\s+fate\s+of)\s+(?:{_DETERMINER}\s+)?\Z",
    re.IGNORECASE,
)
_REST_BEHIND = re.compile(
    r"\s+(?:[^\W\d]+\s+)?(?:restantes|restants|остальны\w+|remaining(?!\s+in\b))(?!\w)",
    re.IGNORECASE,
)
_STRIPPED = re.compile(rf"(?:(?:(?<!\w)(?:{_DETERMINER}|{_REST})\s+)+)\Z", re.IGNORECASE)
_PREPOSITION = {
    "en": r"in|at|on|with|by|from|to|for|over|under|after|before|within|during|between|against|among|into|through"
    r"|near|across|than|until|since|throughout|about|as",
    "ru": r"в|во|на|с|со|по|от|до|за|для|при|через|у|к|ко|под|о|об|против|между|среди|около",
    "es": r"en|con|por|a|para|tras|desde|entre|contra|sobre|hasta|durante|ante|bajo|según",
    "fr": r"en|avec|par|à|pour|dans|sur|depuis|entre|contre|chez|pendant",
    "az": r"(?!)",
}
_BOUNDARY = re.compile(
    r"(?:\A\W*|[,;:(–—]\s*|(?<!\w)(?:and|и|а|y|e|et|va|və|but|pero|но)\s+)\Z", re.IGNORECASE
)
_INNER = re.compile(
    r"(?<!\w)(?:including|among (?:them|whom|these)|in particular|notably|в том числе|включая"
    r"|среди них|incluid[oa]s?"
    r"|entre ell[oa]s|entre los cuales|dont|y compris|of whom|of which|из которых|de los cuales"
    r"|de las cuales)(?!\w)",
    re.IGNORECASE,
)


_TOTAL = re.compile(
    r"(?<!\w)(?:total|in all|altogether|всего|итого|en total|au total)\s+(?:of\s+|de\s+)?\Z",
    re.IGNORECASE,
)


def members(facts: Facts, counts: list[Quantity], language: Language) -> list[Member]:
    """The members of the lists of one sentence, in order; whoever stands within a member is left out."""
    text = facts.text
    preposition = re.compile(rf"(?<!\w)(?:{_PREPOSITION[language.code]})\s+\Z", re.IGNORECASE)
    found: list[Member] = []
    since = counts[0].sentence[0] if counts else 0
    inner, depth, entered = False, 0, 0
    bases = {q.of for q in counts if q.of is not None}
    for q in counts:
        lead = text[since : q.start]
        depth += lead.count("(") - lead.count(")")
        since = q.end
        if re.search(r";\s|[:]\s", lead):
            inner = False
        rest = bool(_REST_LEAD.search(lead)) or bool(_REST_BEHIND.match(text, q.end, q.end + 30))
        if rest:
            inner = False
        behind = text[q.end : q.end + 18]
        of_them = bool(field("of_them").search(lead[-40:])) or bool(
            field("of_them").match(behind.lstrip(" ,"))
        )
        if found and _INNER.search(lead) and not _opens(found, lead):
            inner = True
        if inner and found and not rest:
            continue
        entered = min(entered, depth)
        if depth > entered and found:
            if not _list_opens(lead):
                continue  # "forces (76 per cent of the 104 cases …)"
            entered = depth
        bare = _STRIPPED.sub("", lead)
        aside = False
        if q.total and len(found) >= 2 and _TOTAL.search(lead):
            continue
        if preposition.search(bare) and q.index not in bases and not rest:
            before = preposition.sub("", bare)
            if found and not _BOUNDARY.search(before):
                continue  # "in seven incidents"
            aside = not found and not _alone_first(before)
        if of_them and found and len(found) >= 2 and not found[1].of_them and not rest:
            continue  # "12 of them for more than a year": a part of the member before
        found.append(
            Member(
                q,
                lead,
                rest,
                of_them,
                depth,
                lead.endswith("(") and text[q.end : q.end + 1] == ")",
                aside,
            )
        )
    return found


def _opens(found: list[Member], lead: str) -> bool:
    """Whether "of whom" opens the list itself: "64 cases, of which 31 …"."""
    return len(found) == 1 and bool(field("of_them").search(lead))


def _list_opens(lead: str) -> bool:
    """Whether a bracket holds a list: it opens right before the number."""
    return bool(re.search(r"\(\s*(?:[^\W\d]+\s+){0,2}\Z", lead))


def _alone_first(before: str) -> bool:
    """Whether nothing but an opening stands before the preposition of the first number: "In 38 cases …"."""
    return bool(re.fullmatch(r"\W*(?:[^\W\d]+\s+){0,1}\W*", before))
