"""pxwebpy lists the tables and reads each whole; prints every cell with its sign."""
import json
import sys

from pxweb import PxApi

api = PxApi(sys.argv[1] + "/pxweb", language="en")
assert {it["id"] for it in api.get_config()["languages"]} == {"id", "en"}
api.language = "id"
found = {}
for table in api.all_tables():
    name = table["id"]
    variables = api.get_table_variables(name)
    labels = {it["label"]: code for code, it in variables.items()}
    rows = api.get_table_data_all(name, show="code")
    # The program leaves signs out of its rows; its own answer has them by the place of the cell.
    signs = api._client.call(endpoint=f"/tables/{name}/data").get("status", {})
    cells = found[name] = {}
    for at, row in enumerate(rows):
        key = "/".join(row[label] for label in labels)
        value = row["value"]
        cells[key] = [None if value is None else repr(value), signs.get(str(at), "")]
    # A part comes with the figures of the whole.
    time = api.get_table_data(name, value_codes={"PERIODE": ["top(1)"]}, show="code")
    for row in time:
        value = cells["/".join(row[label] for label in labels)][0]
        assert value == (None if row["value"] is None else repr(row["value"]))
    assert 0 < len(time) < len(rows)
assert [it["id"] for it in api.search("kemiskinan")["tables"]] == ["MISKIN"]
print(json.dumps(found))
