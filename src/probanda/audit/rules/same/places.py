"""Parts of a report that say again what stands elsewhere in it: summary, findings at a glance, conclusion."""

from __future__ import annotations

import re
from bisect import bisect_right

from probanda.audit.facts import Facts

__all__ = ["restating"]

_TITLE = re.compile(
    r"(?<!\w)(?:summary|abstract|overview|highlights|at a glance|key (?:findings|facts|figures|points|messages|data)"
    r"|main findings|in brief|in numbers|foreword|preface|conclusions?|concluding|press release|synopsis|takeaways"
    r"|summing up"
    r"|кратк\w+|резюме|аннотация|основные (?:выводы|результаты|данные|цифры)|главное|коротко|предисловие|заключени[ея]"
    r"|выводы|итоги|в цифрах|пресс-релиз|обзор"
    r"|resumen|síntesis|sumario|sinopsis|principales (?:hallazgos|conclusiones|resultados|cifras|datos)|en cifras"
    r"|hallazgos principales|prólogo|presentación|conclusi(?:ón|ones)|a modo de conclusión|datos clave"
    r"|comunicado de prensa"
    r"|résumé|synthèse|aperçu|principaux (?:résultats|constats)|chiffres clés|avant-propos|conclusions?|en bref"
    r"|xülasə|əsas nəticələr|nəticə\w*|giriş sözü|icmal)(?!\w)",
    re.IGNORECASE,
)


def restating(facts: Facts, position: int) -> bool:
    """Whether a place stands in a part that says again what stands elsewhere."""
    starts, ends = facts.of(_parts)
    place = bisect_right(starts, position) - 1
    return place >= 0 and position < ends[place]


def _parts(facts: Facts) -> tuple[list[int], list[int]]:
    """Starts and ends of such parts, in order."""
    document = facts.document
    spans: list[tuple[int, int]] = []
    first = document.sections[0].start if document.sections else 0
    for place, section in enumerate(document.sections):
        if spans and section.start < spans[-1][1]:
            continue
        if _TITLE.search(section.title) and len(section.title) < 80:
            spans.append((section.start, section.end))
        elif place == 0 and first > 200:
            spans.append((0, first))  # what stands before the first heading introduces the rest
    return [start for start, _ in spans], [end for _, end in spans]
