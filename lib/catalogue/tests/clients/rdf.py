"""rdflib parses both documents, which must say the same; pyshacl judges them by the shapes given."""
import json
import sys

import rdflib
from pyshacl import validate
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

turtle = rdflib.Graph().parse("catalog.ttl", format="turtle")
linked = rdflib.Graph().parse("catalog.jsonld", format="json-ld")
conforms, _, report = validate(turtle, shacl_graph=rdflib.Graph().parse(sys.argv[1], format="turtle"))
dataset = next(turtle.subjects(RDF.type, DCAT.Dataset))
print(json.dumps(dict(
    same=isomorphic(turtle, linked),
    conforms=conforms,
    report="" if conforms else report,
    triples=len(turtle),
    subjects=len(set(turtle.subjects())),
    titles={o.language: str(o) for o in turtle.objects(dataset, DCTERMS.title)},
    descriptions={o.language: str(o) for o in turtle.objects(dataset, DCTERMS.description)},
    keywords=sorted(str(o) for o in turtle.objects(dataset, DCAT.keyword)),
    urls=sorted(str(o) for o in turtle.objects(None, DCAT.downloadURL)),
    blank=sum(isinstance(node, rdflib.BNode) for triple in turtle for node in triple),
)))
