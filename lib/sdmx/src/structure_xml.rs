//! Structures as SDMX-ML 2.1.

use crate::xml::{COMMON, INSTANCE, MESSAGE, STRUCTURE, Xml};
use crate::{
    Artefact, Body, Component, Constraint, Header, Item, Kind, Reference, Representation, Role,
};

/// `mes:Structure` with artefacts in the order of [`Kind`].
pub(crate) fn message(artefacts: &[Artefact], header: &Header) -> String {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:mes", MESSAGE),
        ("xmlns:str", STRUCTURE),
        ("xmlns:com", COMMON),
        ("xmlns:xsi", INSTANCE),
    ];
    xml.open("mes:Structure", &spaces);
    xml.open("mes:Header", &[]);
    header.write(&mut xml);
    xml.close("mes:Header");
    xml.open("mes:Structures", &[]);
    for kind in Kind::ALL {
        let mut of_kind = artefacts.iter().filter(|it| it.at.kind == kind).peekable();
        if of_kind.peek().is_some() {
            xml.open(group(kind), &[]);
            of_kind.for_each(|it| write(&mut xml, it));
            xml.close(group(kind));
        }
    }
    xml.close("mes:Structures");
    xml.close("mes:Structure");
    xml.finish()
}

const fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Dataflow => "str:Dataflows",
        Kind::Codelist => "str:Codelists",
        Kind::ConceptScheme => "str:Concepts",
        Kind::DataStructure => "str:DataStructures",
        Kind::Constraint => "str:Constraints",
    }
}

fn write(xml: &mut Xml, artefact: &Artefact) {
    let at = &artefact.at;
    let name = format!("str:{}", at.kind.class().1);
    let urn = at.urn();
    let mut attributes = vec![
        ("id", at.id.as_str()),
        ("agencyID", at.agency.as_str()),
        ("version", at.version.as_str()),
        ("urn", urn.as_str()),
        ("isFinal", "true"),
    ];
    if matches!(artefact.body, Body::Part(_)) {
        attributes.push(("isPartial", "true"));
    }
    if at.kind == Kind::Constraint {
        attributes.push(("type", "Actual"));
    }
    xml.open(&name, &attributes);
    if let Body::Constraint(it) = &artefact.body {
        counts(xml, it);
    }
    xml.names(&artefact.name);
    match &artefact.body {
        Body::Flow(structure) => refer(xml, "str:Structure", structure),
        Body::Items(items) | Body::Part(items) => items.iter().for_each(|it| item(xml, at, it)),
        Body::Structure { concepts, components } => parts(xml, concepts, components),
        Body::Constraint(it) => constraint(xml, it),
        Body::Stub => {}
    }
    xml.close(&name);
}

fn item(xml: &mut Xml, list: &Reference, item: &Item) {
    let name = if list.kind == Kind::ConceptScheme { "str:Concept" } else { "str:Code" };
    xml.open(name, &[("id", &item.id), ("urn", &list.item_urn(&item.id))]);
    if let Some(code) = &item.code {
        xml.open("com:Annotations", &[]);
        annotation(xml, "CODE", "CODE", code);
        xml.close("com:Annotations");
    }
    xml.names(&item.name);
    if let Some(parent) = &item.parent {
        xml.open("str:Parent", &[]);
        xml.empty("Ref", &[("id", parent)]);
        xml.close("str:Parent");
    }
    xml.close(name);
}

fn annotation(xml: &mut Xml, id: &str, kind: &str, title: &str) {
    xml.open("com:Annotation", &[("id", id)]);
    xml.text("com:AnnotationTitle", &[], title);
    xml.text("com:AnnotationType", &[], kind);
    xml.close("com:Annotation");
}

fn parts(xml: &mut Xml, concepts: &Reference, components: &[Component]) {
    let is = |wanted: fn(&Role) -> bool| components.iter().filter(move |it| wanted(&it.role));
    xml.open("str:DataStructureComponents", &[]);
    xml.open("str:DimensionList", &[("id", "DimensionDescriptor")]);
    is(|it| matches!(it, Role::Dimension(_) | Role::Time(_)))
        .for_each(|it| part(xml, concepts, it));
    xml.close("str:DimensionList");
    xml.open("str:AttributeList", &[("id", "AttributeDescriptor")]);
    is(|it| matches!(it, Role::Attribute { .. })).for_each(|it| part(xml, concepts, it));
    xml.close("str:AttributeList");
    xml.open("str:MeasureList", &[("id", "MeasureDescriptor")]);
    is(|it| matches!(it, Role::Measure)).for_each(|it| part(xml, concepts, it));
    xml.close("str:MeasureList");
    xml.close("str:DataStructureComponents");
}

fn part(xml: &mut Xml, concepts: &Reference, it: &Component) {
    let (name, position) = match &it.role {
        Role::Dimension(at) => ("str:Dimension", Some(at)),
        Role::Time(at) => ("str:TimeDimension", Some(at)),
        Role::Measure => ("str:PrimaryMeasure", None),
        Role::Attribute { .. } => ("str:Attribute", None),
    };
    let position = position.map(ToString::to_string);
    let mut attributes = vec![("id", it.id.as_str())];
    attributes.extend(position.as_deref().map(|at| ("position", at)));
    if matches!(it.role, Role::Attribute { .. }) {
        attributes.push(("assignmentStatus", "Mandatory"));
    }
    xml.open(name, &attributes);
    identity(xml, concepts, &it.id);
    xml.open("str:LocalRepresentation", &[]);
    match &it.representation {
        Representation::Codes(list) => refer(xml, "str:Enumeration", list),
        Representation::Typed(kind) => xml.empty("str:TextFormat", &[("textType", kind)]),
    }
    xml.close("str:LocalRepresentation");
    if let Role::Attribute { of } = &it.role {
        relationship(xml, of.as_deref());
    }
    xml.close(name);
}

fn identity(xml: &mut Xml, concepts: &Reference, id: &str) {
    let attributes = [
        ("id", id),
        ("maintainableParentID", concepts.id.as_str()),
        ("maintainableParentVersion", concepts.version.as_str()),
        ("agencyID", concepts.agency.as_str()),
        ("package", "conceptscheme"),
        ("class", "Concept"),
    ];
    xml.open("str:ConceptIdentity", &[]);
    xml.empty("Ref", &attributes);
    xml.close("str:ConceptIdentity");
}

fn relationship(xml: &mut Xml, dimension: Option<&str>) {
    let (name, id) = match dimension {
        Some(dimension) => ("str:Dimension", dimension),
        None => ("str:PrimaryMeasure", crate::flow::VALUE),
    };
    xml.open("str:AttributeRelationship", &[]);
    xml.open(name, &[]);
    xml.empty("Ref", &[("id", id)]);
    xml.close(name);
    xml.close("str:AttributeRelationship");
}

/// A reference to an artefact inside an element.
fn refer(xml: &mut Xml, name: &str, to: &Reference) {
    let (package, class) = to.kind.class();
    let attributes = [
        ("id", to.id.as_str()),
        ("version", to.version.as_str()),
        ("agencyID", to.agency.as_str()),
        ("package", package),
        ("class", class),
    ];
    xml.open(name, &[]);
    xml.empty("Ref", &attributes);
    xml.close(name);
}

/// How many series and figures there are, as Section 7 of the standard has them in an availability.
fn counts(xml: &mut Xml, it: &Constraint) {
    let Some((series, figures)) = it.counts else { return };
    xml.open("com:Annotations", &[]);
    annotation(xml, "series_count", "sdmx_metrics", &series.to_string());
    annotation(xml, "obs_count", "sdmx_metrics", &figures.to_string());
    xml.close("com:Annotations");
}

fn constraint(xml: &mut Xml, it: &Constraint) {
    xml.open("str:ConstraintAttachment", &[]);
    refer(xml, "str:Dataflow", &it.flow);
    xml.close("str:ConstraintAttachment");
    xml.open("str:CubeRegion", &[("include", "true")]);
    for (dimension, ids) in &it.values {
        xml.open("com:KeyValue", &[("id", dimension)]);
        ids.iter().for_each(|id| xml.text("com:Value", &[], id));
        xml.close("com:KeyValue");
    }
    if let Some((start, end)) = crate::period::range(&it.periods) {
        xml.open("com:KeyValue", &[("id", crate::flow::TIME)]);
        xml.open("com:TimeRange", &[]);
        xml.text("com:StartPeriod", &[("isInclusive", "true")], &start);
        xml.text("com:EndPeriod", &[("isInclusive", "true")], &end);
        xml.close("com:TimeRange");
        xml.close("com:KeyValue");
    }
    xml.close("str:CubeRegion");
}
