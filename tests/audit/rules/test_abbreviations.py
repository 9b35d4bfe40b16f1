"""Abbreviations a letter apart, bodies renamed under one abbreviation, and what only looks so: all invented."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_EN = (
    "The Kevrian Council for Detained Persons (KCDP) was founded in 2001. The KCDP visits prisons.\n\n"
    "In May the KCDP saw the cells. The KCDP wrote to the minister.\n\n"
)
_ES = (
    "La Comisión Kevria de Derechos Humanos (CKDH) nació en 2001. La CKDH visita cárceles.\n\n"
    "En mayo la CKDH vio las celdas. El informe de la CKDH se publicó.\n\n"
)
_RU = (
    "Кеврийская общественная наблюдательная комиссия (КОНК) создана в 2001 году. КОНК посещает тюрьмы.\n\n"
    "В мае члены КОНК видели камеры. Доклад КОНК напечатан.\n\n"
)
_FR = (
    "Le Conseil kevrien des personnes détenues (CKPD) est né en 2001. Le CKPD visite les prisons.\n\n"
    "En mai, le CKPD a vu les cellules. Le rapport du CKPD a paru.\n\n"
)


def _found(text: str) -> list[str]:
    report = audit(read_markdown(text), ["name-spellings"])
    return [f.message for f in report.findings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_EN + "Nobody answered the KCPD in June.", ("KCPD", "KCDP")),
        (_EN + "Nobody answered the KDP in June.", ("KDP", "KCDP")),
        (_EN + "Nobody answered the KCCDP in June.", ("KCCDP", "KCDP")),
        (_ES + "El capítulo II del informe de la CKHD lo dice.", ("CKHD", "CKDH")),
        (_ES + "Según la CDH, las celdas eran oscuras.", ("CDH", "CKDH")),
        (_RU + "Члены КНОК приехали в июне.", ("КНОК", "КОНК")),
        (_RU + "Члены КОННК приехали в июне.", ("КОННК", "КОНК")),
        (_FR + "Le rapport du CPKD le dit.", ("CPKD", "CKPD")),
        (
            _ES
            + "El Servicio de Protección Vecinal (SPV) calla. Antes hubo un Sistema de Protección Vecinal.",
            ("Servicio de Protección Vecinal", "Sistema de Protección Vecinal"),
        ),
        (
            _EN
            + "The Central Office of Prisons (COP) wrote. In June the Central Organ of Prisons answered.",
            ("Central Office of Prisons", "Central Organ of Prisons"),
        ),
        (
            _RU + "Служба охраны порядка (СОП) молчит. В июне ответила служба охраны прав.",
            ("Служба охраны порядка", "служба охраны прав"),
        ),
        (
            _FR
            + "Le Service de protection vicinale (SPV) se tait. Le Service de prévention vicinale a répondu.",
            ("Service de protection vicinale", "Service de prévention vicinale"),
        ),
    ],
)
def test_a_slip_in_a_name_of_a_body_is_found(text: str, words: tuple[str, str]) -> None:
    assert any(all(word in message for word in words) for message in _found(text))


@pytest.mark.parametrize(
    "text",
    [
        _EN + "The Kevrian Centre for Prison Doctors (KCPD) answered.",  # spelled out: another body
        _EN + "The KCDP and the KCPD answered together.",  # both in one sentence
        _EN + "The KCDPI answered.",  # a letter at the end tells bodies apart
        _EN + "The Kevrian Democratic Party won. KDP members answered.",
        _EN + "THE KCPD WAS NOT ASKED IN ANY OF THESE YEARS",
        _ES + "La CKDH y la CDK respondieron.",
        "The KCDP answered once. The KCPD answered once.",
        _RU + "Члены ОНК приехали в июне.",
        _EN + "The Central Office of Prisons (COP) wrote. The Central Office of Schools answered.",
        _ES
        + "El Servicio de Protección Vecinal (SPV) calla. Los Servicios de Protección Vecinal callan.",
        _RU + "Служба охраны порядка (СОП) молчит. Службу охраны порядка спросили снова.",
    ],
)
def test_another_body_is_no_slip(text: str) -> None:
    assert _found(text) == []
