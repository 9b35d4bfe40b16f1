"""Words and slips of the clerks who write lists: ranks, states, months, letters misread."""

from __future__ import annotations

__all__ = ["MONTHS", "RANKS", "SCANNED", "STATUS", "UNKNOWN"]

RANKS = {
    "az": dict(
        zip(
            (
                "private",
                "corporal",
                "sergeant",
                "senior sergeant",
                "lieutenant",
                "senior lieutenant",
                "captain",
                "major",
            ),
            (
                "əsgər",
                "kiçik çavuş",
                "çavuş",
                "baş çavuş",
                "leytenant",
                "baş leytenant",
                "kapitan",
                "mayor",
            ),
            strict=True,
        )
    ),
    "ru": dict(
        zip(
            (
                "private",
                "corporal",
                "sergeant",
                "senior sergeant",
                "lieutenant",
                "senior lieutenant",
                "captain",
                "major",
            ),
            (
                "рядовой",
                "ефрейтор",
                "сержант",
                "старший сержант",
                "лейтенант",
                "старший лейтенант",
                "капитан",
                "майор",
            ),
            strict=True,
        )
    ),
    "hy": dict(
        zip(
            (
                "private",
                "corporal",
                "sergeant",
                "senior sergeant",
                "lieutenant",
                "senior lieutenant",
                "captain",
                "major",
            ),
            (
                "շարքային",
                "եֆրեյտոր",
                "սերժանտ",
                "ավագ սերժանտ",
                "լեյտենանտ",
                "ավագ լեյտենանտ",
                "կապիտան",
                "մայոր",
            ),
            strict=True,
        )
    ),
}
STATUS = {
    "az": {"captured": "əsir", "missing": "itkin", "dead": "ölüb", "released": "azad edilib"},
    "ru": {
        "captured": "пленный",
        "missing": "пропал без вести",
        "dead": "погиб",
        "released": "освобождён",
    },
    "hy": {
        "captured": "գերի",
        "missing": "անհետ կորած",
        "dead": "զոհված",
        "released": "ազատ արձակված",
    },
    "en": {"captured": "captured", "missing": "missing", "dead": "dead", "released": "released"},
}
UNKNOWN = {
    "az": ("", "", "naməlum", "-"),
    "ru": ("", "", "н/д", "неизвестно"),
    "hy": ("", "", "անհայտ"),
    "en": ("", "", "unknown", "?"),
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
#: Letters that a scanner takes for one another.
SCANNED = {
    "l": "1",
    "o": "0",
    "i": "l",
    "е": "с",
    "н": "и",
    "п": "л",
    "ш": "щ",
    "ր": "ը",
    "ա": "տ",
    "գ": "զ",
    "u": "n",
    "m": "rn",
    "c": "e",
}
