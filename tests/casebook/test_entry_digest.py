"""No claim that came with a list can be changed, added or removed without `doctor` naming its entry."""

from __future__ import annotations

import pytest

from probanda.casebook.registers import Delivery, RegisterInfo, write_list
from probanda.exchange.lists.mapping import mapping_from
from probanda.exchange.lists.rows import RowChecker
from tests.conftest import NOW

HEADER = ("No", "Name", "Sex", "Born", "Fate")
ROWS = [
    (1, ["1", "Adler Jon", "m", "12.03.1990", "missing"]),
    (2, ["2", "Brandt Eva", "f", "1988", "released"]),
]


@pytest.fixture
def listed(casebook):
    mapping = mapping_from(
        {
            "register": {"key": "port"},
            "columns": {
                "id": "No",
                "name": "Name",
                "sex": "Sex",
                "birth_date": "Born",
                "status": "Fate",
            },
        },
        "m.yaml",
    )
    info = RegisterInfo(
        "port",
        "Port",
        {"key": "keeper", "name": "Keeper"},
        {"key": "list", "kind": "register", "title": "List"},
        consent="committee",
    )
    rows = RowChecker(mapping, HEADER, "port.csv").check_all(iter(ROWS))
    write_list(info, Delivery("port.csv", "0" * 64, 1, {}), rows, by="suite", now=NOW)
    return casebook


def codes(casebook) -> list[str]:
    from probanda.casebook.health.doctor import diagnose

    return [problem.code for problem in diagnose(casebook).problems if problem.severity == "error"]


def test_an_untouched_list_is_whole(listed):
    assert codes(listed) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casebook_nameclaim SET consent = 'public'",
        "UPDATE casebook_nameclaim SET \"full\" = 'Somebody Else' WHERE \"full\" LIKE 'Adler%'",
        "UPDATE casebook_statusclaim SET state = 'dead' WHERE state = 'missing'",
        "DELETE FROM casebook_statusclaim WHERE state = 'released'",
        "UPDATE casebook_birthclaim SET date_edtf = '1991'",
        "UPDATE casebook_attributeclaim SET value = 'female' WHERE value = 'male'",
    ],
)
def test_a_claim_changed_by_hand_is_named(listed, statement):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert "claims-changed" in codes(listed)


def test_a_correction_by_the_services_is_no_alarm(listed):
    from probanda.casebook.models import NameClaim
    from probanda.casebook.services import changing, correct_claim, retract_claim

    first, second = NameClaim.objects.order_by("pk")
    with changing(by="suite", now=NOW) as change:
        correct_claim(change, first, full="Adler John")
        retract_claim(change, second)
    assert codes(listed) == []
