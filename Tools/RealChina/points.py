"""Makes the seeded points that are placed among the counties of a workspace.

    python points.py WORKSPACE POINTS.csv COUNT

Nine in ten lie anywhere in the counties' rectangle. The others try borders: exactly on a vertex, on the middle of
an edge as doubles round it, and one unit in the last place or a millionth of a degree off a vertex.
"""

import sys

import numpy
import shapely

import zones


def near_borders(shapes, count, random):
    coordinates, owner = shapely.get_coordinates(shapely.boundary(shapes), return_index=True)
    first = random.integers(0, len(coordinates) - 1, count)
    vertex, following = coordinates[first], coordinates[first + 1]
    middle = numpy.where((owner[first] == owner[first + 1])[:, None], (vertex + following) / 2, vertex)
    direction = random.choice([-numpy.inf, numpy.inf], (count, 2))
    choices = [vertex, middle, numpy.nextafter(vertex, direction), vertex + random.uniform(-1e-6, 1e-6, (count, 2))]
    return numpy.choose(random.integers(0, len(choices), count)[:, None], choices)


def main(workspace, path, count):
    _, shapes = zones.read(workspace)
    random = numpy.random.default_rng(20260101)
    low, high = numpy.split(shapely.total_bounds(shapes), 2)
    borders = near_borders(shapes, count // 10, random)
    anywhere = random.uniform(low, high, (count - len(borders), 2))
    points = random.permutation(numpy.concatenate([anywhere, borders]))
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,longitude,latitude\n")
        file.writelines(f"{i},{x!r},{y!r}\n" for i, (x, y) in enumerate(points.tolist()))
    print(f"points: {len(points)}, of them {len(borders)} on or near borders")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
