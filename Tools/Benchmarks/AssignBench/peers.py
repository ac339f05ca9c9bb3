"""Runs the peers on the same data as AssignBench, compares every answer and prints the ratios.

    python peers.py BENCH FOLDER counties|mesh [--verify]

BENCH is the built AssignBench. Peers: geopandas sjoin (within), and, where they are installed, SedonaDB and
ClickHouse's polygon dictionary (chdb). `--verify` compares each zone with shapely's STRtree and covers.
"""

import json
import subprocess
import sys
import tempfile
import time

import geopandas
import numpy as np
import shapely


# How many times faster than each peer we must be.
bars = {
    "counties": {"geopandas": 8, "sedonadb": 8, "clickhouse": 3},
    "mesh": {"geopandas": 6, "sedonadb": 6},
}


def read_zones(path):
    with open(path, "rb") as file:
        counts = np.fromfile(file, "<i8", 4)
        coords = np.fromfile(file, "<f8", 2 * counts[0]).reshape(-1, 2)
        offsets = tuple(np.fromfile(file, "<i4", count) for count in counts[1:])
    return shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, coords, offsets)


def best(runs, body):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = body()
        times.append(time.perf_counter() - start)
    return min(times), result


def bourn(bench, folder, name):
    with tempfile.NamedTemporaryFile() as file:
        run = subprocess.run([bench, folder, name, "--answers", file.name], check=True, capture_output=True)
        runs = [json.loads(line) for line in run.stdout.splitlines()]
        answers = np.fromfile(file.name, "<i4")
    return {key: min(run[key] for run in runs) for key in ("index", "locate", "total")}, answers


def verify(zones, points, answers):
    """Interior answers must be shapely's; the rest must touch, or have no zone at all."""
    tree = shapely.STRtree(zones)
    point, zone = tree.query(shapely.points(points), predicate="covered_by")
    hits = np.bincount(point, minlength=len(points))
    single = np.full(len(points), -1)
    single[point] = zone
    different = np.flatnonzero((hits < 2) & (single != answers))
    among = {(p, z) for p, z in zip(point, zone) if hits[p] > 1}
    strays = sum((p, answers[p]) not in among for p in np.flatnonzero(hits > 1))
    print(f"{len(points)} points: {(hits == 0).sum()} outside, {(hits == 1).sum()} in one zone,",
          f"{(hits > 1).sum()} in several; {len(different)} different, {strays} of several not among them")
    return different


def geopandas_join(zones, points):
    areas = geopandas.GeoDataFrame({"zone": np.arange(len(zones))}, geometry=zones)
    places = geopandas.GeoDataFrame(geometry=shapely.points(points))
    seconds, joined = best(3, lambda: geopandas.sjoin(places, areas, predicate="within"))
    return seconds, len(joined)


def sedona_join(zones, points):
    import sedonadb

    context = sedonadb.connect()
    areas = geopandas.GeoDataFrame({"zone": np.arange(len(zones))}, geometry=zones)
    places = geopandas.GeoDataFrame({"point": np.arange(len(points))}, geometry=shapely.points(points))
    context.create_data_frame(areas).to_memtable().to_view("areas")
    context.create_data_frame(places).to_memtable().to_view("places")
    query = ("SELECT count(*) AS n FROM places JOIN areas ON ST_Within(places.geometry, areas.geometry)")
    seconds, table = best(3, lambda: context.sql(query).to_pandas())
    return seconds, int(table.n[0])


def clickhouse_lookup(zones, points, folder):
    """Only the lookup is timed: the dictionary is loaded before."""
    import chdb.session
    import pyarrow
    import pyarrow.parquet

    session = chdb.session.Session()
    nested = [[[[tuple(c) for c in shapely.get_coordinates(r)] for r in (p.exterior, *p.interiors)]
               for p in shapely.get_parts(z)] for z in zones]
    pair = pyarrow.struct([("1", pyarrow.float64()), ("2", pyarrow.float64())])
    ring = pyarrow.list_(pyarrow.list_(pyarrow.list_(pair)))
    rows = [[[[{"1": x, "2": y} for x, y in r] for r in p] for p in z] for z in nested]
    pyarrow.parquet.write_table(
        pyarrow.table({"zone": pyarrow.array(range(len(zones)), pyarrow.int64()),
                       "key": pyarrow.array(rows, ring)}), f"{folder}/zones.parquet")
    pyarrow.parquet.write_table(
        pyarrow.table({"x": points[:, 0], "y": points[:, 1]}), f"{folder}/points.parquet")
    session.query("CREATE DATABASE d ENGINE = Atomic")
    session.query("CREATE TABLE d.z (key Array(Array(Array(Tuple(Float64, Float64)))), zone Int64)"
                  " ENGINE = Memory")
    session.query(f"INSERT INTO d.z SELECT key, zone FROM file('{folder}/zones.parquet', Parquet)")
    session.query("CREATE TABLE d.p (x Float64, y Float64) ENGINE = Memory")
    session.query(f"INSERT INTO d.p SELECT x, y FROM file('{folder}/points.parquet', Parquet)")
    session.query("CREATE DICTIONARY d.zones (key Array(Array(Array(Tuple(Float64, Float64)))),"
                  " zone Int64 DEFAULT -1) PRIMARY KEY key SOURCE(CLICKHOUSE(DB 'd' TABLE 'z'))"
                  " LAYOUT(POLYGON()) LIFETIME(0)")
    session.query("SYSTEM RELOAD DICTIONARY d.zones")
    query = "SELECT countIf(dictGet('d.zones', 'zone', (x, y)) >= 0) FROM d.p SETTINGS max_threads = 2"
    seconds, text = best(3, lambda: str(session.query(query, "CSV")))
    return seconds, int(text)


def main(bench, folder, name, *flags):
    zones = read_zones(f"{folder}/{name}.zones")
    points = np.fromfile(f"{folder}/{name}.points", "<f8").reshape(-1, 2)
    ours, answers = bourn(bench, folder, name)
    print("bourn", {key: round(value, 4) for key, value in ours.items()}, "placed", (answers >= 0).sum())
    if "--verify" in flags:
        verify(zones, points, answers)
    peers = {"geopandas": geopandas_join, "sedonadb": sedona_join}
    if name == "counties":
        peers["clickhouse"] = lambda z, p: clickhouse_lookup(z, p, folder)
    for peer, join in peers.items():
        try:
            seconds, count = join(zones, points)
        except ImportError as missing:
            print(peer, "is MISSING here and was not compared:", missing)
            continue
        except Exception as problem:  # a peer that refuses the data is reported, not hidden
            print(peer, "did not run:", str(problem).splitlines()[0] if str(problem) else type(problem))
            continue
        part = "locate" if peer == "clickhouse" else "total"
        ratio, bar = seconds / ours[part], bars[name][peer]
        print(f"{peer} {seconds:.3f} s, {count} pairs: {ratio:.1f} times {part}, at least {bar}:",
              "held" if ratio >= bar else "NOT HELD")


if __name__ == "__main__":
    main(*sys.argv[1:])
