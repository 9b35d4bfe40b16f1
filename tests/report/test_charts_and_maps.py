"""Charts and maps: the same bytes each time, readable in grey, and no more on a map than consent allows."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from probanda.consent import Consent, Level
from probanda.report.charts import draw_chart
from probanda.report.labels import labels_for
from probanda.report.maps import draw_map, visible_points
from probanda.report.pictures import INKS
from probanda.report.values import Chart, Map, MapPoint, Series

EN = labels_for("en")


def _chart(kind: str, *rows: tuple[int | None, ...]) -> Chart:
    series = tuple(
        Series(f"S{n}", tuple(None if v is None else Decimal(v) for v in row))
        for n, row in enumerate(rows)
    )
    return Chart("c", kind, tuple(f"C{n}" for n in range(len(rows[0]))), series)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["bar", "stacked-bar", "line", "pyramid"])
def test_the_same_data_give_the_same_bytes(kind):
    chart = _chart(kind, (1, 20, None), (3, 4, 5))
    first, again = draw_chart(chart, EN), draw_chart(chart, EN)
    assert (first.svg, first.png) == (again.svg, again.png)
    assert not re.search(rb"<dc:date|Matplotlib", first.svg)


def test_the_users_own_style_does_not_change_the_bytes():
    import matplotlib as mpl

    chart = _chart("bar", (1, 2))
    plain = draw_chart(chart, EN).png
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        assert draw_chart(chart, EN).png == plain


def test_neighbouring_fills_differ_in_grey():
    def lightness(ink: str) -> float:
        r, g, b = (int(ink[i : i + 2], 16) for i in (1, 3, 5))
        return 0.299 * r + 0.587 * g + 0.114 * b

    assert all(abs(lightness(a) - lightness(b)) > 40 for a, b in pairwise(INKS))


def test_a_missing_value_is_not_drawn_as_a_bar():
    with_gap = draw_chart(_chart("bar", (5, None)), EN)
    picture = np.asarray(Image.open(io.BytesIO(with_gap.png)).convert("RGB")).astype(int)
    ink = np.array([int(INKS[0][i : i + 2], 16) for i in (1, 3, 5)])
    columns = np.where((np.abs(picture - ink).sum(axis=2) < 10).any(axis=0))[0]
    assert columns.max() < picture.shape[1] / 2  # the only bar stands in the left half


def test_a_pyramid_needs_two_sides():
    with pytest.raises(ValueError, match="two series"):
        draw_chart(_chart("pyramid", (1, 2)), EN)


DALE = ("Lower Dale district", 40.15, 46.8)


def _map(*points: MapPoint) -> Map:
    outline = ("Kasteria", ((46.0, 40.0), (47.0, 40.0), (47.0, 40.6), (46.0, 40.6)))
    return Map("m", points, (outline,))


def test_a_narrowed_site_moves_to_its_district_and_its_value_is_summed():
    shown = visible_points(
        _map(
            MapPoint("the well", 40.1, 46.9, Consent.COMMITTEE, "g1", Decimal(12), DALE),
            MapPoint("the pit", 40.2, 46.7, Consent.INTERNAL, "g2", Decimal(3), DALE),
        ),
        Level.PUBLIC,
    )
    (point,) = shown.points
    assert (point.label, point.value, point.coarse) == ("Lower Dale district", Decimal(15), True)
    assert (point.latitude, point.longitude) == DALE[1:]
    assert shown.coarsened == 2


def test_a_withdrawn_site_is_on_no_map():
    hidden = _map(MapPoint("the orchard", 40.1, 46.9, Consent.WITHDRAWN, "g", Decimal(1), DALE))
    for level in Level:
        shown = visible_points(hidden, level)
        assert shown.points == ()
        assert shown.left_out == 1


def test_a_narrowed_site_without_district_is_left_out():
    shown = visible_points(_map(MapPoint("x", 40.1, 46.9, Consent.COMMITTEE)), Level.PUBLIC)
    assert (shown.points, shown.left_out) == ((), 1)


def test_a_hidden_position_leaves_no_trace_in_the_picture():
    def drawn(latitude: float, longitude: float) -> bytes:
        point = MapPoint("the well", latitude, longitude, Consent.COMMITTEE, "g", Decimal(2), DALE)
        return draw_map(_map(point), Level.PUBLIC, EN).svg

    assert drawn(40.1, 46.9) == drawn(40.5, 46.1)


def test_labels_of_crowded_points_do_not_cover_each_other():
    from probanda.report import maps

    boxes: list[object] = []
    points = [
        MapPoint(f"place number {n}", 40.3 + n * 0.004, 46.5, Consent.PUBLIC) for n in range(8)
    ]
    original = maps._Pen._best

    def spy(self, *args):  # type: ignore[no-untyped-def]
        box, away = original(self, *args)
        boxes.append(box)
        return box, away

    maps._Pen._best = spy  # type: ignore[method-assign]
    try:
        draw_map(_map(*points), Level.PUBLIC, EN)
    finally:
        maps._Pen._best = original  # type: ignore[method-assign]
    assert len(boxes) == 8
    assert not any(a.overlap(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
