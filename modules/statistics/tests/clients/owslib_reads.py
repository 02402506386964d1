"""OWSLib walks the collections page by page; prints every cell with its sign."""
import json
import sys

from owslib.ogcapi.features import Features

api = Features(f"{sys.argv[1]}/ogc/")
assert any(it.endswith("/conf/core") for it in api.conformance()["conformsTo"])
assert api.api()["openapi"].startswith("3.0")
found = {}
for name in api.feature_collections():
    assert api.collection(name)["id"] == name
    schema = api.collection_schema(name)["properties"]
    measures = [it for it, about in schema.items() if about.get("type") == "number"]
    key = [it for it in schema if it + "_nama" in schema]
    cells = found[name] = {}
    offset, matched = 0, 1
    while offset < matched:
        page = api.collection_items(name, limit=5, offset=offset)
        matched, offset = page["numberMatched"], offset + page["numberReturned"]
        assert any(it["rel"] == "next" for it in page["links"]) == (offset < matched)
        for feature in page["features"]:
            assert api.collection_item(name, feature["id"]) == feature
            of = feature["properties"]
            assert (feature["geometry"] is None) == (of["WILAYAH"] not in ("64.08", "64.08.01", "64.08.10"))
            for measure in measures:
                value = of[measure]
                code = "/".join([*(of[k] for k in key), measure])
                cells[code] = [None if value is None else repr(value), of[f"{measure}_tanda"]]
print(json.dumps(found))
