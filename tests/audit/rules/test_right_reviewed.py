"""Right statements of invented reports that a second reader found to be warned of: none may be again."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_LINES = """
# Trials

- 4 May 2024: arrest of Daro Velin
- 11 October 2024: Velin sentenced to three years
- 21 October 2024: arrest of Pavel Sund
- 3 February 2025: indictment of Pavel Sund and Ines Korr
- 10 February 2025: Velin's appeal heard
- 7 April 2025: trial of Sund and Korr opens
- 30 June 2025: Korr acquitted
"""

_YEARS = """
| Year | Hospitals | Clinics | Total |
|---|---|---|---|
| 2022 | 33 | 48 | 81 |
| 2023 | 25 | 35 | 60 |
| 2024 | 18 | 25 | 43 |
| 2025 | 10 | 14 | 24 |

Attacks peaked in 2022 and then fell each year, to 24 in 2025.

Health workers killed by year: 2022 – 4; 2023 – 6; 2024 – 9; 2025 – 5.
"""

_SEARCHES = """
| Año | Hombres | Mujeres | Total |
|---|---|---|---|
| 2023 | 37 | 12 | 49 |
| 2024 | 35 | 10 | 45 |
| 2025 | 28 | 11 | 39 |

En 2024 hubo 17 búsquedas, cinco más que en 2023 (12) y en 2025 hubo 14.
"""

RIGHT = [
    ("order-wrong", _LINES),
    (
        "order-wrong",
        "On 20 August 2025 the investigator, himself sentenced in 2019 for abuse of office, was charged with "
        "forgery; the trial is to open in January 2026.",
    ),
    (
        "order-wrong",
        "El 12 de septiembre de 2024 el tribunal condenó a uno a 30 años; la sentencia fue confirmada el 11 de "
        "marzo de 2025. El tercero, procesado por separado, fue condenado el 3 de junio de 2024, tras un juicio "
        "iniciado el 20 de mayo.",
    ),
    (
        "order-wrong",
        "Le directeur, condamné pour diffamation le 12 février 2025 à l'issue d'un procès ouvert le 3 février, "
        "avait fait appel le 19 février.",
    ),
    ("duration-wrong", "The court sat on 11 days between 7 April and 30 June 2025."),
    (
        "duration-wrong",
        "The ministry recorded 402 incidents over the same seven years, including 96 in 2022 and 31 in 2025.",
    ),
    ("rank-wrong", _YEARS),
    ("rank-wrong", _SEARCHES),
    (
        "parts-sum",
        "De las 412 agresiones, 267 fueron amenazas.\n\nEl 62 % (155) había recibido amenazas, el 38 % (95) había "
        "cambiado de domicilio y el 18 % (45) había dejado su trabajo; las respuestas no son excluyentes.",
    ),
]


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_no_finding(rule: str, text: str) -> None:
    assert [hit.message for hit in audit(read_markdown(text)).findings if hit.rule == rule] == []


WRONG = [
    (
        "order-wrong",
        "# Trials\n\n- 4 May 2024: arrest of Daro Velin\n- 11 October 2024: Velin sentenced to three years\n"
        "- 2 November 2024: trial of Velin opens\n",
    ),
    ("duration-wrong", "The hearing lasted 11 days, from 7 April to 30 April 2025."),
]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_is_wrong_is_still_found(rule: str, text: str) -> None:
    assert rule in {hit.rule for hit in audit(read_markdown(text)).findings}
