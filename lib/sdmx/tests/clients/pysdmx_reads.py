"""pysdmx reads structure and data messages, XML against the schemas of the standard."""
import json
import sys

from pysdmx.io import read_sdmx

structures, data = {}, {}
for file in sys.argv[1:]:
    message = read_sdmx(file, validate=True)
    if message.data:
        (dataset,) = message.data
        rows = dataset.data.to_dict("records")
        data[file] = [{k: None if v is None or v != v else str(v) for k, v in row.items()} for row in rows]
        continue
    if not message.get_data_structure_definitions():
        structures[file] = [
            dict(kind=type(s).__name__, codes=[c.id for c in getattr(s, "items", [])]) for s in message.structures
        ]
        continue
    (dsd,) = message.get_data_structure_definitions()
    structures[file] = dict(
        flows=[f.short_urn for f in message.get_dataflows()],
        components=[[c.id, str(c.role.name), c.required] for c in dsd.components],
        codes={
            list_.short_urn: [
                dict(id=c.id, name=c.name, code=next((a.title for a in c.annotations if a.type == "CODE"), None))
                for c in list_.codes
            ]
            for list_ in message.get_codelists()
        },
        constraints=sum(1 for s in message.structures if "Constraint" in type(s).__name__),
    )
print(json.dumps(dict(structures=structures, data=data)))
