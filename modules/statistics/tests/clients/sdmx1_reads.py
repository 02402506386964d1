"""sdmx1 finds the flows, reads the structure of each and its figures; prints every cell with its sign."""
import json
import math
import sys

import sdmx

url, agency = sys.argv[1:]
sdmx.add_source(dict(id=agency, url=url + "/sdmx", name="Kutai Timur"))
client = sdmx.Client(agency)
SIGNS = dict(A="", P="*", PP="**", R="r", F="p", O="...", M="NA", Q="x")

found = {}
for name in client.dataflow().dataflow:
    message = client.dataflow(name, params=dict(references="all"))
    (dsd,) = message.structure.values()
    # The code of an id on this wire, and the dimensions of the cube in their order: time before measures.
    codes = {
        d.id: {
            c.id: next((str(a.title) for a in c.annotations if a.type == "CODE"), c.id)
            for c in message.codelist[d.local_representation.enumerated.id]
        }
        for d in dsd.dimensions.components
        if d.id != "TIME_PERIOD"
    }
    names = list(codes)
    names.insert(names.index("UKURAN"), "TIME_PERIOD")
    (dataset,) = client.data(name, dsd=dsd).data
    cells = found[name] = {}
    for observation in dataset.obs:
        key = {k: str(v.value) for k, v in observation.key.values.items()}
        key = "/".join(codes.get(d, {}).get(key[d], key[d]) for d in names)
        value = observation.value
        value = None if value is None or str(value) in ("NaN", "nan", "") else str(value)
        status = observation.attrib["OBS_STATUS"].value
        assert key not in cells
        cells[key] = [value, SIGNS[getattr(status, "id", status)]]
    some = client.data(name, dsd=dsd, params=dict(startPeriod="2024")).data[0]
    assert 0 < len(some.obs) <= len(dataset.obs)
print(json.dumps(found))
