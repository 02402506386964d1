//! What the module writes into the audit trail.

use audit::{Kind, Level};

/// A list of codes was loaded.
pub const LIST_LOADED: Kind = Kind::new("statistics/list-loaded", Level::Important);
/// A dataset was described, or described anew.
pub const DATASET_DESCRIBED: Kind = Kind::new("statistics/dataset-described", Level::Important);
/// The figures of a new version were written; nobody sees them yet.
pub const VERSION_PREPARED: Kind = Kind::new("statistics/version-prepared", Level::Routine);
/// A version was given up before its release.
pub const VERSION_DISCARDED: Kind = Kind::new("statistics/version-discarded", Level::Important);
/// It was decided from when on a version is public.
pub const VERSION_RELEASED: Kind = Kind::new("statistics/version-released", Level::Critical);

/// All kinds of the module.
pub const ALL: &[Kind] =
    &[LIST_LOADED, DATASET_DESCRIBED, VERSION_PREPARED, VERSION_DISCARDED, VERSION_RELEASED];
