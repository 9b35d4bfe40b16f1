"""Generators of EDTF level 0 and 1 texts, valid by construction."""

from datetime import date

from hypothesis import strategies as st

years = st.integers(1800, 2199)
days = st.dates(date(1800, 1, 1), date(2199, 12, 31))
near_days = st.dates(date(2019, 11, 1), date(2021, 2, 28))
marks = st.sampled_from(["", "", "?", "~", "%"])


def points(days_from: st.SearchStrategy[date] = days) -> st.SearchStrategy[str]:
    """Texts of one point around the days drawn."""
    return st.builds(_point, days_from, st.integers(0, 8), st.integers(21, 24), marks)


def _point(day: date, kind: int, season: int, mark: str) -> str:
    iso = day.isoformat()
    return [
        iso,
        iso,
        iso[:7],
        iso[:4],
        f"{iso[:4]}-{season}",
        f"{iso[:3]}X",
        f"{iso[:4]}-XX",
        f"{iso[:7]}-XX",
        f"{iso[:2]}XX",
    ][kind] + mark


def intervals(days_from: st.SearchStrategy[date] = days) -> st.SearchStrategy[str]:
    """Texts of intervals whose ends are in order, or open, or unknown."""
    stated = st.builds(_interval, days_from, days_from, st.integers(0, 3), marks, marks)
    one_sided = st.builds(
        lambda point, side, end: f"{point}/{end}" if side else f"{end}/{point}",
        st.builds(_point, days_from, st.integers(0, 4), st.integers(21, 24), marks),
        st.booleans(),
        st.sampled_from(["", ".."]),
    )
    return stated | one_sided


def _interval(a: date, b: date, kind: int, first: str, last: str) -> str:
    length = [10, 10, 7, 4][kind]
    start, end = sorted([a, b])
    return f"{start.isoformat()[:length]}{first}/{end.isoformat()[:length]}{last}"


def texts(days_from: st.SearchStrategy[date] = days) -> st.SearchStrategy[str]:
    """Any EDTF level 0 or 1 text."""
    return points(days_from) | intervals(days_from)
