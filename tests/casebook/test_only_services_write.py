"""Nothing outside the services and the list writer changes the record."""

from __future__ import annotations

import ast
from pathlib import Path

import probanda

ROOT = Path(probanda.__file__).parent
#: What may write: the services, the bulk writer of lists, the chain itself, and the values of the last build.
WRITERS = {
    "casebook/audit_chain.py",
    "casebook/bulk.py",
    "casebook/registers.py",
    "casebook/search.py",
    "casebook/figures/history.py",
}
QUERYSET = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
MODEL = {"save", "delete"}
SQL = ("insert into", "update ", "delete from")


def writes(tree: ast.AST) -> list[str]:
    """Calls that write through the ORM, and SQL texts that write."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            through = ast.unparse(node.func.value)
            manager = any(word in through for word in (".objects", "_default_manager"))
            if through in {"Vault", "Store"}:  # folders of evidence, not rows of the record
                continue
            through_orm = name in QUERYSET or (name in {"update", "delete"} and manager)
            on_a_row = name in MODEL and not node.args and "figure" not in through
            if through_orm or on_a_row:
                found.append(f"{node.lineno}: {through}.{name}()")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.strip().lower()
            if text.startswith(SQL) and "casebook_" in text:
                found.append(f"{node.lineno}: {text[:40]}")
    return found


def test_only_the_services_write_the_record():
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if name.startswith(("casebook/services/", "casebook/migrations/")) or name in WRITERS:
            continue
        if "casebook" not in text:
            continue
        calls = writes(ast.parse(text))
        if calls:
            found[name] = calls
    assert found == {}


def test_the_guard_sees_a_write():
    for line in (
        "Person.objects.create(key='x')",
        "claim.save()",
        "Person.objects.filter(key='x').update(key='y')",
        "cursor.execute('DELETE FROM casebook_person')",
    ):
        assert writes(ast.parse(line)), line
