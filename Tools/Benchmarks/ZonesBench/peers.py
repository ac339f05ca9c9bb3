"""Bourn and its PyPI peers on the same made blocks, one table.

Usage: peers.py ZONES_BENCH BLOCKS ZONES [peer ...]

ZONES_BENCH is the built program. Peers: pymetis, gerrychain, azp, maxp (pip install pymetis gerrychain
spopt). Seconds are those of the solve alone. MaxP does not take a number of zones: it gets the threshold
that brings it near ZONES. A peer that gives up is a row too.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")


def pymetis_plan(data, zones):
    import pymetis

    n = len(data["weights"])
    beside = [[] for _ in range(n)]
    length = [[] for _ in range(n)]
    for a, b, metres in data["edges"]:
        a, b = int(a), int(b)
        beside[a].append(b)
        beside[b].append(a)
        length[a].append(max(1, int(metres)))
        length[b].append(max(1, int(metres)))
    xadj, adjncy, eweights = [0], [], []
    for row, weights in zip(beside, length):
        adjncy += row
        eweights += weights
        xadj.append(len(adjncy))
    weights = [int(w) for w in data["weights"]]
    options = pymetis.Options(contig=1, seed=1)
    return pymetis.part_graph(
        zones, xadj=xadj, adjncy=adjncy, vweights=weights, eweights=eweights, options=options, recursive=False
    )[1]


def gerrychain_plan(data, zones):
    import gerrychain
    import networkx

    random.seed(1)
    graph = networkx.Graph()
    for node, weight in enumerate(data["weights"]):
        graph.add_node(node, pop=weight, area=data["areas"][node])
    graph.add_edges_from((int(a), int(b)) for a, b, _ in data["edges"])
    graph = gerrychain.Graph.from_networkx(graph)
    target = sum(data["weights"]) / zones
    plan = gerrychain.tree.recursive_tree_part(graph, range(zones), target, "pop", 0.25)
    start = gerrychain.Partition(
        graph, plan, updaters={"pop": gerrychain.updaters.Tally("pop"), "cut": gerrychain.updaters.cut_edges}
    )
    from functools import partial

    step = partial(gerrychain.proposals.recom, pop_col="pop", pop_target=target, epsilon=0.15, node_repeats=2)
    chain = gerrychain.MarkovChain(
        step, [], accept=lambda p: p.parent is None or len(p["cut"]) <= len(p.parent["cut"]),
        initial_state=start, total_steps=1000,
    )
    last = start
    for last in chain:
        pass
    return [last.assignment[node] for node in range(len(data["weights"]))]


def frame(data):
    import geopandas
    import libpysal
    from shapely.geometry import Point

    table = geopandas.GeoDataFrame(
        {"load": data["weights"]}, geometry=[Point(x, y) for x, y in zip(data["x"], data["y"])]
    )
    beside = {node: [] for node in range(len(table))}
    for a, b, _ in data["edges"]:
        beside[int(a)].append(int(b))
        beside[int(b)].append(int(a))
    return table, libpysal.weights.W(beside, silence_warnings=True)


def azp_plan(data, zones):
    import numpy
    from spopt.region import AZP

    table, beside = frame(data)
    numpy.random.seed(1)
    model = AZP(table, beside, ["load"], n_clusters=zones, random_state=1)
    model.solve()
    return [int(label) for label in model.labels_]


def maxp_plan(data, zones):
    import numpy
    from spopt.region import MaxPHeuristic

    table, beside = frame(data)
    numpy.random.seed(1)
    threshold = 0.85 * sum(data["weights"]) / zones
    model = MaxPHeuristic(table, beside, ["load"], "load", threshold, 2)
    model.solve()
    return [int(label) for label in model.labels_]


PLANS = {"pymetis": pymetis_plan, "gerrychain": gerrychain_plan, "azp": azp_plan, "maxp": maxp_plan}


def main():
    bench, blocks, zones = sys.argv[1], sys.argv[2], int(sys.argv[3])
    folder = pathlib.Path(tempfile.mkdtemp())
    subprocess.run([bench, "dump", "1", blocks, str(folder / "graph.json")], check=True)
    print(subprocess.run([bench, "solve", "1", blocks, str(zones)], capture_output=True, text=True).stdout.split("\n")[0])
    data = json.loads((folder / "graph.json").read_text())
    for name in sys.argv[4:] or PLANS:
        begin = time.perf_counter()
        try:
            plan = PLANS[name](data, zones)
        except Exception as error:
            print(f"{name} gave up after {time.perf_counter() - begin:.1f} s: {error}", flush=True)
            continue
        seconds = time.perf_counter() - begin
        number = {label: place for place, label in enumerate(sorted(set(plan)))}
        file = folder / f"{name}.txt"
        file.write_text("\n".join(str(number[label]) for label in plan) + "\n")
        row = subprocess.run([bench, "measure", "1", blocks, str(file), name], capture_output=True, text=True).stdout
        print(row.strip().replace("seconds=0.000", f"seconds={seconds:.3f}"), flush=True)


main()
