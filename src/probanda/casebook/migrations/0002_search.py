"""The full-text index: FTS5 on SQLite, a tsvector column with a GIN index on PostgreSQL.

A table beside the models, because it is a view of them: it can be dropped and filled again at any time.
"""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE casebook_search USING fts5(
    kind UNINDEXED, key UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2"
)
"""
POSTGRESQL = """
CREATE TABLE casebook_search (
    kind text NOT NULL,
    key text NOT NULL,
    text text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(text, 200000))) STORED
);
CREATE INDEX casebook_search_words ON casebook_search USING gin (words)
"""
# Which audit row the index was filled at, and how many rows it got.
MARK = "CREATE TABLE casebook_searchmark (seq bigint NOT NULL, filled bigint NOT NULL)"


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute(POSTGRESQL if vendor == "postgresql" else SQLITE)
    schema_editor.execute(MARK)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE casebook_search")
    schema_editor.execute("DROP TABLE casebook_searchmark")


class Migration(migrations.Migration):
    dependencies = [("casebook", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
