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

/// A dataset and a period were proposed for the yearly list.
pub const LIST_PROPOSED: Kind = Kind::new("statistics/list-proposed", Level::Routine);
/// The Forum agreed to the yearly list.
pub const LIST_AGREED: Kind = Kind::new("statistics/list-agreed", Level::Important);
/// An office brought a table.
pub const TABLE_BROUGHT: Kind = Kind::new("statistics/table-brought", Level::Routine);
/// How a table is to be read, or which of its warnings are right, was decided.
pub const TABLE_ARRANGED: Kind = Kind::new("statistics/table-arranged", Level::Routine);
/// An obligation went a step: handed in, taken up, returned, accepted and so on.
pub const STEP_TAKEN: Kind = Kind::new("statistics/step-taken", Level::Important);

/// The berita acara of an examination was begun as a letter.
pub const MINUTES_BEGUN: Kind = Kind::new("statistics/minutes-begun", Level::Routine);
/// A part of the forms of BPS about a dataset was filled in.
pub const METADATA_SAVED: Kind = Kind::new("statistics/metadata-saved", Level::Routine);
/// The yearly book was published.
pub const BOOK_PUBLISHED: Kind = Kind::new("statistics/book-published", Level::Important);

/// All kinds of the module.
pub const ALL: &[Kind] = &[
    LIST_LOADED,
    DATASET_DESCRIBED,
    VERSION_PREPARED,
    VERSION_DISCARDED,
    VERSION_RELEASED,
    LIST_PROPOSED,
    LIST_AGREED,
    TABLE_BROUGHT,
    TABLE_ARRANGED,
    STEP_TAKEN,
    MINUTES_BEGUN,
    METADATA_SAVED,
    BOOK_PUBLISHED,
];
