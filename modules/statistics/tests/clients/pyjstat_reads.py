"""pyjstat reads each dataset from its address; prints every cell with its sign."""
import json
import sys
from itertools import product

from pyjstat import pyjstat

found = {}
for name in ("MISKIN", "PRODUKSI", "SEKOLAH"):
    dataset = pyjstat.Dataset.read(f"{sys.argv[1]}/pxweb/tables/{name}/data")
    page = pyjstat.Dataset.read(f"{sys.argv[1]}/statistik/{name}/tabel.json")
    assert page["value"] == dataset["value"] and page["id"] == dataset["id"]
    dimensions = dataset["id"]
    assert len(dataset.write("dataframe")) == len(dataset["value"])

    def codes(dimension):
        index = dataset["dimension"][dimension]["category"]["index"]
        return sorted(index, key=index.get)

    cells = found[name] = {}
    for at, ids in enumerate(product(*map(codes, dimensions))):
        value = dataset.get_value([{d: i} for d, i in zip(dimensions, ids)])
        sign = dataset.get("status", {}).get(str(at), "")
        cells["/".join(ids)] = [None if value is None else repr(value), sign]
print(json.dumps(found))
