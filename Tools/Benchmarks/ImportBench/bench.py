"""Times `bourn import blocks` on 850,000 made polygons (about 11 million vertices, 305 MB) and prints one JSON line a run.

    python3 bench.py BOURN FOLDER [polygons, default 850000]

The polygons are a mesh whose corners are moved at random and whose sides are bent, so that neighbours share their
borders; the seed is fixed. FOLDER keeps the source for the next run. Nothing but Python's standard library is needed.
The bar: 40,000 features a second and 2 GiB of memory on two cores.
"""

import json
import os
import random
import resource
import sqlite3
import struct
import subprocess
import sys
import time

BAR_RATE, BAR_BYTES = 40_000, 2 << 30
SCALE = 0.004
# Header with envelope, multipolygon of one polygon of one ring of 13 positions.
BLOB = struct.Struct("<2sBBi4d" "BII" "BIII" "26d")


class Mesh:
    """A grid of corners, moved, and the two bends of each side between them."""

    def __init__(self, columns, rows, seed):
        draw = random.Random(seed)
        width = columns + 1

        def near(x, y, reach):
            return 100 + SCALE * (x + draw.uniform(-reach, reach)), 20 + SCALE * (y + draw.uniform(-reach, reach))

        self.columns, self.width = columns, width
        places = [(x, y) for y in range(rows + 1) for x in range(width)]
        self.corners = [near(x, y, 0.2) for x, y in places]
        self.along = [(near(x + 0.35, y, 0.05), near(x + 0.65, y, 0.05)) for x, y in places]
        self.up = [(near(x, y + 0.35, 0.05), near(x, y + 0.65, 0.05)) for x, y in places]

    def ring(self, number):
        """The 13 positions of a cell, counterclockwise and closed."""
        start = number // self.columns * self.width + number % self.columns
        above = start + self.width
        corners, along, up = self.corners, self.along, self.up
        return [
            corners[start], *along[start], corners[start + 1], *up[start + 1], corners[above + 1],
            *along[above][::-1], corners[above], *up[start][::-1], corners[start]]


def blob(ring):
    xs, ys = zip(*ring)
    flat = [value for position in ring for value in position]
    return BLOB.pack(
        b"GP", 0, 3, 4490, min(xs), max(xs), min(ys), max(ys), 1, 6, 1, 1, 3, 1, len(ring), *flat)


SCHEMA = """
PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name));
INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4490, 'EPSG', 4490, 'undefined', NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('blocks', 'features', 'blocks', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('blocks', 'geom', 'MULTIPOLYGON', 4490, 0, 0);
CREATE TABLE blocks (fid INTEGER PRIMARY KEY, geom MULTIPOLYGON, code TEXT, name TEXT, parent_code TEXT,
    residents INTEGER, note TEXT);
"""


def make(path, count):
    columns = 1000
    mesh = Mesh(columns, (count + columns - 1) // columns, seed=20260101)
    draw = random.Random(1)
    rows = (
        (i + 1, blob(mesh.ring(i)), str(410_000_000_000 + i), f"第{i}村民小组", str(410_000_000 + i // 1000),
         draw.randrange(5000), "made for a benchmark")
        for i in range(count))
    database = sqlite3.connect(path + ".part")
    database.executescript(SCHEMA)
    database.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    database.commit()
    database.close()
    os.rename(path + ".part", path)


def clear(workspace):
    for path in (workspace, workspace + "-journal", workspace + ".blocks.refused.csv"):
        if os.path.exists(path):
            os.remove(path)


def imported(bourn, workspace, source):
    """Runs one import in a child of its own, so that its peak memory is its own."""
    started = time.monotonic()
    process = subprocess.Popen(
        [bourn, "import", "blocks", workspace, source, "--format", "json", "--quiet"], stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"bourn ended with {os.waitstatus_to_exitcode(status)}")
    return json.loads(output), seconds, usage


def main(bourn, folder, count):
    os.makedirs(folder, exist_ok=True)
    source, workspace = os.path.join(folder, f"blocks-{count}.gpkg"), os.path.join(folder, "office.gpkg")
    if not os.path.exists(source):
        make(source, count)
    missed = False
    for name in ("first", "again"):
        if name == "first":
            clear(workspace)
        result, seconds, usage = imported(bourn, workspace, source)
        rate, peak = result["read"] / seconds, usage.ru_maxrss * 1024
        print(json.dumps({
            "run": name, "features": result["read"], "inserted": result["inserted"], "unchanged": result["unchanged"],
            "source_mb": os.path.getsize(source) // 10**6, "seconds": round(seconds, 2),
            "features_per_second": round(rate), "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
            "peak_mib": peak >> 20, "load_average": round(os.getloadavg()[0], 1)}), flush=True)
        missed = missed or name == "first" and rate < BAR_RATE or peak > BAR_BYTES
    clear(workspace)
    print(f"the bar of {BAR_RATE} features a second and {BAR_BYTES >> 30} GiB is {'missed' if missed else 'met'}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 850_000)
