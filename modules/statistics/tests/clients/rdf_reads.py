"""rdflib reads both documents, pyshacl judges them by the shapes given, and every address leads to something."""
import json
import sys
import urllib.request

import rdflib
from pyshacl import validate
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

url, _, shapes = sys.argv[1:]
turtle = rdflib.Graph().parse(f"{url}/catalog.ttl")
linked = rdflib.Graph().parse(f"{url}/catalog.jsonld")
assert isomorphic(turtle, linked)
conforms, _, report = validate(turtle, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"))
assert conforms, report


def opens(address):
    with urllib.request.urlopen(str(address)) as answer:
        return answer.status == 200 and len(answer.read()) > 0


found = {}
for dataset in turtle.subjects(RDF.type, DCAT.Dataset):
    titles = {it.language: str(it) for it in turtle.objects(dataset, DCTERMS.title)}
    assert opens(turtle.value(dataset, DCAT.landingPage))
    forms = []
    for form in turtle.objects(dataset, DCAT.distribution):
        assert opens(turtle.value(form, DCAT.downloadURL)), form
        forms.append(str(form).rsplit("#")[1])
    found[str(turtle.value(dataset, DCTERMS.identifier))] = dict(titles=titles, forms=sorted(forms))
print(json.dumps(found))
