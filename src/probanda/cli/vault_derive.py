"""`probanda vault derive`: facts about an item, its text, a small picture of it; or whether they hold."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    emit_json,
    guarded,
    print_problems,
    visible,
)
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.vault import Item, Vault
    from probanda.vault.derive import Derived
    from probanda.vault.recipes import Isolated

__all__ = ["register"]


class Kind(StrEnum):
    """What is made."""

    METADATA = "metadata"
    TEXT = "text"
    THUMBNAIL = "thumbnail"
    ALL = "all"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(derive)


@guarded
def derive(
    items: Annotated[list[str], typer.Argument(help="Items of the vault.", metavar="ITEM...")],
    kind: Annotated[
        Kind,
        typer.Option(
            help="What is made; all: whatever the kind of file allows, or with --check whatever was made."
        ),
    ] = Kind.ALL,
    clear: Annotated[
        bool, typer.Option("--clear", help="A thumbnail in which something can be seen.")
    ] = False,
    encoding: Annotated[
        str, typer.Option(help="Of a text that does not say its own.", metavar="NAME")
    ] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Make it again, compare every byte, keep nothing.")
    ] = False,
    why: Annotated[str, typer.Option(help="The reason, for the custody log.")] = "derivative",
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make metadata, text and a blurred thumbnail of items, in objects beside them; items stay as they are.

    Sealed items are refused. Exit status 1 when something could not be made, or not be made again.
    """
    from probanda.vault.recipes.checking import earlier

    recipes = _recipes(kind, clear, encoding)
    answers: list[dict[str, Any]] = []
    problems: list[Problem] = []
    with open_vault(vault, casebook) as opened:
        who = acting(by)
        for identifier in dict.fromkeys(items):
            try:
                item = opened.item(identifier)
            except ProbandaError as error:
                problems += error.problems
                continue
            if check and kind is Kind.ALL:
                recipes = earlier(opened, item)
                if not recipes:
                    problems.append(_nothing(item))
            for recipe in recipes:
                answer = _one(opened, item, recipe, who, why, check, kind is Kind.ALL)
                answers.append(answer)
                problems += answer["problems"]
                if not as_json:
                    _tell(answer)
                if any(each.code == "derive-sealed" for each in answer["problems"]):
                    break
    errors = [each for each in problems if each.severity == "error"]
    if as_json:
        for answer in answers:
            answer["problems"] = [each.as_dict() for each in answer["problems"]]
        listed = [each.as_dict() for each in problems]
        emit_json({"ok": not errors, "derived": answers, "problems": listed})
    else:
        print_problems(problems)
    if errors:
        raise typer.Exit(1)


def _recipes(kind: Kind, clear: bool, encoding: str) -> list[Isolated]:
    import codecs

    from probanda.vault.recipes import metadata_recipe, text_recipe, thumbnail_recipe

    if encoding:
        try:
            encoding = codecs.lookup(encoding).name
            "".encode(encoding)
        except LookupError as error:
            raise ProbandaError(
                Problem("encoding-unknown", "No text has this encoding.", found=encoding,
                        expected="a name like windows-1251 or iso-8859-9"),
                usage=True,
            ) from error  # fmt: skip
    made = {
        Kind.METADATA: metadata_recipe(),
        Kind.TEXT: text_recipe(encoding),
        Kind.THUMBNAIL: thumbnail_recipe(clear=clear),
    }
    return list(made.values()) if kind is Kind.ALL else [made[kind]]


def _one(
    vault: Vault, item: Item, recipe: Isolated, who: str, why: str, checked: bool, skip: bool
) -> dict[str, Any]:
    """What became of one recipe on one item; with ``skip``, a kind that it does not know is no problem."""
    from probanda.vault.derive import derive as made_of
    from probanda.vault.recipes.checking import check

    answer: dict[str, Any] = {"item": item.id, "kind": recipe.name, "state": "failed"}
    problems: list[Problem] = []
    try:
        if checked:
            problems = check(vault, item, recipe)
            answer["state"] = "differs" if problems else "reproduced"
        else:
            derived = made_of(vault, item, recipe, who, why)
            problems = list(derived.refused)
            answer |= {"state": "made", "object": derived.object, "log_index": derived.log_index,
                       "files": _files(vault, derived)}  # fmt: skip
    except ProbandaError as error:
        if skip and error.problems[0].code == "derive-not-applicable":
            answer["state"] = "skipped"
        else:
            problems = list(error.problems)
    return answer | {"problems": problems}


def _nothing(item: Item) -> Problem:
    return Problem("vault-no-item", "Nothing was ever made from the item.", found=item.id)


def _files(vault: Vault, derived: Derived) -> list[dict[str, Any]]:
    """The files as the object's document has them, with the place where their bytes lie."""
    folder = vault.object_folder(derived.object).resolve()
    manifest = vault.inventory(derived.object)["manifest"]
    return [{**each, "file": str(folder / manifest[each["sha512"]][0])} for each in derived.files]


def _tell(answer: dict[str, Any]) -> None:
    typer.echo(f"{answer['item']}  {answer['kind']}: {answer['state']}")
    for file in answer.get("files", ()):
        typer.echo(f"  {file['size']:>12,}  {file['name']}  {visible(file['file'])}")
