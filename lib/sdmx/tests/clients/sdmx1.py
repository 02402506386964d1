"""sdmx1 reads a structure message and a data message; prints what it found."""
import json
import sys

import sdmx

structure, *files = sys.argv[1:]
message = sdmx.read_sdmx(structure)
(dsd,) = message.structure.values()


def names(item):
    return dict(item.name.localizations)


def data(file):
    if file.endswith(".json"):
        # The program reads the draft of SDMX-JSON 1.0 only, with the same parts in other places.
        new = json.load(open(file), parse_float=str, parse_int=str)
        draft = dict(header=new["meta"], structure=new["data"]["structure"], dataSets=new["data"]["dataSets"])
        draft["structure"]["dimensions"]["dataSet"] = []
        for level in ("series", "observation"):
            for dimension in draft["structure"]["dimensions"][level]:
                dimension["keyPosition"] = int(dimension["keyPosition"])
        for level in draft["structure"]["attributes"].values():
            for attribute in level:
                attribute["values"] = [dict(id=v["id"], name=v["name"]) for v in attribute["values"]]
        for series in draft["dataSets"][0]["series"].values():
            series["attributes"] = [int(at) for at in series["attributes"]]
            for figure in series["observations"].values():
                figure[1:] = [int(at) for at in figure[1:]]
        file = "draft-" + file
        json.dump(draft, open(file, "w"))
    read = sdmx.read_sdmx(file, structure=dsd)
    (dataset,) = read.data
    return [
        dict(
            key={str(k): str(v.value) for k, v in observation.key.values.items()},
            value=observation.value,
            attributes={k: getattr(v.value, "id", v.value) for k, v in observation.attrib.items()},
        )
        for observation in dataset.obs
    ]


print(json.dumps(dict(
    flows={f.urn: names(f) for f in message.dataflow.values()},
    dimensions=[d.id for d in dsd.dimensions.components],
    lists={d.id: d.local_representation.enumerated.id for d in dsd.dimensions.components
           if d.local_representation.enumerated is not None},
    attributes=[a.id for a in dsd.attributes.components],
    codes={
        list_.id: [
            dict(id=c.id, names=names(c), parent=getattr(c.parent, "id", None) if c.parent is not list_ else None,
                 code=next((str(a.title) for a in c.annotations if a.type == "CODE"), None))
            for c in list_
        ]
        for list_ in message.codelist.values()
    },
    concepts=[c.id for scheme in message.concept_scheme.values() for c in scheme],
    data={file: data(file) for file in files},
)))
