"""Runs the coverage benchmark and its peer, shapely, on the same layers in one run, and prints the ratios.

    python compare.py BENCH FOLDER [china|damaged|repair|giant|sieve ...]

BENCH is the built bench-coverage. FOLDER keeps the layers, which layers.py makes when they are not there.
Without names everything is run; `repair` waits some minutes for shapely.coverage_clean. Where a program is run
more than once the middle time counts.
"""

import json
import math
import pathlib
import statistics
import subprocess
import sys

layers = pathlib.Path(__file__).with_name("layers.py")
# What is run, how often we and how often shapely, and how many times faster we must be.
cases = {
    "china": ("china", [], "edges", 5, 3, 8),
    "damaged": ("damaged", [], "edges", 3, 2, 5),
    "repair": ("damaged", ["repair"], "clean", 1, 1, 8),
}
memory_bar = 3 * 1024  # MiB
giants = ["giant", "sieve"]
sizes = [1_000_000, 2_000_000, 4_000_000]
patience = 120  # seconds for shapely on a giant


def run(command, times, timeout=None):
    """The run with the middle time."""
    results = []
    for _ in range(times):
        result = subprocess.run(
            [*map(str, command)], capture_output=True, text=True, check=True, timeout=timeout)
        results.append(json.loads(result.stdout.strip().splitlines()[-1]))
    middle = statistics.median_low(result["seconds"] for result in results)
    return next(result for result in results if result["seconds"] == middle)


def verdict(holds):
    return "held" if holds else "NOT HELD"


def layer(folder, name, *arguments):
    path = folder / f"{'-'.join([name, *map(str, arguments)])}.flat"
    if not path.exists():
        subprocess.run([sys.executable, layers, name, path, *map(str, arguments)], check=True)
    return path


def compare(bench, folder, name):
    source, ours, what, our_times, their_times, bar = cases[name]
    path = layer(folder, source)
    mine = run([bench, path, *ours], our_times)
    theirs = run([sys.executable, layers, "time", path, what], their_times)
    ratio = theirs["seconds"] / mine["seconds"]
    print(f"{name}: bourn {mine['seconds']:.2f} s ({mine['processor']:.2f} s of processor, "
          f"{mine['peak_mib']} MiB), shapely {what} {theirs['seconds']:.2f} s ({theirs['processor']:.2f}, {theirs['peak_mib']} MiB)")
    print(f"   ratio {ratio:.1f}, at least {bar}: {verdict(ratio >= bar)}; "
          f"memory below {memory_bar} MiB: {verdict(mine['peak_mib'] < memory_bar)}")
    print("   bourn", json.dumps(mine))
    print("   shapely", json.dumps(theirs), flush=True)


def grow(bench, folder, name):
    """One polygon that touches all others, outside it or in its holes, four times as large at the end as at the
    start."""
    seconds = []
    for vertices in sizes:
        path = layer(folder, name, vertices)
        mine = run([bench, path], 3)
        seconds.append(mine["processor"])
        try:
            theirs = run([sys.executable, layers, "time", path, "edges"], 1, patience)
            peer = f"shapely edges {theirs['seconds']:.2f} s ({theirs['peak_mib']} MiB)"
        except subprocess.TimeoutExpired:
            peer = f"shapely edges more than {patience} s"
        print(f"{name} of {vertices:,} vertices beside {mine['zones'] - 1:,} zones: bourn "
              f"{mine['seconds']:.2f} s ({mine['processor']:.2f} s of processor, {mine['peak_mib']} MiB), {peer}")
        print("   bourn", json.dumps(mine), flush=True)
    exponent = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
    print(f"   processor time grows with the vertices to the power {exponent:.2f}, "
          f"at most 1.1: {verdict(exponent <= 1.1)}", flush=True)


def main():
    bench, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    names = sys.argv[3:] or [*cases, *giants]
    folder.mkdir(parents=True, exist_ok=True)
    print(json.dumps(run([sys.executable, layers, "versions"], 1)))
    for name in names:
        if name in giants:
            grow(bench, folder, name)
        elif name in cases:
            compare(bench, folder, name)
        else:
            sys.exit(f"{name} is not a case; there are {', '.join([*cases, *giants])}")


main()
