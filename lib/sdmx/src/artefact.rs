//! What structure messages are made of, before it is XML or JSON.

use std::fmt;

use cube::Text;

/// Kinds of artefacts, in the order in which messages hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Dataflow,
    Codelist,
    ConceptScheme,
    DataStructure,
    /// What a flow holds.
    Constraint,
}

/// Where an artefact stands: `KUTIM:CL_WILAYAH(1.0)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    pub kind: Kind,
    pub agency: String,
    pub id: String,
    pub version: String,
}

/// An artefact with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artefact {
    pub at: Reference,
    pub name: Text,
    pub body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The structure of a flow.
    Flow(Reference),
    /// Codes or concepts.
    Items(Vec<Item>),
    /// Some of them, as a question for items asks.
    Part(Vec<Item>),
    /// Parts of a structure, and where their concepts stand.
    Structure {
        concepts: Reference,
        components: Vec<Component>,
    },
    Constraint(Constraint),
    /// Left out, as `detail=allstubs` asks.
    Stub,
}

/// A code or a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub name: Text,
    /// The item of the same list that it is a part of.
    pub parent: Option<String>,
    /// What it is called outside SDMX, when that is another text.
    pub code: Option<String>,
}

/// A part of a structure, called like its concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    pub id: String,
    pub role: Role,
    pub representation: Representation,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// With its position in the key, from 1.
    Dimension(usize),
    Time(usize),
    Measure,
    /// Of each figure, or of all figures with the same code of a dimension.
    Attribute {
        of: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Representation {
    Codes(Reference),
    /// A type of the standard: `Decimal`, `ObservationalTimePeriod`, `Integer`.
    Typed(&'static str),
}

/// The codes and periods for which a flow has figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    pub flow: Reference,
    /// Ids per dimension of the key.
    pub values: Vec<(String, Vec<String>)>,
    /// The periods, in their order.
    pub periods: Vec<String>,
    /// How many series and figures these are, when that was counted.
    pub counts: Option<(usize, usize)>,
}

impl Kind {
    pub const ALL: [Self; 5] = [
        Self::Dataflow,
        Self::Codelist,
        Self::ConceptScheme,
        Self::DataStructure,
        Self::Constraint,
    ];

    /// Package and class of the information model, as URNs write them.
    pub(crate) const fn class(self) -> (&'static str, &'static str) {
        match self {
            Self::Dataflow => ("datastructure", "Dataflow"),
            Self::Codelist => ("codelist", "Codelist"),
            Self::ConceptScheme => ("conceptscheme", "ConceptScheme"),
            Self::DataStructure => ("datastructure", "DataStructure"),
            Self::Constraint => ("registry", "ContentConstraint"),
        }
    }

    /// The name of the resource in paths.
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Dataflow => "dataflow",
            Self::Codelist => "codelist",
            Self::ConceptScheme => "conceptscheme",
            Self::DataStructure => "datastructure",
            Self::Constraint => "contentconstraint",
        }
    }

    pub(crate) fn of(resource: &str) -> Option<Self> {
        match resource {
            "actualconstraint" => Some(Self::Constraint),
            _ => Self::ALL.into_iter().find(|kind| kind.resource() == resource),
        }
    }
}

impl Reference {
    /// `urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KUTIM:CL_WILAYAH(1.0)`
    pub fn urn(&self) -> String {
        let (package, class) = self.kind.class();
        format!("urn:sdmx:org.sdmx.infomodel.{package}.{class}={self}")
    }

    /// The URN of an item in it: a code or a concept.
    pub(crate) fn item_urn(&self, id: &str) -> String {
        let (package, class) = match self.kind {
            Kind::ConceptScheme => ("conceptscheme", "Concept"),
            _ => ("codelist", "Code"),
        };
        format!("urn:sdmx:org.sdmx.infomodel.{package}.{class}={self}.{id}")
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}({})", self.agency, self.id, self.version)
    }
}

impl Artefact {
    /// What it refers to.
    pub fn children(&self) -> Vec<&Reference> {
        match &self.body {
            Body::Flow(structure) => vec![structure],
            Body::Constraint(it) => vec![&it.flow],
            Body::Items(_) | Body::Part(_) | Body::Stub => Vec::new(),
            Body::Structure { concepts, components } => {
                let lists = components.iter().filter_map(|it| match &it.representation {
                    Representation::Codes(list) => Some(list),
                    Representation::Typed(_) => None,
                });
                std::iter::once(concepts).chain(lists).collect()
            }
        }
    }

    /// A list with some of its items; `None` when it has none of them. An item whose parent is left out
    /// has none.
    pub fn with_items(&self, ids: &[String]) -> Option<Self> {
        let Body::Items(all) = &self.body else { return None };
        let kept = all.iter().filter(|it| ids.contains(&it.id)).map(|it| Item {
            parent: it.parent.clone().filter(|parent| ids.contains(parent)),
            ..it.clone()
        });
        let kept: Vec<Item> = kept.collect();
        (!kept.is_empty()).then(|| Self { body: Body::Part(kept), ..self.clone() })
    }

    /// Without what it holds.
    #[must_use]
    pub fn stub(&self) -> Self {
        Self { body: Body::Stub, ..self.clone() }
    }
}
