#!/usr/bin/env python3
"""Build the example casebook and its submission, one `probanda` command after the other, each shown.

Run by `make demo`. Every step is idempotent, so a second run finds everything in place and does no work
twice. The steps are the very commands a user would type; nothing here knows more than they do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = Path("examples/two-rivers")
TOTALS = Path("examples/public-totals")
LISTS = ("commission", "redcross", "families", "press")
#: Sources whose archived copies leave in the bundle.
EXPORTED = ("kev-communique-2025", "sar-communique-2021", "forensic-2021")
console = Console()


def probanda(*arguments: str, allowed: tuple[int, ...] = (0,)) -> None:
    """Run one command in this process, showing it first; stop the demo when it fails."""
    from probanda.cli import app

    console.print(
        f"\n[bold]$ probanda {' '.join(arguments)}[/bold]", highlight=False, soft_wrap=True
    )
    status = 0
    try:
        app(list(arguments))
    except SystemExit as end:
        status = int(end.code or 0)
    if status not in allowed:
        console.print(f"[red]This step ended with status {status}; the demo stops here.[/red]")
        sys.exit(status)


def casebook(folder: Path, example: Path) -> None:
    """Make the casebook folder once, and lay the example's manuscripts and settings into it."""
    if not (folder / "casebook.toml").exists():
        probanda("init", str(folder))
    for source in sorted(example.rglob("*")):
        inside = source.relative_to(example)
        if source.is_file() and (
            inside.parts[0] == "manuscripts" or inside.name == "casebook.toml"
        ):
            target = folder / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_bytes() != source.read_bytes():
                shutil.copyfile(source, target)


def key_of_age(path: Path) -> str:
    """Make a key once; its public half."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        probanda("vault", "keygen", str(path))
    return path.read_text(encoding="ascii").partition("# public key: ")[2].splitlines()[0]


def take_in(here: tuple[str, ...]) -> None:
    """The example's archive goes into the vault, and one statement that only two keys open."""
    giver = (
        "--from",
        "Open Record and Lawyers of the Valley",
        "--how",
        "copied from their archive",
    )
    probanda("vault", "intake", str(EXAMPLE / "archive"), *giver, *here)
    recipients = [key_of_age(Path("demo/keys") / f"{name}.key") for name in ("case", "recovery")]
    sealed = [word for each in recipients for word in ("--recipient", each)]
    consent = ("--consent", "internal", "--from", "Open Record")
    probanda("vault", "seal", str(EXAMPLE / "sealed"), *sealed, *consent, *here)


def prove(book: Path, here: tuple[str, ...]) -> Path:
    """A checkpoint to give away, and a bundle that a stranger checks with Python alone."""
    page, bundle = Path("demo/checkpoint.html"), Path("demo/bundle")
    page.unlink(missing_ok=True)
    probanda("vault", "log", "checkpoint", "--print", str(page), *here)
    if bundle.exists():
        shutil.rmtree(bundle)
    reason = ("--reason", "demonstration")
    probanda("vault", "export", *EXPORTED, "--to", str(bundle), *reason, *here)
    program = bundle / "verify.py"
    console.print(f"\n[bold]$ python3 {program}[/bold]", highlight=False, soft_wrap=True)
    done = subprocess.run(
        [sys.executable, "-I", str(program)], check=False, capture_output=True, text=True
    )
    console.print(done.stdout.strip().splitlines()[-1], highlight=False)
    if done.returncode:
        console.print("[red]The bundle does not prove itself; the demo stops here.[/red]")
        sys.exit(1)
    return bundle


def main() -> None:
    """The whole demo."""
    begun = time.monotonic()
    os.chdir(ROOT)
    os.environ.setdefault("PROBANDA_USER", "demo")
    book = Path("demo/two-rivers")
    manuscript = book / "manuscripts" / "report.md"
    casebook(book, EXAMPLE)
    here = ("--casebook", str(book))
    take_in(here)
    probanda("import", str(EXAMPLE / "1-sources.yaml"), *here)
    for name in LISTS:
        path = next((EXAMPLE / "lists").glob(f"{name}.*"))
        mapping = EXAMPLE / "mappings" / f"{name}.yaml"
        # 1 = some rows were refused, each with its reason: the example lists hold such rows on purpose.
        probanda("import", str(path), "--mapping", str(mapping), *here, allowed=(0, 1))
    probanda("import", str(EXAMPLE / "2-claims.yaml"), *here)
    probanda("import", str(EXAMPLE / "3-identities.yaml"), *here)
    probanda("link", str(book))
    for name in ("4-law", "5-cycle", "6-interviews", "7-kinship"):
        probanda("import", str(EXAMPLE / f"{name}.yaml"), *here)
    frequencies = ("--frequencies", str(EXAMPLE / "frequencies.csv"))
    recorded = ("--record", "--source", "forensic-2021", "--least", "1000")
    probanda("kinship", "solve", *here, *frequencies, *recorded)
    probanda("figures", *here)
    for level in ("public", "committee", "internal"):
        probanda("build", str(manuscript), "--redaction", level)
    bundle = prove(book, here)
    probanda("law", "qualify", "law-01", "law-06", "--brief", *here)
    calendar = ("--ics", str(book / "out" / "cycle.ics"))
    probanda("cycle", *here, *calendar, "--timeline", str(book / "out" / "cycle.svg"))
    probanda("submit", str(manuscript), "--check")
    probanda("doctor", *here)

    totals = Path("demo/public-totals")
    casebook(totals, TOTALS)
    probanda("import", str(TOTALS / "record.yaml"), "--casebook", str(totals))
    probanda("figures", "--reconcile", "--casebook", str(totals))

    console.rule(f"Done in {time.monotonic() - begun:.0f} s")
    console.print("The submission, as the public may read it:", highlight=False)
    for path in sorted((book / "out").rglob("report*.*")):
        if "public" in str(path) and path.suffix in {".docx", ".pdf", ".html"}:
            console.print(f"  {path}", highlight=False, soft_wrap=True)
    console.print(
        f"""
For the committee and for the organisation itself: the folders committee/ and internal/ beside it.

To look further:
  .venv/bin/probanda figures --reconcile -C {book}      who states which number, and why they differ
  .venv/bin/probanda search "quarry" -C {book}          full text over names, sources, acts
  .venv/bin/probanda show act-001 -C {book}             from a claim down to the bytes it rests on
  python3 {bundle}/verify.py                            the evidence proves itself, without Probanda
  demo/checkpoint.html                             one sheet to print, sign and give away
  .venv/bin/probanda law qualify act-001 -C {book}      what an act would amount to; never a verdict
  .venv/bin/probanda recommendations -C {book}          what was asked of the State, and what came of it
  .venv/bin/probanda --help                        every command
  docs/tutorial.md                                 your first submission in 20 minutes""",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


if __name__ == "__main__":
    main()
