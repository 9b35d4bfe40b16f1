"""Full-text search over what the record says: names, list entries, sources, acts, events and the like.

The index is a view of the record, filled by INSERT … SELECT when a search finds it older than the last row
of the audit chain; so an import pays nothing for it, and it is never out of date when it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection, transaction

from probanda.casebook.models import AuditRow

__all__ = ["Hit", "index_state", "rebuild_index", "search"]

_WORD = re.compile(r"\w+")
SNIPPET = 200

#: kind → query for (kind, key, text). Claims without a key are named ``kind:id``, as everywhere.
_ADDRESS = "COALESCE(c.key, '{kind}:' || c.id)"
PARTS: dict[str, str] = {
    "person": (
        "SELECT 'person', p.key, c.full FROM casebook_nameclaim c"
        " JOIN casebook_person p ON p.id = c.person_id WHERE c.current"
    ),
    "entry": (
        "SELECT 'entry', r.key || ':' || e.key, e.raw FROM casebook_entry e"
        " JOIN casebook_register r ON r.id = e.register_id WHERE e.current"
    ),
    "source": (
        "SELECT 'source', key, title || ' ' || author || ' ' || container || ' ' || symbol || ' '"
        " || url || ' ' || key FROM casebook_source"
    ),
    "claimant": "SELECT 'claimant', key, name || ' ' || key FROM casebook_claimant",
    "event": "SELECT 'event', key, label || ' ' || key FROM casebook_event",
    "place": "SELECT 'place', key, name || ' ' || {names} FROM casebook_place",
    "site": "SELECT 'site', key, label || ' ' || key FROM casebook_site",
    "act": (
        f"SELECT 'act', {_ADDRESS.format(kind='act')}, c.act_type || ' ' || c.method || ' '"
        " || c.description || ' ' || c.victim_text || ' ' || c.place_text"
        " FROM casebook_actclaim c WHERE c.current"
    ),
    "quantity": (
        f"SELECT 'quantity', {_ADDRESS.format(kind='quantity')}, c.what || ' ' || c.subset || ' '"
        " || c.quote FROM casebook_quantityclaim c WHERE c.current"
    ),
    "quotation": (
        f"SELECT 'quotation', {_ADDRESS.format(kind='quotation')}, c.text"
        " FROM casebook_quotationclaim c WHERE c.current"
    ),
    "recommendation": (
        f"SELECT 'recommendation', {_ADDRESS.format(kind='recommendation')}, c.text || ' ' || c.symbol"
        " || ' ' || c.addressee || ' ' || c.themes FROM casebook_recommendationclaim c WHERE c.current"
    ),
    "fact": (
        f"SELECT 'fact', {_ADDRESS.format(kind='fact')}, c.text || ' ' || c.bears_on"
        " FROM casebook_factclaim c WHERE c.current AND c.text <> ''"
    ),
    "state-action": (
        f"SELECT 'state-action', {_ADDRESS.format(kind='state-action')}, c.text || ' ' || c.obligation"
        " FROM casebook_stateactionclaim c WHERE c.current AND c.text <> ''"
    ),
    "sentence": (
        f"SELECT 'sentence', {_ADDRESS.format(kind='sentence')}, c.court || ' ' || c.offence || ' '"
        " || c.provision || ' ' || c.term FROM casebook_sentenceclaim c WHERE c.current"
    ),
}
#: Django keeps JSON with escapes on SQLite, so the names in it must be read out.
_NAMES = {
    "sqlite": "COALESCE((SELECT group_concat(value, ' ') FROM json_each(names)), '')",
    "postgresql": "CAST(names AS text)",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds all the words: its kind, its key, and the text around the first word."""

    kind: str
    key: str
    text: str


def search(text: str, *, limit: int = 50) -> list[Hit]:
    """What holds all words of ``text`` (the last may be a beginning), best first.

    Case and, on SQLite, accents do not matter; signs other than letters and digits part words.
    """
    words = _WORD.findall(text)
    if not words:
        return []
    refresh_index()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            query = " & ".join(f"'{word}'" for word in words) + ":*"
            cursor.execute(
                "SELECT kind, key, text FROM casebook_search, to_tsquery('simple', %s) query"
                " WHERE words @@ query ORDER BY ts_rank(words, query) DESC, kind, key LIMIT %s",
                [query, limit],
            )
        else:
            query = " AND ".join(f'"{word}"' for word in words) + "*"
            cursor.execute(
                "SELECT kind, key, text FROM casebook_search WHERE casebook_search MATCH %s"
                " ORDER BY rank, kind, key LIMIT %s",
                [f"text : ({query})", limit],
            )
        return [Hit(kind, key, _around(found, words[0])) for kind, key, found in cursor.fetchall()]


def refresh_index() -> bool:
    """Fill the index anew if the record changed since; whether it did."""
    seq, _ = index_state()
    if seq == _tail():
        return False
    rebuild_index()
    return True


def rebuild_index() -> int:
    """Empty the index and fill it from the record; the number of texts in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        seq = _tail()
        cursor.execute("DELETE FROM casebook_search")
        for part in _parts():
            cursor.execute(f"INSERT INTO casebook_search (kind, key, text) {part}")
        cursor.execute("SELECT COUNT(*) FROM casebook_search")
        filled = int(cursor.fetchone()[0])
        cursor.execute("DELETE FROM casebook_searchmark")
        cursor.execute(
            "INSERT INTO casebook_searchmark (seq, filled) VALUES (%s, %s)", [seq, filled]
        )
    return filled


def index_state() -> tuple[int, int]:
    """Number of the audit row at which the index was filled (0: never), and how many texts it got."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, filled FROM casebook_searchmark")
        row = cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def expected_rows() -> int:
    """How many texts the record would give now."""
    total = 0
    with connection.cursor() as cursor:
        for part in _parts():
            cursor.execute(f"SELECT COUNT(*) FROM ({part}) parts")
            total += int(cursor.fetchone()[0])
    return total


def indexed_rows() -> int:
    """How many texts the index holds now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM casebook_search")
        return int(cursor.fetchone()[0])


def _parts() -> list[str]:
    names = _NAMES[connection.vendor]
    return [part.replace("{names}", names) for part in PARTS.values()]


def _tail() -> int:
    return AuditRow.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _around(text: str, word: str) -> str:
    """The text, or what stands around the first word if it is long; on one line."""
    flat = " ".join(text.split())
    if len(flat) <= SNIPPET:
        return flat
    at = max(flat.casefold().find(word.casefold()) - SNIPPET // 3, 0)
    part = flat[at : at + SNIPPET]
    return ("…" if at else "") + part + ("…" if at + SNIPPET < len(flat) else "")
