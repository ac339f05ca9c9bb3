"""Times the register and monitoring on one workspace of 304,000 outfalls, 3 million observations and 20 million results.

    python3 bench.py BOURN BENCH FOLDER [queries|matrix|wide|long ...]

BENCH is the built bench-outfalls. The workspace is made on first use (about 5 GB, some minutes): outfalls and
observations by imports of BENCH, visits, samples and results by SQL, all drawn from a fixed seed. Measured are:

    queries  the register by area and by code, 200 times each inside one process: 95 % below 20 ms
    matrix   `bourn monitoring matrix` of a city of 3,040 outfalls, from start to end of the program: below 1 s
    wide     `bourn monitoring import` of a million results, a row a sample: below 60 s on two cores
    long     the same, a row a result

What was imported is removed again. Without names everything is run. Needs nothing but Python's standard library.
"""

import json
import os
import pathlib
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time

SEED = 20180315
COUNTIES_PER_CITY, OUTFALLS_PER_COUNTY, CITIES = 4, 760, 100  # as bench-outfalls makes them
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
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(time.monotonic() - start, 2), "cpu_seconds": round(cpu, 2)}, done.stdout


def make(bourn, bench, workspace):
    subprocess.run([bench, "make", workspace, "304000", "3000000", str(SEED)], check=True)
    calendar = workspace.with_name("calendar.csv")
    calendar.write_text(CALENDAR)
    run(bourn, "monitoring", "set", workspace, "season-calendar", calendar, "--by", "bench", "--reason", "bench")
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
    counted = ["outfall", "outfall_observation", "monitoring_result"]
    count = {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in counted}
    db.close()
    return found, count


def restore(workspace, kept):
    db = sqlite3.connect(workspace)
    for table, fid in kept.items():
        db.execute(f"DELETE FROM monitoring_{table} WHERE fid > ?", (fid,))
    db.commit()
    db.close()
    know(workspace)


def know(workspace):
    """Sets the counter of changes that Bourn knows to what the file will have, so that it need not look at all of it again."""
    with open(workspace, "rb") as file:
        file.seek(24)
        counter = int.from_bytes(file.read(4), "big")
    db = sqlite3.connect(workspace)
    db.execute("UPDATE bourn_setting SET value = ? WHERE name = 'change_counter'", (counter + 1,))
    db.commit()
    db.close()


def verdict(holds):
    return "held" if holds else "NOT HELD"


def queries(bench, workspace):
    lines = subprocess.run([bench, "query", workspace, "304000", "3000000", str(SEED)],
                           capture_output=True, text=True, check=True).stdout
    for line in lines.splitlines():
        found = json.loads(line)
        print(f"{found['query']}: median {found['median_ms']} ms, 95 % {found['p95_ms']} ms, worst "
              f"{found['worst_ms']} ms, {found['rows']} rows; 95 % below 20 ms: {verdict(found['p95_ms'] < 20)}", flush=True)


def matrix(bourn, workspace):
    taken = []
    for _ in range(5):
        once, text = run(
            bourn, "monitoring", "matrix", workspace, "--area", "5512", "--format", "json", "--date", "2018-12-31")
        taken.append(once["seconds"])
    answer = json.loads(text)
    print(f"matrix of a city of {len(answer['outfalls'])} outfalls: middle of five {statistics.median(taken)} s, "
          f"worst {max(taken)} s; below 1 s: {verdict(max(taken) < 1)}", flush=True)


def imports(bourn, workspace, name, kept):
    path = workspace.with_name(f"{name}.csv")
    if not path.exists():
        laboratory_file(path, -(-1_000_000 // len(INDICATORS)), name == "long")
    taken, text = run(bourn, "monitoring", "import", workspace, path, "--format", "json", "--quiet")
    restore(workspace, kept)
    answer = json.loads(text)
    assert answer["results_inserted"] >= 1_000_000, answer
    print(f"import of {answer['results_inserted']} results in {answer['read']} rows: {taken['seconds']} s "
          f"({taken['cpu_seconds']} s of processor); below 60 s: {verdict(taken['seconds'] < 60)}", flush=True)


def main():
    bourn, bench, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    names = sys.argv[4:] or ["queries", "matrix", "wide", "long"]
    unknown = set(names) - {"make", "queries", "matrix", "wide", "long"}
    if unknown:
        sys.exit(f"no such case: {', '.join(unknown)}")
    folder.mkdir(parents=True, exist_ok=True)
    workspace = folder / "survey.gpkg"
    if not workspace.exists():
        made = folder / "making.gpkg"
        for rest in folder.glob("making.gpkg*"):
            rest.unlink()
        make(bourn, bench, made)
        made.rename(workspace)
    kept, count = marks(workspace)
    print(f"{count['outfall']} outfalls, {count['outfall_observation']} observations, {count['monitoring_result']} "
          f"results in {workspace.stat().st_size / 1e9:.1f} GB, seed {SEED}", flush=True)
    for name in names:
        if name == "queries":
            queries(bench, workspace)
        elif name == "matrix":
            matrix(bourn, workspace)
        elif name != "make":
            imports(bourn, workspace, name, kept)


main()
