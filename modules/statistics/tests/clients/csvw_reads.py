"""csvw finds the description of each table by the link beside it; prints every cell with its sign."""
import json
import sys
from urllib.request import urlopen

import csvw

found = {}
for name in ("MISKIN", "PRODUKSI", "SEKOLAH"):
    address = f"{sys.argv[1]}/statistik/{name}/tabel.csv"
    with urlopen(address) as answer:
        link = answer.headers["Link"]
    assert 'rel="describedby"' in link and "<tabel.csv-metadata.json>" in link, link
    for start in (address, f"{address}-metadata.json"):
        group = csvw.CSVW(start, validate=True)
        assert group.is_valid, [str(it.message) for it in group.warnings]
        assert not group.warnings, [str(it.message) for it in group.warnings]
        (table,) = group.tables
        key = table.tableSchema.primaryKey
        cells = {
            "/".join(row[k] for k in key): [
                None if row["nilai"] is None else str(row["nilai"]),
                row["tanda"] or "",
            ]
            for row in table.iterdicts(strict=True)
        }
        assert found.setdefault(name, cells) == cells
print(json.dumps(found))
