"""pyogrio (GDAL) reads each collection as a layer, as QGIS does; prints every cell with its sign."""
import json
import sys

import numpy
import pyogrio

source = f"OAPIF:{sys.argv[1]}/ogc"
found = {}
for name, shape in pyogrio.list_layers(source):
    meta, _, shapes, columns = pyogrio.raw.read(source, layer=name)
    of = dict(zip(meta["fields"], columns))
    key = [it for it in of if it + "_nama" in of]
    measures = [it for it in of if it + "_tanda" in of]
    assert all(numpy.issubdtype(of[it].dtype, numpy.number) for it in measures), meta
    assert "4326" in meta["crs"] or "CRS84" in meta["crs"], meta["crs"]
    assert any(it is not None for it in shapes)
    cells = found[name] = {}
    for at in range(len(shapes)):
        for measure in measures:
            value = of[measure][at]
            code = "/".join([*(of[k][at] for k in key), measure])
            missing = value is None or numpy.isnan(value)
            cells[code] = [None if missing else repr(float(value)), of[f"{measure}_tanda"][at] or ""]
print(json.dumps(found))
