"""pyarrow reads each Parquet file: figures are exact decimals; prints every cell with its sign."""
import io
import json
import sys
from urllib.request import urlopen

import pyarrow as pa
import pyarrow.parquet as pq

found = {}
for name in ("MISKIN", "PRODUKSI", "SEKOLAH"):
    body = urlopen(f"{sys.argv[1]}/statistik/{name}/tabel.parquet").read()
    table = pq.read_table(io.BytesIO(body))
    schema = table.schema
    assert schema.metadata[b"dataset"] == name.encode()
    places = dict(MISKIN=2, PRODUKSI=3, SEKOLAH=1)[name]
    assert schema.field("nilai").type == pa.decimal128(38, places), schema
    key = [f for f in schema.names if f + "_nama" in schema.names]
    others = [f for f in schema.names if f != "nilai"]
    assert all(schema.field(f).type == pa.string() for f in others), schema
    chunk = pq.ParquetFile(io.BytesIO(body)).metadata.row_group(0).column(0)
    assert chunk.has_dictionary_page, chunk
    found[name] = {
        "/".join(row[k] for k in key): [
            None if row["nilai"] is None else str(row["nilai"]),
            row["tanda"],
        ]
        for row in table.to_pylist()
    }
print(json.dumps(found))
