"""openpyxl reads each workbook: codes are texts, figures numbers with their decimals; prints every cell."""
import io
import json
import sys
from decimal import Decimal
from urllib.request import urlopen

import openpyxl


def book(address):
    return openpyxl.load_workbook(io.BytesIO(urlopen(address).read()))


found = {}
for name in ("MISKIN", "PRODUKSI", "SEKOLAH"):
    address = f"{sys.argv[1]}/statistik/{name}/tabel.xlsx"
    read = book(address)
    figures, about = read.worksheets
    assert (figures.title, about.title) == ("Angka", "Keterangan")
    heads, *rows = figures.iter_rows()
    heads = [it.value for it in heads]
    key = [h for h in heads if h + "_nama" in heads]
    cells = found[name] = {}
    for row in rows:
        of = dict(zip(heads, row))
        assert all(of[k].data_type == "s" for k in key)
        cell, value = of["nilai"], of["nilai"].value
        if value is not None:
            assert cell.data_type == "n", cell
            places = len(cell.number_format.partition(".")[2])
            value = str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places)))
        cells["/".join(of[k].value for k in key)] = [value, of["tanda"].value or ""]
    facts = {row[0].value: row[1].value for row in about.iter_rows()}
    assert facts["Versi"] == ("1" if name == "MISKIN" else "2"), facts
    assert facts["x"] == "dirahasiakan" and facts["Alamat"].endswith(f"/statistik/{name}"), facts
    assert book(f"{address}?lang=en").sheetnames == ["Figures", "About"]
print(json.dumps(found))
