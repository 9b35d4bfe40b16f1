"""The mapping that reads the five lists."""

from __future__ import annotations

__all__ = ["MAPPING"]

_COMMON = {
    "id": "no",
    "birth_date": "born",
    "birth_place": "birthplace",
    "event_date": "date",
    "event_place": "place",
    "status": "status",
}
MAPPING = {
    "gazetteer": "gazetteer.csv",
    "lists": {
        "A": {
            "file": "lists/a.csv",
            "script": "az-Latn",
            "surname": "surname",
            "given": "given",
            "patronymic": "father",
            "sex": "sex",
            "rank": "rank",
            "unit": "unit",
            **_COMMON,
        },
        "B": {
            "file": "lists/b.csv",
            "script": "ru-Cyrl",
            "name": "name",
            "name_order": "surname given patronymic",
            "rank": "rank",
            "unit": "unit",
            **_COMMON,
        },
        "C": {
            "file": "lists/c.csv",
            "script": "hy-Armn",
            "name": "name",
            "name_order": "surname given patronymic",
            "rank": "rank",
            **_COMMON,
        },
        "D": {
            "file": "lists/d.csv",
            "script": "en-Latn",
            "name": "name",
            "name_order": "any",
            "age_at_event": "age",
            **{
                key: value
                for key, value in _COMMON.items()
                if key not in ("birth_date", "birth_place")
            },
        },
        "E": {
            "file": "lists/e.csv",
            "script": "az-Cyrl mixed",
            "name": "name",
            "name_order": "any",
            "sex": "sex",
            **_COMMON,
        },
    },
    "missing": ["", "-", "?", "н/д", "unknown", "naməlum", "неизвестно", "անհայտ"],
    "one_list_names_a_person_once": "soft",
}
