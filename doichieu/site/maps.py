"""The map of the provinces since July 2025: shapes for the page, from GeoJSON.

An equirectangular projection, narrowed by the cosine of a latitude in the middle of the country.
Islands far out at sea are drawn in boxes beside the mainland.
"""

import json
import math
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "maps"
SHAPES = FOLDER / "provinces-2025.geojson"
LICENCE = FOLDER / "LICENSE"
TILES = FOLDER / "tiles.csv"
REGIONS = FOLDER / "regions.csv"
# The first day of the provinces of the map.
FIRST_DAY = date(2025, 7, 1)

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]

# Degrees: the window of the mainland, and the meridian east of which islands go into boxes.
WEST, EAST, SOUTH, NORTH = 102.0, 110.7, 8.2, 23.55
OPEN_SEA = 110.0
# Units of the drawing in a degree of latitude; 0.005° is one unit.
UNITS = 200
NARROWED = math.cos(math.radians((SOUTH + NORTH) / 2))
# The boxes of the islands, by the official code of their province: the phrase of their name, and
# left, top, width and height in the drawing.
BOXES = {
    "48": ("hoang_sa", (1290, 1180, 340, 330)),
    "56": ("truong_sa", (1190, 2630, 450, 420)),
}
ROOM_IN_BOX = 30
# Where the centre of a province would put its name on that of another: a better place for it.
NAMES_MOVED = {
    "01": (708, 495),
    "22": (1045, 478),
    "24": (825, 440),
    "25": (620, 560),
    "31": (905, 548),
    "33": (838, 598),
    "37": (768, 660),
    "79": (1035, 2640),
    "80": (778, 2440),
}


def copy_licence(path: Path) -> None:
    """Put the licence of the shapes beside them."""
    shutil.copyfile(LICENCE, path)


@cache
def drawing() -> dict[str, Any]:
    """The map: its size, a path for each province by official code, and the boxes with islands.

    A path is in whole units from the north-west corner of the window. `at` is where the name of the
    province belongs: the centre of its largest part, or a better place.
    """
    provinces: dict[str, Any] = {}
    boxes = []
    for feature in json.loads(SHAPES.read_text(encoding="utf-8"))["features"]:
        code = feature["properties"]["official_code"]
        rings = list(rings_of(feature["geometry"]))
        near = [ring for ring in rings if not is_far(ring)]
        far = [ring for ring in rings if is_far(ring)]
        provinces[code] = {
            "path": "".join(path([projected(point) for point in ring]) for ring in near),
            "at": NAMES_MOVED.get(code) or centre([projected(point) for point in largest(near)]),
        }
        if far:
            boxes.append(box(code, far))
    return {
        "width": round((EAST - WEST) * NARROWED * UNITS),
        "height": round((NORTH - SOUTH) * UNITS),
        "provinces": provinces,
        "boxes": boxes,
    }


def rings_of(geometry: dict[str, Any]) -> Iterator[Ring]:
    """The outlines of a geometry; the provinces have no holes."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for (outline,) in polygons:
        yield outline


def is_far(ring: Ring) -> bool:
    """Whether an island lies beyond the window."""
    return min(longitude for longitude, _ in ring) > OPEN_SEA


def projected(point: Sequence[float]) -> Point:
    """A point of the drawing."""
    longitude, latitude = point
    return (longitude - WEST) * NARROWED * UNITS, (NORTH - latitude) * UNITS


def path(points: Sequence[Point]) -> str:
    """A closed line through points, rounded to whole units, in the notation of SVG.

    At least one unit wide, so that the smallest island is drawn.
    """
    corners = [(round(x), round(y)) for x, y in points]
    x, y = corners[0]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]
    drawn = [f"{dx} {dy}" for dx, dy in steps[:-1] if dx or dy] or ["1 0", "0 1"]
    return f"M{x} {y}l{' '.join(drawn)}z"


def centre(points: Sequence[Point]) -> tuple[int, int]:
    """The centre of gravity of the area within a closed line, in whole units."""
    doubled, x, y = 0.0, 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise(points):
        cross = ax * by - bx * ay
        doubled += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return round(x / (3 * doubled)), round(y / (3 * doubled))


def area(ring: Ring) -> float:
    """The area within a closed line, in square units of the drawing."""
    points = [projected(point) for point in ring]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points))) / 2


def largest(rings: Sequence[Ring]) -> Ring:
    """The outline with the largest area."""
    return max(rings, key=area)


def box(code: str, rings: Sequence[Ring]) -> dict[str, Any]:
    """Islands drawn as large as their box allows."""
    name, (left, top, width, height) = BOXES[code]
    lines = [[projected(point) for point in ring] for ring in rings]
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    scale = min(
        (width - 2 * ROOM_IN_BOX) / (max(xs) - min(xs)),
        (height - 2 * ROOM_IN_BOX) / (max(ys) - min(ys)),
    )
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    def moved(point: Point) -> Point:
        x = left + width / 2 + (point[0] - middle[0]) * scale
        return x, top + height / 2 + (point[1] - middle[1]) * scale

    return {
        "code": code,
        "name": name,
        "frame": [left, top, width, height],
        "path": "".join(path([moved(point) for point in line]) for line in lines),
    }
