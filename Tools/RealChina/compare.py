"""Compares where Bourn placed points with where GEOS places them; ends with 1 on any disagreement.

    python compare.py WORKSPACE PLACED.csv

GEOS's predicates are exact for the coordinates given. A point that touches a border must be called so and belong to
one of the zones that touch or hold it; a point inside several zones must belong to the first by code; any other
inside point must belong to its zone, and a point in no zone to none.
"""

import csv
import sys

import numpy
import shapely

import zones


def placed(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    points = numpy.array([(float(row["longitude"]), float(row["latitude"])) for row in rows])
    return points, [row["zone_code"] for row in rows], [row["placement"] for row in rows]


def expected(shapes, points):
    """For each point the zones it lies inside of and those whose border it touches, ascending."""
    geometries = shapely.points(points)
    inside, touching = [[] for _ in points], [[] for _ in points]
    shapely.prepare(shapes)
    # The tree of points is queried with each zone, whose prepared form then answers for all its points.
    zone, point = shapely.STRtree(geometries).query(shapes, predicate="covers")
    touches = shapely.touches(shapes[zone], geometries[point])
    for z, p, is_touching in zip(zone.tolist(), point.tolist(), touches.tolist()):
        (touching if is_touching else inside)[p].append(z)
    return inside, touching


def agrees(inside, touching, codes, code, placement):
    if touching:
        return placement == "border" and code in [codes[z] for z in touching + inside]
    if inside:
        return placement == "inside" and code == codes[min(inside)]
    return placement == "outside" and code == ""


def main(workspace, path):
    codes, shapes = zones.read(workspace)
    codes = codes.tolist()
    points, zone_codes, placements = placed(path)
    inside, touching = expected(shapes, points)
    wrong = [
        i for i in range(len(points))
        if not agrees(inside[i], touching[i], codes, zone_codes[i], placements[i])]
    kinds = {kind: placements.count(kind) for kind in sorted(set(placements))}
    several = sum(len(i) + len(t) > 1 and not t for i, t in zip(inside, touching))
    print(f"GEOS {shapely.geos_version_string}, {len(codes)} zones, {len(points)} points: {kinds}, {several} in overlaps")
    for i in wrong[:20]:
        print(f"  row {i + 1} {points[i].tolist()}: Bourn says {placements[i]} {zone_codes[i]}; "
              f"GEOS inside {[codes[z] for z in inside[i]]}, on the border of {[codes[z] for z in touching[i]]}")
    print(f"agreement: {len(points) - len(wrong)} of {len(points)}")
    sys.exit(1 if wrong or not len(points) else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
