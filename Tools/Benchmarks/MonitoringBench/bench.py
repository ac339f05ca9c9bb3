"""Times monitoring on a workspace of 304,000 outfalls and 20 million results, one JSON line a measurement.

    python3 bench.py BOURN FOLDER [runs, default 3]

The workspace is made on first use: outfalls through `bourn import`, visits, samples and results by SQL with values drawn
from a fixed seed (about 3 GB, a few minutes). Measured are the completeness matrix of a city of 3,040 outfalls, and the
import of a million results from a laboratory's CSV, in both its forms; what was imported is removed again after each run.
The bars: a matrix below 1 s, an import below 60 s on two cores. Nothing but Python's standard library is needed.
"""

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import time

SEED = 20180315
COUNTIES_PER_CITY, OUTFALLS_PER_COUNTY, CITIES = 4, 760, 100
INDICATORS = ["flow", "temperature", "pH", "COD", "BOD5", "NH3-N", "TN", "TP", "animal-vegetable-oil", "SS", "DO"]
UNITS = ["m3/d", "Cel", "[pH]"] + ["mg/L"] * 8
MOST = [900, 30, 8, 200, 90, 20, 40, 4, 5, 90, 9]
LIMITED = {"NH3-N": 0.025, "TP": 0.01, "animal-vegetable-oil": 0.06}
CALENDAR = "basin_code,basin,season,months\n99A,bench,dry,12;1;2;3\n99A,bench,normal,4;10;11\n99A,bench,wet,5;6;7;8;9\n"


def counties():
    for city in range(CITIES):
        for county in range(COUNTIES_PER_CITY):
            yield f"{50 + city // 10}{10 + city % 10}{county + 1:02d}"


def codes():
    for county in counties():
        for serial in range(OUTFALLS_PER_COUNTY):
            yield county, f"{county}{serial + 1:03d}"


def run(*command, codes=(0,)):
    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(time.monotonic() - start, 2), "cpu_seconds": round(cpu, 2)}, done.stdout


def make(bourn, folder, workspace):
    draw = random.Random(SEED)
    source = os.path.join(folder, "outfalls.csv")
    with open(source, "w") as file:
        file.write("code,name,division_code,scale,longitude,latitude\n")
        for county, code in codes():
            x, y = 100 + int(county[:2]) % 50 + draw.random(), 20 + int(county[2:4]) % 30 + draw.random()
            file.write(f"{code},outfall {code},{county}001001,2|规模以下,{x:.6f},{y:.6f}\n")
    run(bourn, "import", "outfalls", workspace, source, "--quiet")
    calendar = os.path.join(folder, "calendar.csv")
    with open(calendar, "w") as file:
        file.write(CALENDAR)
    run(bourn, "monitoring", "set", workspace, "season-calendar", calendar)
    fill(workspace)
    know(workspace)


def fill(workspace):
    """Two visits, three samples each and eleven results each, for every outfall."""
    db = sqlite3.connect(workspace, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000", "locking_mode = EXCLUSIVE"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN")
    db.execute(
        """INSERT INTO monitoring_activity (outfall_code, sampled_on, basin_code, season, season_year,
            declared_season, team, samplers)
        SELECT code, printf('2018-%02d-%02d', month, 1 + fid % 28), '99A', season, 2018, season, 'T' || (fid % 40), ''
        FROM outfall CROSS JOIN (SELECT 3 AS month, 'dry' AS season UNION ALL SELECT 7, 'wet')""")
    measured = " ".join(sorted(INDICATORS))
    db.execute(
        """INSERT INTO monitoring_sample (activity_fid, label, kind, partner, minute, laboratory, batch, measured)
        SELECT a.fid, 'B' || a.fid || '-' || n, 'routine', NULL, 480 + 180 * n, 'L' || (a.fid % 9), NULL, ?
        FROM monitoring_activity a CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2)""", (measured,))
    db.execute("CREATE TEMP TABLE indicator (n, code, unit, most, floor)")
    for n, code in enumerate(INDICATORS):
        db.execute("INSERT INTO indicator VALUES (?, ?, ?, ?, ?)", (n, code, UNITS[n], MOST[n], LIMITED.get(code)))
    # Values by a multiplicative hash of the sample and the indicator; some fall below their limit.
    db.execute(
        f"""INSERT INTO monitoring_result (sample_fid, indicator, value, qualifier, limit_value, unit, method,
            method_limit, fraction, original)
        SELECT fid, code, iif(v < floor, NULL, v), iif(v < floor, '<', NULL), iif(v < floor, floor, NULL), unit,
            'HJ 828-2017', floor, NULL, iif(v < floor, floor || 'L', v)
        FROM (SELECT s.fid, code, unit, floor,
                (s.fid * 2654435761 + n * 40503 + {SEED}) % 1000 * most / 1000.0 AS v
            FROM monitoring_sample s CROSS JOIN indicator)""")
    db.execute("COMMIT")
    db.close()


def laboratory_file(path, samples, is_long):
    """A laboratory's report of the next year's dry season."""
    draw = random.Random(SEED + 1)
    places = list(codes())
    units = [unit if unit != "Cel" else "℃" for unit in UNITS]
    with open(path, "w") as file:
        if is_long:
            file.write("样品编号,排污口编码,采样时间,水期,采样组,实验室,项目,结果,单位\n")
        else:
            names = [f"{code}({unit})" if code not in ("pH",) else code for code, unit in zip(INDICATORS, units)]
            file.write("样品编号,排污口编码,采样时间,水期,采样组,实验室," + ",".join(names) + "\n")
        for number in range(samples):
            code = places[(number * 7919) % len(places)][1]
            head = f"N{is_long:d}{number},{code},2019-03-{1 + number % 28:02d} 08:{number % 60:02d}:00,枯水期,T{number % 40},L1"
            values = [f"{draw.random() * most:.3f}" for most in MOST]
            values[5] = "0.025L" if number % 5 == 0 else values[5]
            if is_long:
                for indicator, value, unit in zip(INDICATORS, values, units):
                    file.write(f"{head},{indicator},{value},{unit if unit != '[pH]' else 'pH'}\n")
            else:
                file.write(head + "," + ",".join(values) + "\n")


def marks(workspace):
    db = sqlite3.connect(workspace)
    tables = ["activity", "sample", "result"]
    found = {t: db.execute(f"SELECT coalesce(max(fid), 0) FROM monitoring_{t}").fetchone()[0] for t in tables}
    count = db.execute("SELECT count(*) FROM monitoring_result").fetchone()[0]
    db.close()
    return found, count


def restore(bourn, workspace, kept):
    db = sqlite3.connect(workspace)
    for table, fid in kept.items():
        db.execute(f"DELETE FROM monitoring_{table} WHERE fid > ?", (fid,))
    db.commit()
    db.close()
    know(workspace)


def know(workspace):
    """Sets the counter of changes that Bourn knows to what the file will have, so that it need not look at 3 GB again."""
    with open(workspace, "rb") as file:
        file.seek(24)
        counter = int.from_bytes(file.read(4), "big")
    db = sqlite3.connect(workspace)
    db.execute("UPDATE bourn_setting SET value = ? WHERE name = 'change_counter'", (counter + 1,))
    db.commit()
    db.close()


def main():
    bourn, folder = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    os.makedirs(folder, exist_ok=True)
    workspace = os.path.join(folder, "twenty-million.gpkg")
    if not os.path.exists(workspace):
        made = os.path.join(folder, "making.gpkg")
        if os.path.exists(made):
            os.remove(made)
        make(bourn, folder, made)
        os.rename(made, workspace)
    kept, count = marks(workspace)
    facts = {"results": count, "outfalls": len(list(codes())), "bytes": os.path.getsize(workspace), "seed": SEED}
    print(json.dumps({"workspace": facts}), flush=True)
    for number in range(runs):
        taken, text = run(
            bourn, "monitoring", "matrix", workspace, "--area", "5512", "--format", "json", "--date", "2018-12-31")
        answer = json.loads(text)
        print(json.dumps({"matrix of a city": taken, "outfalls": len(answer["outfalls"]),
                          "complete": answer["progress"]["complete"], "bar_seconds": 1}), flush=True)
    samples = -(-1_000_000 // len(INDICATORS))
    for is_long in (False, True):
        path = os.path.join(folder, "long.csv" if is_long else "wide.csv")
        if not os.path.exists(path):
            laboratory_file(path, samples, is_long)
        for number in range(runs):
            taken, text = run(bourn, "monitoring", "import", workspace, path, "--format", "json", "--quiet")
            answer = json.loads(text)
            print(json.dumps({"import": "one row a result" if is_long else "one row a sample", **taken,
                              "rows": answer["read"], "results": answer["results_inserted"],
                              "bar_seconds": 60}), flush=True)
            restore(bourn, workspace, kept)


main()
