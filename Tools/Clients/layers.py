"""What GDAL's program, GeoPandas and QGIS say of every layer of a workspace, compared with what SQL says.

    python layers.py WORKSPACE FOLDER

The program `ogrinfo` and, where it is there, `qgis_process` run as children; GeoPandas reads through pyogrio. A layer
agrees when rows, extent and reference system are the same everywhere. Ends with 1 on any disagreement.
"""

import json
import math
import shutil
import sqlite3
import subprocess
import sys

import geopandas
import pyogrio


def stored(workspace):
    """Rows, extent and EPSG code of each layer, from the file's own tables; an empty layer has no extent."""
    database = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
    layers = database.execute(
        "SELECT c.table_name, min_x, min_y, max_x, max_y, g.srs_id FROM gpkg_contents c "
        "JOIN gpkg_geometry_columns g USING (table_name) ORDER BY 1").fetchall()
    result = {}
    for name, *extent, code in layers:
        rows, = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        shapes, = database.execute(f'SELECT count(geom) FROM "{name}"').fetchone()
        result[name] = (rows, extent if shapes else None, code)
    return result


def ogrinfo(workspace, name):
    output = subprocess.run(
        ["ogrinfo", "-ro", "-so", "-al", "-json", workspace, name], capture_output=True, text=True, check=False)
    if output.returncode == 0 and output.stdout.lstrip().startswith("{"):
        layer = json.loads(output.stdout)["layers"][0]
        field = layer["geometryFields"][0]
        extent = field.get("extent")
        code = field["coordinateSystem"]["projjson"]["id"]["code"]
        return layer["featureCount"], extent if layer["featureCount"] and extent else None, code
    return ogrinfo_text(workspace, name)


def ogrinfo_text(workspace, name):
    """The same from the report for people: `-json` came with GDAL 3.7."""
    text = subprocess.run(
        ["ogrinfo", "-ro", "-so", workspace, name], capture_output=True, text=True, check=True).stdout
    rows = int(text.split("Feature Count: ")[1].split()[0])
    extent = None
    if "Extent: (" in text:
        low, high = text.split("Extent: (")[1].split(")\n")[0].split(") - (")
        extent = [float(n) for n in (low + ", " + high).split(", ")]
    code = int(text.split('ID["EPSG",')[-1].split("]")[0])
    return rows, extent if rows else None, code


def pandas(workspace, name):
    frame = geopandas.read_file(workspace, layer=name, engine="pyogrio")
    bounds = [float(n) for n in frame.total_bounds]
    return len(frame), None if any(map(math.isnan, bounds)) else bounds, frame.crs.to_epsg()


def qgis(workspace, name):
    """The rows that QGIS counts by reading every one."""
    output = subprocess.run(
        ["qgis_process", "run", "native:basicstatisticsforfields", "--json", "--",
         f"INPUT_LAYER={workspace}|layername={name}", "FIELD_NAME=fid"],
        capture_output=True, text=True, check=True)
    results = json.loads(output.stdout)["results"]
    return int(results["COUNT"])


def qgis_extent(workspace, name, folder):
    target = f"{folder}/extent-{name}.gpkg"
    subprocess.run(
        ["qgis_process", "run", "native:polygonfromlayerextent", "--",
         f"INPUT={workspace}|layername={name}", f"OUTPUT={target}"], capture_output=True, text=True, check=True)
    frame = geopandas.read_file(target)
    return [float(n) for n in frame.total_bounds], frame.crs.to_epsg()


def same(found, wanted):
    (rows, extent, code), (true_rows, true_extent, true_code) = found, wanted
    if rows != true_rows or code != true_code or (extent is None) != (true_extent is None):
        return False
    # `ogrinfo` prints six decimals.
    return extent is None or all(abs(a - b) <= 1e-6 for a, b in zip(extent, true_extent))


def main(workspace, folder):
    wanted = stored(workspace)
    listed = {name for name, kind in pyogrio.list_layers(workspace) if kind}
    wrong = 0 if listed == set(wanted) else 1
    print(f"pyogrio lists {sorted(listed)}")
    for name, truth in wanted.items():
        clients = {"ogrinfo": ogrinfo(workspace, name), "geopandas": pandas(workspace, name)}
        if shutil.which("qgis_process"):
            rows = qgis(workspace, name)
            extent, code = qgis_extent(workspace, name, folder) if truth[1] else (None, truth[2])
            clients["qgis"] = (rows, extent, code)
        for client, found in clients.items():
            agrees = same(found, truth)
            wrong += not agrees
            print(f"{name}: {client} {found} {'agrees' if agrees else f'but the file says {truth}'}")
    print("all clients agree" if not wrong else f"{wrong} disagreements")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
