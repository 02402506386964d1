"""pysdmx asks as version 1.5 does: structures in JSON, figures in both CSV and XML; prints every cell."""
import json
import sys
from io import BytesIO

from pysdmx.api.qb import (
    ApiVersion,
    DataContext,
    DataFormat,
    DataQuery,
    RestService,
    StructureDetail,
    StructureFormat,
    StructureQuery,
    StructureReference,
    StructureType,
)
from pysdmx.io import read_sdmx

url, agency = sys.argv[1:]
SIGNS = dict(A="", P="*", PP="**", R="r", F="p", O="...", M="NA", Q="x")


def service(data):
    return RestService(
        url + "/sdmx", ApiVersion.V1_5_0, data_format=data, structure_format=StructureFormat.SDMX_JSON_2_0_0
    )


def structures(kind, name, version, references):
    query = StructureQuery(kind, agency, name, version, references=references)
    return read_sdmx(BytesIO(service(DataFormat.SDMX_CSV_1_0_0).structure(query)))


found = {}
for flow in structures(StructureType.DATAFLOW, "*", "~", StructureReference.NONE).get_dataflows():
    whole = structures(StructureType.DATAFLOW, flow.id, flow.version, StructureReference.ALL)
    (dsd,) = whole.get_data_structure_definitions()
    lists = {
        list_.short_urn: {
            c.id: next((a.title for a in c.annotations if a.type == "CODE"), c.id) for c in list_.codes
        }
        for list_ in whole.get_codelists()
    }
    codes = {}
    for component in dsd.components.dimensions:
        enumeration = component.local_codes or component.local_enum_ref
        if component.id != "TIME_PERIOD":
            urn = enumeration if isinstance(enumeration, str) else enumeration.short_urn
            codes[component.id] = lists[urn.split("codelist.")[-1]]
    names = list(codes)
    names.insert(names.index("UKURAN"), "TIME_PERIOD")
    read = []
    for data in (DataFormat.SDMX_CSV_1_0_0, DataFormat.SDMX_CSV_2_0_0, DataFormat.SDMX_ML_2_1_GEN):
        query = DataQuery(DataContext.DATAFLOW, agency, flow.id, flow.version)
        message = read_sdmx(BytesIO(service(data).data(query)))
        (dataset,) = message.data
        cells = {}
        for row in dataset.data.to_dict("records"):
            key = "/".join(codes.get(d, {}).get(str(row[d]), str(row[d])) for d in names)
            value = row["OBS_VALUE"]
            value = None if value is None or value != value or str(value) in ("", "NaN", "nan") else str(value)
            cells[key] = [value, SIGNS[row["OBS_STATUS"]]]
        assert len(cells) == len(dataset.data)
        read.append(cells)
    assert read[0] == read[1] == read[2], (read[0], read[1], read[2])
    found[flow.id] = read[0]
print(json.dumps(found))
