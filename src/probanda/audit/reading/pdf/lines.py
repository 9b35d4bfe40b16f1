"""From words to lines in reading order: rows by baseline, columns by the empty strips between them.

Two columns are read one after the other where their rows leave a common gutter and both sides hold running text;
a table leaves gutters too, but its cells are short. A row that crosses the gutter parts the page into bands.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.reading.pdf.words import Word

__all__ = ["Line", "page_lines"]

#: Width of the bins in which gutters are looked for, in points.
_BIN = 2.0


@dataclass(slots=True)
class Line:
    """Words on one baseline within one column.

    Attributes:
        words: from left to right.
        page: 1-based.
        band: number of the column on its page, in reading order.
        left: left edge of the column's text.
        right: its right edge.
        main: a word of the usual size, once it was asked for.
        said: the text, once it was asked for.
        runs: the segments, once they were asked for.
    """

    words: list[Word]
    page: int
    band: int = 0
    left: float = 0.0
    right: float = 0.0
    main: Word | None = None
    said: str = ""
    runs: list[list[Word]] | None = None

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        """Baseline of most of its characters."""
        return self._main().y

    @property
    def size(self) -> float:
        """Size of most of its characters."""
        return self._main().size

    @property
    def bold(self) -> bool:
        """Whether all of its words with letters are bold."""
        lettered = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def text(self) -> str:
        """The words with the spaces between them."""
        if not self.said:
            pieces = [word.text if word.glued else f" {word.text}" for word in self.words]
            self.said = "".join(pieces).removeprefix(" ")
        return self.said

    def replace_words(self, words: list[Word]) -> None:
        """Other words on the same line."""
        self.words, self.main, self.said, self.runs = words, None, "", None

    def segments(self) -> list[list[Word]]:
        """Runs of words parted by gaps that are wider than between words of justified text."""
        if self.runs is None:
            self.runs = self.parted(1.4, 7.0)
        return self.runs

    def parted(self, gap: float, least: float) -> list[list[Word]]:
        """Runs of words parted by gaps wider than so many times the size, and than so many points."""
        runs: list[list[Word]] = []
        edge = 0.0
        limit = max(gap * self.size, least)
        for word in self.words:
            if runs and word.x0 - edge <= limit:
                runs[-1].append(word)
            else:
                runs.append([word])
            edge = max(edge, word.x1) if runs[-1] != [word] else word.x1
        return runs

    def _main(self) -> Word:
        """A word of the size of most characters; looked for once, because lines are asked often."""
        if self.main is None:
            sizes: Counter[float] = Counter()
            for word in self.words:
                sizes[round(word.size, 1)] += len(word.text)
            size = max(sizes, key=lambda each: sizes[each])
            self.main = next(word for word in self.words if round(word.size, 1) == size)
        return self.main


def page_lines(words: Sequence[Word], page: int, gutters: list[float] | None = None) -> list[Line]:
    """Lines of a page in reading order, with the bounds of their columns.

    Args:
        words: of the page.
        page: its number.
        gutters: where pages before had two columns parted; this page's place is added.
    """
    rows = _rows([word for word in words if word.upright])
    lines: list[Line] = []
    band = 0
    for group in _columns(rows, 0, [] if gutters is None else gutters):
        made = [Line(row, page, band) for row in group if row]
        if not made:
            continue
        left = _edge([line.x0 for line in made], low=True)
        right = _edge([line.x1 for line in made], low=False)
        for line in made:
            line.left, line.right = left, right
        lines += made
        band += 1
    return lines


def _edge(places: list[float], *, low: bool) -> float:
    """The edge of a column: the extreme that a tenth of its lines reach."""
    ordered = sorted(places, reverse=not low)
    return ordered[min(len(ordered) // 10, len(ordered) - 1)]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by baseline, from the top; raised and lowered small words join the row beside them."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (-each.y, each.x0)):
        row = rows[-1] if rows else None
        if row is not None and abs(row[0].y - word.y) <= 0.3 * min(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    return _with_raised(rows)


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Move words that are smaller than, and beside, words of the row below or above into that row."""
    for place, row in enumerate(rows):
        kept: list[Word] = []
        for word in row:
            host = _host(word, rows, place)
            if host is None:
                kept.append(word)
            else:
                rows[host].append(word)
        rows[place] = kept
    result = [sorted(row, key=lambda word: word.x0) for row in rows if row]
    for row in result:
        _glue(row)
    return result


def _host(word: Word, rows: list[list[Word]], place: int) -> int | None:
    """The row near by in which a larger word ends where this one begins."""
    if len(word.text) > 4:
        return None
    for near in (place + 1, place + 2, place - 1):
        if not 0 <= near < len(rows):
            continue
        for other in rows[near]:
            rise = word.y - other.y
            if (
                word.size <= 0.85 * other.size
                and 0 < abs(rise) <= 0.62 * other.size
                and (
                    -0.3 * other.size <= word.x0 - other.x1 <= 0.35 * other.size
                    or -0.2 * other.size <= other.x0 - word.x1 <= 0.7 * other.size
                )
            ):
                return near
    return None


def _glue(row: list[Word]) -> None:
    """Decide by distance which words follow without a space."""
    for before, word in pairwise(row):
        gap = word.x0 - before.x1
        size = max(before.size, word.size)
        raised = min(before.size, word.size) < 0.86 * size
        apart = 0.3 if word.glued else (0.1 if raised else 0.0)
        word.glued = gap < apart * size
    row[0].glued = False


def _columns(rows: list[list[Word]], depth: int, known: list[float]) -> list[list[list[Word]]]:
    """Groups of rows, each one column of one band, in reading order."""
    gutter = _gutter(rows, depth, known) if depth < 2 else None
    if gutter is None:
        return [rows]
    if not depth:
        known.append(gutter)
    groups: list[list[list[Word]]] = []
    left: list[list[Word]] = []
    right: list[list[Word]] = []
    crossing: list[list[Word]] = []

    def close_columns() -> None:
        for side in (left, right):
            if side:
                groups.extend(_columns(list(side), depth + 1, []))
                side.clear()

    def close_crossing() -> None:
        if crossing:
            groups.append(list(crossing))
            crossing.clear()

    for row in rows:
        here = [word for word in row if word.x1 <= gutter + 1]
        there = [word for word in row if word.x0 >= gutter - 1]
        if len(here) + len(there) < len(row) or _too_close(here, there):
            close_columns()
            crossing.append(row)
            continue
        close_crossing()
        for side, part in ((left, here), (right, there)):
            if part:
                part[0].glued = False
                side.append(part)
    close_columns()
    close_crossing()
    return groups


def _too_close(here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Whether a row runs through the gutter with an ordinary space between words."""
    if not here or not there:
        return False
    size = max(here[-1].size, there[0].size)
    return there[0].x0 - max(word.x1 for word in here) < 0.55 * size


def _gutter(
    rows: Sequence[Sequence[Word]], depth: int, known: Sequence[float] = ()
) -> float | None:
    """The middle of the strip that parts two columns of running text; None when there is none.

    Where pages before had one at the same place, one column of running text is enough: tables may fill the other.
    """
    if len(rows) < 8:
        return None
    low = min(row[0].x0 for row in rows)
    high = max(word.x1 for row in rows for word in row)
    bins = int((high - low) / _BIN) + 1
    if bins < 60:
        return None
    covered = [0] * bins
    for row in rows:
        for start, end in _runs(row):
            for place in range(int((start - low) / _BIN), min(int((end - low) / _BIN) + 1, bins)):
                covered[place] += 1
    zone = range(int(0.28 * bins), int(0.72 * bins))
    least = min(covered[place] for place in zone)
    if least > 0.45 * len(rows):
        return None
    limit = least + max(1, int(0.02 * len(rows)))
    best = (0, 0)
    begin: int | None = None
    for place in [*zone, zone[-1] + 1]:
        if place in zone and covered[place] <= limit:
            begin = place if begin is None else begin
        elif begin is not None:
            best = max(best, (place - begin, begin))
            begin = None
    length, start = best
    if length * _BIN < 5.0:
        return None
    middle = low + (start + length / 2) * _BIN
    sides = _sides(rows, middle, low, high)
    there_before = any(abs(each - middle) < length * _BIN / 2 for each in known)
    one_is_text = there_before and any(_full_lines(side) >= 5 for side in sides)
    return middle if one_is_text or _running_text(sides, depth) else None


def _runs(row: Sequence[Word]) -> list[tuple[float, float]]:
    """Extents of a row's words, ordinary spaces filled."""
    runs: list[tuple[float, float]] = []
    for word in row:
        if runs and word.x0 - runs[-1][1] < 0.7 * word.size:
            runs[-1] = (runs[-1][0], max(runs[-1][1], word.x1))
        else:
            runs.append((word.x0, word.x1))
    return runs


def _sides(
    rows: Sequence[Sequence[Word]], middle: float, low: float, high: float
) -> list[list[list[Word]]]:
    """The parts of rows on each side of a strip, of rows that don't cross it."""
    sides: list[list[list[Word]]] = []
    for first, last in ((low, middle), (middle, high)):
        parts = [
            [word for word in row if word.x0 >= first - 1 and word.x1 <= last + 1]
            for row in rows
            if not any(word.x0 < middle < word.x1 for word in row)
        ]
        sides.append([part for part in parts if part])
    return sides


def _full_lines(parts: Sequence[Sequence[Word]]) -> int:
    """How many lines are words enough, without gaps, and as wide as their column."""
    running = [part for part in parts if len(part) >= 5 and not _has_gap(part)]
    edge = max((part[-1].x1 for part in parts), default=0.0)
    return sum(part[-1].x1 > edge - 0.1 * (edge - part[0].x0) for part in running)


def _running_text(sides: Sequence[list[list[Word]]], depth: int) -> bool:
    """Whether both sides of a strip hold columns of text rather than cells of a table."""
    shorter, longer = sorted(sides, key=len)
    if len(shorter) < 6:
        return False
    # A column of short cells beside one of long cells: dates, say, beside what happened.
    if len(shorter) < 0.35 * len(longer) and statistics.median(map(len, shorter)) < 5:
        return False
    return _prose(shorter, depth) and _prose(longer, depth)


def _prose(parts: list[list[Word]], depth: int) -> bool:
    """Whether lines are words enough and most of them reach the right edge, or fall into columns themselves.

    Rows of a table inside the column, which have gaps, are left out of account where they are not the most.
    """
    running = [part for part in parts if not _has_gap(part)]
    if len(running) >= max(6, 0.4 * len(parts)) and statistics.median(map(len, running)) >= 3:
        ends = sorted(max(word.x1 for word in part) for part in running)
        left = min(part[0].x0 for part in running)
        right = ends[int(0.9 * (len(ends) - 1))]
        edge = right - 0.25 * (right - left)
        reaching = sum(end >= edge for end in ends)
        if reaching >= 0.55 * len(running):
            return True
        # Half of the column may be a table and a chart: lines of many words that reach the edge are text.
        full = [part for part in running if len(part) >= 5 and part[-1].x1 >= edge]
        if len(full) >= max(6, 0.2 * len(parts)):
            return True
    if statistics.median(map(len, parts)) < 3:
        return False
    return depth < 1 and _gutter(parts, depth + 1) is not None


def _has_gap(part: Sequence[Word]) -> bool:
    return any(word.x0 - before.x1 > 1.5 * word.size for before, word in pairwise(part))
