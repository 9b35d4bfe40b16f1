"""Which lists behind a number claim to be complete, so that their parts must make it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.reckoning import is_person, kind_of, round_to, same_kind, step_of
from probanda.audit.rules.registry import Hit

__all__ = [
    "MORE_THAN_ONE",
    "OPEN_LIST",
    "added",
    "bare_pieces",
    "covers",
    "is_listed",
    "named_singly",
    "parts_after",
    "sum_shown",
    "wrong_sum",
]

OPEN_LIST = re.compile(
    r"(?<!\w)(?:including|among (?:them|others)|etc\b|and others|amongst|inter alia"
    r"|such as|for example|e\.g\.|notably|at least"
    r"|in particular|some of|several|many|также|в том числе|включая|и др|среди них"
    r"|entre ellos|incluid[oa]s?|incluyendo"
    r"|notamment|y compris|dont)(?!\w)",
    re.IGNORECASE,
)


#: Says that one may stand under several labels, so that they don't add up.
MORE_THAN_ONE = re.compile(
    r"(?<!\w)(?:(?:more than|in more than|several|multiple) (?:one|once|answers|subjects|categories|reasons|labels"
    r"|methods|responses|charges)|overlap\w*|double[- ]count\w*|counted (?:twice|more than once)|not add up"
    r"|более (?:одного|одной)|несколько (?:ответ|причин|тем|раз)\w*|пересека\w+|дважды"
    r"|más de un[oa]?|varias? (?:respuestas?|categorías?|veces|opciones)|se superponen|plus d'un\w*"
    r"|no (?:son|eran) excluyentes|not (?:mutually )?exclusive|взаимоисключа\w+"
    r"|plusieurs (?:réponses|fois|choix)|несколько (?:повод|основани|вариант|форм|вид)\w*)"
    r"(?!\w)",
    re.IGNORECASE,
)


def is_listed(q: Quantity) -> bool:
    """Whether a quantity of prose may be a whole or a part of a sum."""
    return q.unit == "count" and not q.each and not q.spoken and q.cell is None


def added(parts: Sequence[Quantity]) -> Decimal:
    """The sum of a few quantities."""
    return sum((part.value for part in parts), Decimal(0))


_PIECE = re.compile(r"[,;]|(?<!\w)(?:and|и|y|e|et|və)(?!\w)", re.IGNORECASE)


def named_singly(region: str, lacking: Decimal) -> bool:
    """Whether a list names as many without a number as it lacks: "four judges, a clerk and an interpreter".

    Args:
        region: the words of the list, from its first number to its end.
        lacking: what the parts lack of their whole.
    """
    return 0 < lacking <= 5 and bare_pieces(region) == lacking


def bare_pieces(region: str) -> int:
    """How many pieces of a list bear no number: each of these counts one."""
    pieces = [piece.strip(" .:()") for piece in _PIECE.split(re.split(r"[.!?]\s", region)[0])]
    return sum(0 < len(piece.split()) <= 6 and not _NUMBERED.search(piece) for piece in pieces)


_NUMBERED = re.compile(
    r"\d|(?<!\w)(?:one|один|одн[аоу]|одном|uno|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty"
    r"|thirty|forty|fifty|дв[аеоу]\w*"
    r"|тр[иёе]\w*|четыр\w+|четверо|пят\w+|шест\w+|сем[иьея]\w*|восем\w+|девят\w+|десят\w+|\w+надцат\w+|dos|tres"
    r"|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|deux|trois|quatre|cinq|sept|huit|neuf|dix)(?!\w)",
    re.IGNORECASE,
)


def sum_shown(parts: list[Quantity], ones: int = 0) -> str:
    """A sum written out: "70 + 45 = 115"; `ones` are parts that are named without a number."""
    written = [part.shown for part in parts] + ["1"] * ones
    return " + ".join(written) + f" = {(added(parts) + ones).normalize():,f}"


def wrong_sum(whole: Quantity, parts: list[Quantity], ones: int = 0) -> Hit:
    """The finding for a list that misses its whole; a warning where some bear no number or the whole is round."""
    cut = abs(added(parts) + ones - whole.value) < round_to(whole)
    return Hit(
        whole.start,
        whole.end,
        f"The parts don't make the whole: {sum_shown(parts, ones)}, not {whole.shown}.",
        "Correct the number that is wrong, or say what the list leaves out.",
        tuple((part.start, part.end) for part in parts),
        "warning" if ones or cut else None,
    )


def parts_after(
    facts: Facts, whole: Quantity, following: list[Quantity], language: Language
) -> list[Quantity]:
    """The quantities that a complete list after a whole names; none when it isn't one."""
    if not following:
        return []
    text, first = facts.text, following[0]
    after = max(whole.end, whole.group.end if whole.start <= whole.group.end <= first.start else 0)
    between = text[after : first.start]
    end = whole.sentence[1]
    close = _closing(text, after, first.start, end)
    parts: list[Quantity] = []
    for part in following:
        if part.start >= close:
            break
        gap = text[(parts[-1].end if parts else after) : part.start]
        if parts and _nested(gap):
            continue
        if (
            part.subset == "including"
            and part.whole is not None
            and part.whole != whole.index
            and parts
        ):
            continue
        named = bool(kind_of(part.group, language)[0]) and not is_person(whole.group, language)
        fits = part.subset == "some_of" or named or same_kind(whole.group, part.group, language)
        if part.bound not in {"exact", "exactly"} or not fits:
            return []
        if parts and re.search(
            r"(?<!\w)(?:were later|then|subsequently|later|which|who|из которых|of "
            r"whom|of which)(?!\w)|[.;]\s+[A-Z]",
            gap,
        ):
            break
        parts.append(part)
    if parts and composed(r",\s+<whereas>\s+\d").search(text, parts[-1].end, end):
        return []  # "40 journalists, 30 lawyers, while 15 students escaped": no part, and no end of the list
    region = text[after : min(close, end)]
    if parts and named_singly(text[parts[0].start : min(close, end)], whole.value - added(parts)):
        return []
    far = not whole.value / 2 <= added(parts) <= whole.value * 3 / 2
    tagged = any(text[q.start - 2 : q.start] in {"= ", "=\u00a0"} for q in (whole, *parts))
    if (
        far
        or tagged
        or (whole.decimals and abs(added(parts) - whole.value) <= _slack(text, whole, parts))
    ):
        return []  # coefficients, cases in each of twelve towns, rounded millions
    if len(parts) < 2 or OPEN_LIST.search(region):
        return []
    if any(part.of is not None for part in parts) or any(p.value > whole.value * 3 for p in parts):
        return []
    if any(part.value == whole.value for part in parts) or (
        len(parts) > 2 and 2 * parts[0].value == added(parts)
    ):
        return []
    opened = re.search(
        r"(?:[:(–—]|(?:i\.e\.|that is|namely|viz\.|а именно|a saber|à savoir)[,:]?)"
        r"\s*(?:[^\W\d]+[\s:(–—-]+){0,4}(?:the\s+)?\Z",
        between,
        re.IGNORECASE,
    )
    if opened and not _joined(text, parts):
        opened = None
    if all(_SIGNED.search(text, max(0, q.start - 4), q.start) for q in (whole, *parts)):
        return []  # "heads – 12; teachers – 6, drivers – 3": the first of a list
    if opened and ("," in between[: opened.start()] or whole.label):
        opened = None  # "from home — 74, from the street — 46": the first of a list, not its whole
    comprising = language.pattern("comprising").search(between)
    covering = covers(parts, language) and kind_of(whole.group, language)[0] not in {
        kind_of(part.group, language)[0] for part in parts
    }
    if (
        comprising
        or (opened and _plain_list(parts, whole, language))
        or (
            covering
            and (
                whole.index == first.whole
                or opened
                or re.fullmatch(r"\s*[,(–—-]\s*(?:both\s+)?", between)
            )
        )
    ):
        return parts
    return []


_SIGNED = re.compile(r"[–—:-]\s*\Z")


def _slack(text: str, whole: Quantity, parts: list[Quantity]) -> Decimal:
    return sum((step_of(text, q) for q in (whole, *parts)), Decimal(0)) / 2


def _joined(text: str, parts: list[Quantity]) -> bool:
    """Whether the last part is joined by a word or sign that ends a list."""
    gap = text[parts[-2].end : parts[-1].start]
    return bool(re.search(r"(?<!\w)(?:and|и|y|e|et|və|а)(?!\w)|[,;)]", gap))


def _plain_list(parts: list[Quantity], whole: Quantity, language: Language) -> bool:
    """Whether every part counts what the whole counts, or is a label with a number."""
    kinds = [kind_of(part.group, language)[0] for part in parts]
    if any(kinds) and not all(kinds):
        named = [part.group.head for part in parts if part.group.head]
        return len(set(named)) == len(named)
    return all(
        part.subset == "some_of" or same_kind(whole.group, part.group, language) for part in parts
    )


def covers(parts: list[Quantity], language: Language) -> bool:
    """Whether the labels of a few parts leave nobody out: men and women, soldiers and civilians."""
    found = [kind_of(part.group, language) for part in parts]
    kinds, labels = {kind for kind, _ in found}, [label for _, label in found]
    if "" in kinds or len(set(labels)) != len(labels):
        return False
    if kinds in ({"sex"}, {"service"}, {"age"}):
        return len(parts) >= 2
    return kinds == {"sex", "age"} and len(parts) == 3


def _closing(text: str, after: int, first: int, end: int) -> int:
    """Where a list opened by a bracket ends."""
    opened = text.rfind("(", after, first)
    if opened < 0:
        stop = re.compile(
            r"[;.]\s|(?<!\w)(?:while|whereas|of whom|of which|from|among whom|compared)(?!\w)"
        ).search(text, first, end)
        return stop.start() if stop else end
    depth = 0
    for place in range(opened, end):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return end


def _nested(gap: str) -> bool:
    return gap.count("(") > gap.count(")")
