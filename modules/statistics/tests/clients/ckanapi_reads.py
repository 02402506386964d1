"""ckanapi, as a library and as a program, reads packages and every row; prints every cell with its sign."""
import json
import os
import subprocess
import sys
from pathlib import Path

from ckanapi import CKANAPIError, NotAuthorized, NotFound, RemoteCKAN, ValidationError

url = sys.argv[1]
ckan = RemoteCKAN(url)
posted, got = ckan.action, RemoteCKAN(url, get_only=True).action
assert "datastore" in posted.status_show()["extensions"]
names = posted.package_list()
assert got.package_list(limit=1, offset=1) == names[1:2]

program = Path(sys.executable).parent / "ckanapi"
dump = subprocess.run(
    [program, "dump", "datasets", "--all", "-r", url, "-p", "1"],
    check=True,
    stdout=subprocess.PIPE,
    text=True,
    # The program starts itself again by its name.
    env=os.environ | dict(PATH=f"{program.parent}:{os.environ['PATH']}"),
)
dumped = [json.loads(line) for line in dump.stdout.splitlines()]
assert [it["name"] for it in dumped] == names

found = {}
for package in dumped:
    assert got.package_show(id=package["id"])["title"] == package["title"]
    (table,) = [it for it in package["resources"] if it["datastore_active"]]
    assert posted.resource_show(id=table["id"])["url"] == table["url"]
    rows, total = [], None
    while total is None or len(rows) < total:
        page = posted.datastore_search(resource_id=table["id"], limit=5, offset=len(rows))
        total = page["total"]
        assert page["records"], "a page without rows"
        rows += page["records"]
    assert [it["_id"] for it in rows] == list(range(1, total + 1))
    names_of = [f["id"] for f in page["fields"]]
    key = [f for f in names_of if f + "_nama" in names_of]
    cells = found[package["name"].upper()] = {}
    for row in rows:
        value = row["nilai"]
        cells["/".join(row[k] for k in key)] = [None if value is None else repr(value), row["tanda"]]
    signs = posted.datastore_search(resource_id=table["id"], filters={"tanda": ["x", "r"]}, fields=["tanda"])
    assert sorted(r["tanda"] for r in signs["records"]) == sorted(r["tanda"] for r in rows if r["tanda"] in ("x", "r"))
    sorted_rows = got.datastore_search(resource_id=table["id"], sort="nilai desc", q="2024")["records"]
    values = [r["nilai"] for r in sorted_rows if r["nilai"] is not None]
    assert values == sorted(values, reverse=True) and all("2024" in r["PERIODE"] for r in sorted_rows)


def refused(kind, call, **parameters):
    try:
        call(**parameters)
    except kind:
        return True
    return False


assert refused(NotFound, posted.package_show, id="kucing")
assert refused(NotFound, posted.datastore_search, resource_id="kucing-csv")
assert refused(ValidationError, posted.package_show)
assert refused(ValidationError, posted.datastore_search, resource_id="miskin-csv", filters={"WARNA": "MERAH"})
assert refused(ValidationError, posted.datastore_search, resource_id="miskin-csv", limit="banyak")
assert refused(NotAuthorized, posted.package_create, name="baru")
assert refused(CKANAPIError, posted.terbang)
assert posted.package_search(q="kemiskinan", rows=1)["count"] == 1
assert posted.package_search(fq="organization:disdik")["results"][0]["name"] == "sekolah"
offices = posted.organization_list()
assert offices == ["bps", "disbun", "disdik"], offices
assert posted.organization_show(id="bps")["package_count"] == 1
print(json.dumps(found))
