"""`probanda vault log`: the custody log's entries, proofs and checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import CasebookOption, JsonOption, emit_json, guarded, print_problems
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.vault import Vault

__all__ = ["register"]

app = typer.Typer(
    help="The custody log: its entries, proofs and checkpoints.", invoke_without_command=True
)


def register(above: typer.Typer) -> None:
    """Add the group."""
    above.add_typer(app, name="log")


@app.callback()
@guarded
def entries(
    context: typer.Context,
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the log's entries; its commands prove and check them."""
    if context.invoked_subcommand is not None:
        return
    with open_vault(vault, casebook) as opened:
        listed = [_entry(opened, index) for index in range(opened.log.size)]
        if as_json:
            emit_json({"ok": True, "log": opened.name, "size": len(listed), "entries": listed})
            return
        for each in listed:
            about = each.get("item") or each.get("object") or ""
            who = each["private"]["who"] if each["private"] else "(erased)"
            typer.echo(f"{each['index']:>6}  {each['at']}  {each['act']:<10}  {who}  {about}")


@app.command()
@guarded
def prove(
    subject: Annotated[str, typer.Argument(help="An entry's index, or an item or intake.")],
    size: Annotated[
        int | None, typer.Option(help="In the log of so many entries; otherwise, as it is now.")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(help="Prove also that this log continues the one of so many entries."),
    ] = None,
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prove that an entry is in the log: the audit path from it to the root of a signed checkpoint."""
    from probanda.vault.merkle import leaf_hash

    with open_vault(vault, casebook) as opened:
        index = _index(opened, subject)
        opened.log.refresh()
        total = opened.log.size if size is None else size
        if not index < total <= opened.log.size or not 0 <= (since or 0) <= total:
            raise ProbandaError(
                Problem(
                    "log-no-entry",
                    f"There is no such proof in a log of {opened.log.size} entries.",
                    found=f"entry {index}, size {total}, since {since}",
                ),
                usage=True,
            )
        line = opened.log.entry(index)
        answer: dict[str, Any] = {
            "ok": True,
            "index": index,
            "size": total,
            "entry": line.decode("utf-8", "backslashreplace"),
            "leaf": leaf_hash(line).hex(),
            "path": [each.hex() for each in opened.log.inclusion(index, total)],
            "root": opened.log.root(total).hex(),
        }
        if opened.writable:
            answer["checkpoint"] = opened.signed(total).text()
        if since is not None:
            answer["since"] = since
            answer["consistency"] = [each.hex() for each in opened.log.consistency(since, total)]
        if as_json:
            emit_json(answer)
            return
        typer.echo(answer["entry"])
        for name in ("leaf", "root"):
            typer.echo(f"{name}: {answer[name]}")
        for each in answer["path"]:
            typer.echo(f"path: {each}")
        for each in answer.get("consistency", ()):
            typer.echo(f"consistency: {each}")
        typer.echo(answer.get("checkpoint", ""), nl=False)


@app.command()
@guarded
def check(
    against_files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Checkpoints in other hands, which the log must continue.", metavar="FILE"
        ),
    ] = None,
    against_option: Annotated[
        list[Path] | None,
        typer.Option("--against", help="The same, as an option.", metavar="FILE"),
    ] = None,
    keys: Annotated[
        list[str] | None,
        typer.Option("--key", help="The public key, in one line, of one who counter-signed."),
    ] = None,
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the log, what lies beside it, and that it continues each checkpoint given.

    Without a checkpoint that somebody else has kept, this shows only that the log agrees with itself.
    """
    from probanda.vault import Verifier
    from probanda.vault.check_log import against, check_log

    try:
        verifiers = tuple(Verifier.parse(each) for each in keys or ())
    except ValueError as error:
        raise ProbandaError(
            Problem("key-unreadable", f"This is no public key of a log: {error}."), usage=True
        ) from error
    outside_files = [*(against_files or ()), *(against_option or ())]
    with open_vault(vault, casebook, quiet=True) as opened:
        problems = [*opened.alarms, *check_log(opened, opened.log.size)]
        for path in outside_files:
            problems += against(opened, path.read_text(encoding="utf-8"), verifiers)
        problems = list(dict.fromkeys(problems))
        good = not any(each.severity == "error" for each in problems)
        if as_json:
            emit_json(
                {
                    "ok": good,
                    "log": opened.name,
                    "size": opened.log.size,
                    "root": opened.log.root().hex(),
                    "checkpoints": len(outside_files),
                    "problems": [each.as_dict() for each in problems],
                }
            )
        else:
            print_problems(problems)
            outside = len(outside_files)
            typer.echo(
                f"{'Whole' if good else 'Not whole'}: {opened.log.size} entries, held against"
                f" {outside or 'no'} outside checkpoint{'' if outside == 1 else 's'}."
            )
    if not good:
        raise typer.Exit(1)


@app.command()
@guarded
def checkpoint(
    to: Annotated[
        Path | None, typer.Option("--to", help="Write it to a file that is not there yet.")
    ] = None,
    printed: Annotated[
        Path | None,
        typer.Option(
            "--print",
            help="Write it to a new HTML page of one sheet, with a QR code, to be printed and signed.",
            metavar="FILE",
        ),
    ] = None,
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """A signed checkpoint of the log as it is: print it, mail it, have it counter-signed."""
    with open_vault(vault, casebook) as opened:
        signed = opened.checkpoint()
        if to is not None:
            with to.open("x", encoding="utf-8") as stream:
                stream.write(signed.text())
        if printed is not None:
            from probanda.vault.printed import page

            with printed.open("x", encoding="utf-8") as stream:
                stream.write(page(signed, opened.verifier))
        if as_json:
            emit_json(
                {
                    "ok": True,
                    "log": opened.name,
                    "size": signed.checkpoint.size,
                    "root": signed.checkpoint.root.hex(),
                    "checkpoint": signed.text(),
                    "key": opened.verifier.text(),
                }
            )
        else:
            typer.echo(signed.text(), nl=False)


def _index(vault: Vault, subject: str) -> int:
    if subject.isdigit():
        return int(subject)
    found = vault.index.published(subject.partition("/")[0])
    if found is None:
        raise ProbandaError(
            Problem(
                "vault-no-item",
                "The log knows no item or intake of this id.",
                found=subject,
                remedy="`probanda vault show` lists them.",
            ),
            usage=True,
        )
    return found


def _entry(vault: Vault, index: int) -> dict[str, Any]:
    private = vault.private(index)
    return {"index": index, **vault.entry(index), "private": private.said if private else None}
