"""The audit: 100 pages in a fresh and a warm process and as one call, linearity, a long PDF, damaged files.

Everything is made here: reports by a generator with a seed, PDF by Typst, damaged files by wounds with seeds.
Precision and recall on the passages kept aside are printed by ``benchmarks.audit_rules``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pypdfium2
from tests.audit.reading.made import TWO_COLUMNS, pdf
from tests.audit.reading.mutate import damage, read_or_reason
from tests.audit.reading.test_damaged import holds, whole

from probanda.audit.answers import Outcome, as_json
from probanda.audit.document import Document
from probanda.audit.reading import read_file
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TARGET_SECONDS = 10
TARGET_PDF_SECONDS, TARGET_PDF_MEMORY = 200, 2**30
WORDS_A_PAGE = 480
PLACES = ("Arlan", "Bresk", "Tolm", "Vadur", "Keshta", "Noril")


def report(pages: int, seed: int) -> str:
    """A report in Markdown: figures, dates, notes, tables, in sections of four pages."""
    draw = random.Random(seed)
    parts = [
        "# Detention in Kevria\n\nDate: 14 March 2025\n\n## Summary\n\nBased on 60 interviews.\n"
    ]
    notes: list[str] = []
    words = section = 0
    while words < pages * WORDS_A_PAGE:
        if words // (4 * WORDS_A_PAGE) >= section:
            section += 1
            parts.append(
                f"## {section}. Detention in {draw.choice(PLACES)} in {draw.randint(2015, 2023)}\n"
            )
        paragraph = " ".join(sentence(draw) for _ in range(draw.randint(3, 7)))
        words += len(paragraph.split())
        if draw.random() < 0.6:
            number = len(notes) + 1
            paragraph += f"[^{number}]"
            notes.append(
                f"[^{number}]: Interview {number}, on file; https://archive.example/{number}."
            )
        parts.append(paragraph + "\n")
        if draw.random() < 0.03:
            rows = [(place, draw.randint(10, 90), draw.randint(10, 90)) for place in PLACES[:4]]
            table = "".join(f"| {place} | {men} | {women} |\n" for place, men, women in rows)
            total = f"| Total | {sum(r[1] for r in rows)} | {sum(r[2] for r in rows)} |\n"
            parts.append(f"| Place | Men | Women |\n|---|---|---|\n{table}{total}")
    return "\n".join(parts) + "\n\n" + "\n".join(notes) + "\n"


def sentence(draw: random.Random) -> str:
    number, place, year = draw.randint(13, 900), draw.choice(PLACES), draw.randint(2015, 2024)
    return draw.choice(
        (
            f"In {year} the register of {place} listed {number} detainees, of whom {number // 3} were women.",
            f"According to the Ministry of Justice, {number} people were held in {place} from {draw.randint(1, 9)}"
            f" March {year} to {draw.randint(10, 28)} May {year}.",
            f"Witnesses said that officers beat them with cables at the prison of {place}.",
            f"Of {number} complaints, {number // 4} ({round(100 * (number // 4) / number)} per cent) led to one.",
            f"The court of {place} sentenced {number % 17 + 2} officers on {draw.randint(1, 28)} June {year}.",
            f"No inquiry was opened into the deaths that families of {place} reported that year.",
            f"A doctor of {place} described burns in {number % 30 + 3} of the people whom she examined.",
        )
    )


def speed(pages: int, seed: int) -> float:
    """Seconds of the processor from text to the whole JSON answer."""
    text = report(pages, seed)
    begin = time.process_time()
    document = read_markdown(text)
    read = time.process_time() - begin
    outcome = Outcome(audit(document), "report.md")
    as_json(outcome)
    seconds = time.process_time() - begin
    print(
        f"{pages:5} pages ({len(text.split()):,} words): {seconds:6.2f} s, of them {read:.2f} s reading;"
        f" {len(outcome.findings)} findings"
    )
    return seconds


#: What a process does that audits one report: imports, patterns and tables of words count with it.
_FRESH = """
import sys, time
from pathlib import Path
from probanda.audit.answers import Outcome, as_json
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
as_json(Outcome(audit(read_markdown(Path(sys.argv[1]).read_text("utf-8"))), "report.md"))
print(time.process_time())
"""


def fresh(text: str) -> float:
    """Seconds of the processor that a process needs from its start to the whole JSON answer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.md")
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", _FRESH, str(path)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(answer.stdout)


def one_call(text: str, said: str) -> None:
    """Seconds of one call from the shell, start and child process with it: of the clock and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.md")
        path.write_text(text, encoding="utf-8")
        command = [
            sys.executable,
            "-c",
            "from probanda.cli import main; main()",
            "audit",
            str(path),
        ]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"one call for {said}: {seconds:.2f} s of the clock, {used:.2f} s of the processor")


def long_pdf(pages: int) -> None:
    """Read a long PDF through the confined process."""
    source = pypdfium2.PdfDocument(pdf(TWO_COLUMNS))
    long = pypdfium2.PdfDocument.new()
    while len(long) < pages:
        long.import_pages(source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.pdf")
        long.save(path)
        begin = time.perf_counter()
        document = read_file(path)
        seconds = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(
        f"PDF of {document.pages[-1].number:,} pages, {len(document.text):,} characters: {seconds:.0f} s"
        f" (target {TARGET_PDF_SECONDS}), {memory / 2**20:,.0f} MB (target {TARGET_PDF_MEMORY // 2**20:,})"
    )


def one_damaged(task: tuple[str, int]) -> str:
    """What became of one damaged file; a crash is raised."""
    name, seed = task
    answer = read_or_reason(damage(whole(name), seed), name)
    if isinstance(answer, Document):
        holds(answer)
        return "document"
    return answer.code


def damaged(count: int) -> None:
    """Damaged files of four formats, a quarter each."""
    names = ("a.docx", "a.pdf", "a.html", "a.txt")
    tasks = [(name, 1000 + seed) for seed in range(count // len(names)) for name in names]
    begin = time.perf_counter()
    # Not forked: Typst keeps threads, and a forked copy of them waits for ever.
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        answers = Counter(pool.imap_unordered(one_damaged, tasks, chunksize=50))
    print(
        f"{sum(answers.values()):,} damaged files, no crash, {time.perf_counter() - begin:.0f} s:"
        f" {dict(answers.most_common())}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=100)
    arguments.add_argument("--pdf-pages", type=int, default=2000)
    arguments.add_argument("--damaged", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    print(f"Python {platform.python_version()}, pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}")
    text = report(options.pages, options.seed)
    begun = fresh(text)
    speed(5, options.seed)  # tables of words are read once
    times = {
        pages: speed(pages, options.seed)
        for pages in (options.pages // 4, options.pages // 2, options.pages)
    }
    most = max(times)
    growth = times[most] / times[most // 2]
    print(
        f"{options.pages} pages: {begun:.2f} s in a fresh process (target {TARGET_SECONDS} for 100 pages),"
        f" {times[most]:.2f} s in a warm one; twice the pages take {growth:.2f} times as long"
    )
    one_call("A letter.", "a line of text (the start)")
    one_call(text, f"{options.pages} pages")
    long_pdf(options.pdf_pages)
    damaged(options.damaged)


if __name__ == "__main__":
    main()
