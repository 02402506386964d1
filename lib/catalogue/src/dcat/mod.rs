//! DCAT 3 with the terms of DCAT-AP, as Turtle and as JSON-LD.
//!
//! Everything has an address, nothing is a blank node: the same catalogue gives the same bytes, and a
//! harvester that comes again finds what it knows.

mod graph;
mod terms;

use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, Triple};
use oxttl::TurtleSerializer;

use crate::{Catalogue, CatalogueError};

/// The media type of Turtle.
pub const TURTLE: &str = "text/turtle; charset=utf-8";
/// The media type of JSON-LD.
pub const JSON_LD: &str = "application/ld+json";

const PREFIXES: [(&str, &str); 7] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The catalogue as Turtle.
///
/// # Errors
/// [`CatalogueError::Address`] for an address that is none.
pub fn turtle(catalogue: &Catalogue) -> Result<String, CatalogueError> {
    let triples = graph::of(catalogue)?;
    Ok(write_turtle(&triples))
}

/// The catalogue as JSON-LD.
///
/// # Errors
/// As [`turtle`].
pub fn json_ld(catalogue: &Catalogue) -> Result<String, CatalogueError> {
    let triples = graph::of(catalogue)?;
    Ok(write_json_ld(&triples))
}

#[expect(clippy::expect_used, reason = "the prefixes are constants, and memory takes every byte")]
fn write_turtle(triples: &[Triple]) -> String {
    let start = TurtleSerializer::new();
    let add = |it: TurtleSerializer, (name, uri)| it.with_prefix(name, uri).expect("a prefix");
    let mut writer = PREFIXES.into_iter().fold(start, add).for_writer(Vec::new());
    for triple in triples {
        writer.serialize_triple(triple).expect("memory");
    }
    prefixes_sorted(&text(writer.finish().expect("memory")))
}

/// The writer gives prefixes in an order of chance, one in each line at the beginning.
fn prefixes_sorted(turtle: &str) -> String {
    let lines: Vec<&str> = turtle.split_inclusive('\n').collect();
    let count = lines.iter().take_while(|line| line.starts_with("@prefix ")).count();
    let (prefixes, body) = lines.split_at(count);
    let mut prefixes = prefixes.to_vec();
    prefixes.sort_unstable();
    prefixes.concat() + &body.concat()
}

#[expect(clippy::expect_used, reason = "the prefixes are constants, and memory takes every byte")]
fn write_json_ld(triples: &[Triple]) -> String {
    let start = JsonLdSerializer::new();
    let add = |it: JsonLdSerializer, (name, uri)| it.with_prefix(name, uri).expect("a prefix");
    let mut writer = PREFIXES.into_iter().fold(start, add).for_writer(Vec::new());
    for triple in triples {
        let quad = triple.as_ref().in_graph(GraphNameRef::DefaultGraph);
        writer.serialize_quad(quad).expect("memory");
    }
    text(writer.finish().expect("memory"))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
