"""frictionless and csvw read a table by its description; both must find every row, and no fault."""
import json

import csvw
from frictionless import Package, validate

report = validate("datapackage.json")
package = Package("datapackage.json")
schema = package.get_resource("csv").schema
rows = [
    {name: None if value is None else str(value) for name, value in row.to_dict().items()}
    for row in package.get_resource("csv").read_rows()
]

group = csvw.CSVW("pov.csv-metadata.json", validate=True)
(table,) = group.tables
web = [
    {name: None if value is None else str(value) for name, value in row.items()}
    for row in table.iterdicts(strict=True)
]
print(json.dumps(dict(
    valid=report.valid,
    faults=report.flatten(["rowNumber", "fieldName", "type", "note"]),
    title=package.title,
    fields=[[f.name, f.type] for f in schema.fields],
    key=schema.primary_key,
    rows=rows,
    csvw=web,
    csvw_valid=group.is_valid,
    csvw_warnings=[str(w.message) for w in group.warnings],
    csvw_key=table.tableSchema.primaryKey,
)))
