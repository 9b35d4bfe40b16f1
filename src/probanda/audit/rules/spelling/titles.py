"""The title of a body in two forms: "Institute for Peace and Law", "Institute of Peace and Law"; its words moved.

Three words of a title count, with the small ones between; what differs is a small word or the form of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["titles_changed"]

_SMALL = r"(?:of|for|on|against|in|by|de|del|en|por|para|contra|sobre|con|pour|contre|sur|Por|Para|Contra|Sobre)"
_FILLING = r"(?:the|and|&|la|las|los|el|y|e|les?|des|du|et|\W)"
_WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’'-]{2,}"
_TITLE = re.compile(
    rf"(?<![\w-])(?!The ){_WORD}(?:[ \n](?:(?:{_SMALL}|{_FILLING})[ \n]){{0,2}}{_WORD}){{2,7}}"
)
_PIECE, _SMALL_WORD = re.compile(r"[\w’'-]+"), re.compile(_SMALL)
_LETTERS, _SEVERAL = 5, re.compile(r"(?:['’]s?|s['’]?)\Z")
_POSSESSIVE = re.compile(r"['’]")
#: Who holds an office is not the body: "Minister", "Ministry".
_OFFICE = re.compile(
    r"(?:Minist|Fiscal|Comisi|Commiss|Presid|Direct|Procur|Prosec|Secretar|Govern|Defend)"
)
_SELDOM, _SHOWN = 2, 4

_Words = tuple[str, ...]


def titles_changed(facts: Facts) -> Iterator[Hit]:
    """Titles used once or twice that are another one with a word moved, or a small word or one form changed."""
    windows: dict[_Words, dict[_Words, list[tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for title in _TITLE.finditer(facts.text):
        pieces = list(_PIECE.finditer(title.group()))
        large = [at for at, piece in enumerate(pieces) if re.fullmatch(_WORD, piece.group())]
        large = [at for at in large if not _SMALL_WORD.fullmatch(pieces[at].group())]
        cuts = [large[i : i + 3] for i in range(len(large) - 2)] + (
            [large] if len(large) > 3 else []
        )
        for cut in cuts:
            own = pieces[cut[0] : cut[-1] + 1]
            form = tuple(
                p.group() for p in own if p.group()[0].isupper() or _SMALL_WORD.fullmatch(p.group())
            )
            stems = [p.group()[:_LETTERS].lower() for at, p in enumerate(pieces) if at in cut]
            key = tuple(sorted(stems) if len(cut) > 3 else stems)
            span = title.start() + own[0].start(), title.start() + own[-1].end()
            windows[key][form].append(span)
    told: list[tuple[int, int]] = []
    for forms in windows.values():
        usual, *others = sorted(forms, key=lambda form: (-len(forms[form]), forms[form][0]))
        for rare in others:
            places = forms[rare]
            seen = any(a <= places[0][0] <= b for a, b in told)
            if (
                len(places) <= _SELDOM
                and not seen
                and len(told) < _SHOWN
                and _changed(rare, usual, facts.language)
            ):
                told += places
                yield Hit(
                    *places[0],
                    f"“{facts.quote(*places[0])}” here, “{facts.quote(*forms[usual][0])}” elsewhere.",
                    "Use one form of the name in all places.",
                    (*places[1:], *forms[usual][:3]),
                    "note",
                )


def _changed(rare: _Words, usual: _Words, language: str) -> bool:
    """Whether two titles differ in what is no plural of the body, no possessive, no mark and no office."""
    one, other = ([_SEVERAL.sub("", word).lower() for word in form] for form in (rare, usual))
    if sorted(one) == sorted(other) and one != other:
        return True
    if one == other:  # one and several
        head = -1 if language == "en" else 0
        return rare[head] == usual[head] and not _POSSESSIVE.search(" ".join((*rare, *usual)))
    apart = {re.sub(r"[’'-].*", "", word) for word in set(rare).symmetric_difference(usual)}
    return not any(
        _OFFICE.match(a) or a[:-1] == b or a[:7].lower() == "interam" for a in apart for b in apart
    )
