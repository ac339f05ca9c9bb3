"""Runs the coverage benchmark and its peer, shapely, on the same layers in one run, and prints the ratios.

    python compare.py BENCH FOLDER [china|damaged ...] [--repair]

BENCH is the built bench-coverage. FOLDER keeps the layers, which layers.py makes when they are not there.
`--repair` compares mending with shapely.coverage_clean as well, which takes some minutes.
"""

import json
import pathlib
import subprocess
import sys

layers = pathlib.Path(__file__).with_name("layers.py")


def lines_of_json(command):
    result = subprocess.run(["/usr/bin/env", *map(str, command)], capture_output=True, text=True, check=True)
    return json.loads(result.stdout.strip().splitlines()[-1])


def compare(bench, path, what, ours):
    mine = lines_of_json([bench, path, *ours])
    theirs = lines_of_json([sys.executable, layers, "time", path, what])
    print(f"{path.stem}: bourn {' '.join(ours) or 'check'} {mine['seconds']:.2f} s "
          f"({mine['processor']:.2f} s of processor), shapely {what} {theirs['seconds']:.2f} s, "
          f"ratio {theirs['seconds'] / mine['seconds']:.1f}", flush=True)
    print("   bourn", json.dumps(mine), flush=True)
    print("   shapely", json.dumps(theirs), flush=True)


def main():
    bench, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    names = [name for name in sys.argv[3:] if not name.startswith("-")] or ["china", "damaged"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / f"{name}.flat"
        if not path.exists():
            subprocess.run([sys.executable, layers, name, path], check=True)
        compare(bench, path, "edges", [])
        if "--repair" in sys.argv:
            compare(bench, path, "clean", ["repair"])


main()
