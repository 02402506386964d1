"""pyjstat reads JSON-stat, Python's own reader the table; prints every cell of both."""
import csv
import json
from itertools import product

from pyjstat import pyjstat

text = open("id.json").read()
exact = json.loads(text, parse_float=str, parse_int=str)
dataset = pyjstat.Dataset.read(text)
frame = dataset.write("dataframe")


def codes(dimension):
    index = exact["dimension"][dimension]["category"]["index"]
    return sorted(index, key=lambda code: int(index[code]))


dimensions = exact["id"]
cells = []
for at, ids in enumerate(product(*map(codes, dimensions))):
    # The program finds the place by itself and must come to the same value.
    value, found = exact["value"][at], dataset.get_value([dict([pair]) for pair in zip(dimensions, ids)])
    assert (value is None) == (found is None) and (value is None or float(value) == found), (ids, value, found)
    category = {d: exact["dimension"][d]["category"] for d in dimensions}
    measure = ids[dimensions.index("UKURAN")]
    cells.append(dict(
        ids=list(ids),
        names=[category[d]["label"][i] for d, i in zip(dimensions, ids)],
        value=value,
        mark=exact.get("status", {}).get(str(at), ""),
        unit=category["UKURAN"]["unit"][measure]["label"],
    ))

with open("id.csv", newline="") as file:
    table = [
        dict(
            ids=[row[d] for d in dimensions],
            names=[row[d + "_nama"] for d in dimensions],
            value=row["nilai"] or None,
            mark=row["tanda"],
            unit=row["satuan"],
        )
        for row in csv.DictReader(file, strict=True)
    ]

collection = pyjstat.Collection.read(open("list.json").read())
print(json.dumps(dict(json=cells, csv=table, frame=len(frame), collection=collection["label"])))
