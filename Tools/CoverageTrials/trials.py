"""Compares verdicts on seeded coverages: Bourn's checker, GEOS (through shapely) and JTS.

    trials.py VERDICTS JTS-JAR FOLDER

VERDICTS holds one layer a line: name, "valid" or "invalid" as Bourn says, kinds of fault, and the zones as
well-known text, with tabs between. Layers with zones that are invalid by themselves are counted apart: the
coverage functions of GEOS and JTS do not look into single zones. Ends with 1 if any other verdict differs.
"""

import collections
import os
import subprocess
import sys

import shapely

MOST = 10  # differences to print of each kind


def geos_verdicts(lines):
    for line in lines:
        zones = shapely.from_wkt(line.split("\t")[3:])
        yield "valid" if shapely.coverage_is_valid(zones) else "invalid"


def jts_verdicts(text, jar, folder):
    source = os.path.join(folder, "JTSVerdicts.java")
    answer = subprocess.run(
        ["java", "-cp", jar, source], input=text, capture_output=True, encoding="utf-8", check=True).stdout
    return dict(line.split("\t") for line in answer.splitlines())


def main(path, jar, folder):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.splitlines()
    jts = jts_verdicts(text, jar, folder)
    tally, differing = collections.Counter(), []
    for line, geos in zip(lines, geos_verdicts(lines)):
        name, ours, kinds = line.split("\t")[:3]
        group = "with invalid zones" if "invalid" in kinds.split(",") else "of valid zones"
        tally[group, ours, geos, jts[name]] += 1
        if len({ours, geos, jts[name]}) > 1:
            differing.append((group, name, ours, geos, jts[name], kinds))
    print(f"GEOS {shapely.geos_version_string}, {os.path.basename(jar)}, {len(lines)} layers")
    for (group, ours, geos, other), count in sorted(tally.items()):
        mark = "" if ours == geos == other else "   <-"
        print(f"  {count:6} {group}: Bourn {ours}, GEOS {geos}, JTS {other}{mark}")
    for group in ("of valid zones", "with invalid zones"):
        for _, name, *verdicts, kinds in [entry for entry in differing if entry[0] == group][:MOST]:
            print(f"  layer {name} ({group}): Bourn, GEOS, JTS say {verdicts}; faults: {kinds}")
    sys.exit(1 if any(entry[0] == "of valid zones" for entry in differing) else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
