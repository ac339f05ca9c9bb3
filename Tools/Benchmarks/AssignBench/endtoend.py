"""Times the whole job, from zones in a GeoPackage and units in a CSV to a CSV, against the same job in geopandas.

    python endtoend.py BOURN FOLDER [RUNS]

Each side is a process of its own, so that its peak memory is its own. Afterwards the zone of every row is compared.
geopandas reads with Arrow and writes as pandas does; it measures no distance to the border, which Bourn does.
"""

import os
import sys
import time


def run(arguments):
    """Seconds and peak memory in MB of a process; its exit code may say that points lie outside."""
    start = time.perf_counter()
    child = os.spawnvp(os.P_NOWAIT, arguments[0], arguments)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{arguments[0]} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def geopandas_job(folder, output):
    import geopandas
    import pandas

    zones = geopandas.read_file(f"{folder}/mesh.gpkg", use_arrow=True, columns=["code"])
    units = pandas.read_csv(f"{folder}/mesh.csv", dtype={"uscc": "string"})
    places = geopandas.GeoDataFrame(
        units, geometry=geopandas.points_from_xy(units.longitude, units.latitude), crs=zones.crs)
    placed = geopandas.sjoin(places, zones, how="left", predicate="within")
    placed.drop(columns=["geometry", "index_right"]).to_csv(output, index=False)


def compare(ours, theirs):
    """Rows that both place, and place differently; a point on a border is in no zone by `within`."""
    import pandas

    mine = pandas.read_csv(ours, usecols=["id", "zone_code", "placement"], dtype="string")
    other = pandas.read_csv(theirs, usecols=["id", "code"], dtype="string")
    inside = mine.placement == "inside"
    differ = (mine.zone_code != other.code)[inside & other.code.notna()].sum()
    print(f"{len(mine)} rows, {inside.sum()} inside, {(mine.placement == 'border').sum()} on a border;",
          f"{differ} placed differently, {(inside & other.code.isna()).sum()} only by bourn,",
          f"{(~inside & other.code.notna()).sum()} only by geopandas")


def main(bourn, folder, runs="3"):
    ours, theirs = f"{folder}/placed-bourn.csv", f"{folder}/placed-geopandas.csv"
    command = [bourn, "assign", "--zones", f"{folder}/mesh.gpkg", "--points", f"{folder}/mesh.csv",
               "--output", ours, "--format", "json", "--quiet"]
    seconds, memory = min(run(command) for _ in range(int(runs)))
    print(f"bourn assign: {seconds:.2f} s, peak {memory:.0f} MB")
    peer_seconds, peer_memory = run([sys.executable, __file__, "--geopandas", folder, theirs])
    ratio = peer_seconds / seconds
    print(f"geopandas: {peer_seconds:.2f} s, peak {peer_memory:.0f} MB: {ratio:.1f} times, at least 5:",
          "held" if ratio >= 5 else "NOT HELD", "; below 2048 MB:", "held" if memory < 2048 else "NOT HELD")
    compare(ours, theirs)


if __name__ == "__main__":
    if sys.argv[1] == "--geopandas":
        geopandas_job(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
