"""The peers of the benchmark: DuckDB asked in this process, and the file that Datasette serves."""

import csv
import json
import sqlite3
import sys
import time


def asked_of_duckdb(path, asked):
    import duckdb

    data = duckdb.connect()
    data.execute("create table figures as select * from read_csv(?, all_varchar=false)", [path])
    parts = {
        "one indicator, one village, 20 years": (
            "select periode, nilai from figures where indikator = ? and wilayah = ? order by periode",
            lambda one: [one[0], one[1]],
        ),
        "one indicator, 141 villages, one year": (
            "select wilayah, nilai from figures where indikator = ? and periode = ? order by wilayah",
            lambda one: [one[0], one[2]],
        ),
        "one indicator, 141 villages, 20 years": (
            "select wilayah, periode, nilai from figures where indikator = ? order by wilayah, periode",
            lambda one: [one[0]],
        ),
        "full scan: mean of each indicator": (
            "select indikator, avg(nilai) from figures group by indikator order by indikator",
            lambda one: [],
        ),
    }
    said = []
    for name, (sql, values) in parts.items():
        times, text = [], ""
        for one in asked[: 20 if name.startswith("full") else None]:
            begun = time.perf_counter()
            text = json.dumps(data.execute(sql, values(one)).fetchall())
            times.append((time.perf_counter() - begun) * 1e3)
        said.append({"name": name, "times": times, "bytes": len(text)})
    return {"version": duckdb.__version__, "parts": said}


def made_for_datasette(path, file):
    data = sqlite3.connect(file)
    data.execute("create table figures (indikator text, wilayah text, periode integer, nilai real)")
    with open(path, newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        data.executemany("insert into figures values (?, ?, ?, ?)", rows)
    data.execute("create index figures_of on figures (indikator, wilayah, periode)")
    data.commit()


if sys.argv[1] == "duckdb":
    json.dump(asked_of_duckdb(sys.argv[2], json.loads(sys.argv[3])), sys.stdout)
else:
    made_for_datasette(sys.argv[2], sys.argv[3])
