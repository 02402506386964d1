//! Which artefacts a question about structures is answered with.

use crate::query::OTHERS;
use crate::{Kind, SdmxError};

/// What is given beside the artefacts asked for (Section 7, 4.3: `references`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum References {
    #[default]
    None,
    /// What refers to them.
    Parents,
    /// What refers to them, and what these refer to.
    ParentsAndSiblings,
    /// What they refer to.
    Children,
    /// What they refer to, and so on down.
    Descendants,
    All,
    /// Those of one kind among all.
    Only(Kind),
}

impl References {
    pub(crate) fn parse(text: &str) -> Result<Self, SdmxError> {
        Ok(match text {
            "none" | "" => Self::None,
            "parents" => Self::Parents,
            "parentsandsiblings" => Self::ParentsAndSiblings,
            "children" => Self::Children,
            "descendants" => Self::Descendants,
            "all" => Self::All,
            other if OTHERS.contains(&other) => Self::None,
            kind => Self::Only(Kind::of(kind).ok_or_else(|| SdmxError::Parameter {
                name: "references",
                value: kind.to_owned(),
                allowed: "none, parents, parentsandsiblings, children, descendants, all, dataflow, \
                          datastructure, codelist, conceptscheme, contentconstraint",
            })?),
        })
    }
}

/// How much of each artefact is given (`detail`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StructureDetail {
    #[default]
    Full,
    /// Only names, of everything.
    AllStubs,
    /// Only names, of what is referred to.
    ReferenceStubs,
}

impl StructureDetail {
    pub(crate) fn parse(text: &str) -> Result<Self, SdmxError> {
        match text {
            "full" | "" | "referencepartial" | "allcompletestubs" | "referencecompletestubs" => {
                Ok(Self::Full)
            }
            "allstubs" => Ok(Self::AllStubs),
            "referencestubs" => Ok(Self::ReferenceStubs),
            other => Err(SdmxError::Parameter {
                name: "detail",
                value: other.to_owned(),
                allowed: "full, allstubs, referencestubs, referencepartial, allcompletestubs, \
                          referencecompletestubs",
            }),
        }
    }
}
