//! SDMX 2.1 (ISO 17369) of cubes: what statistical offices and their programs speak.
//!
//! A [`Flow`] is a cube seen as SDMX sees it: a dataflow with its structure, lists and concepts.
//! [`Query`] reads the paths of the REST interface, [`negotiate`] chooses the format, [`Registry`] answers
//! for structures and [`Data`] for figures; [`SdmxError`] is a message of the standard as well.
//!
//! # Ids on this wire
//! Ids of SDMX are letters, digits, `_`, `@`, `$` and `-` (IDType of the schemas), and a dot separates the
//! parts of a key. Codes of regions have dots. [`wire_id`] writes a dot as `_`: `64.08.10` is `64_08_10`.
//! The code itself is kept as an annotation of type `CODE`. See [`wire_id`] for what makes this
//! reversible.
//!
//! # What the key is made of
//! The dimensions of the cube in their order, without time, which is always `TIME_PERIOD`.

mod accept;
mod answer;
mod artefact;
mod csv;
mod data;
mod data_json;
mod data_xml;
mod error;
mod flow;
mod key;
mod message;
mod period;
mod query;
mod registry;
mod status;
mod structure_json;
mod structure_xml;
mod wire;
mod xml;

pub use accept::{DataFormat, StructureFormat};
pub use answer::{References, StructureDetail};
pub use artefact::{
    Artefact, Body, Component, Constraint, Item, Kind, Reference, Representation, Role,
};
pub use data::{Data, Series};
pub use error::SdmxError;
pub use flow::{Axis, Flow};
pub use key::Key;
pub use message::Header;
pub use period::Period;
pub use query::{DataDetail, DataQuery, FlowRef, Query, StructureQuery, Versions};
pub use registry::Registry;
pub use status::status;
pub use wire::wire_id;

/// The choice of a format by the header `Accept`.
pub mod negotiate {
    pub use crate::accept::{data, structure};
}
