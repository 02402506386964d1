//! What the module writes into the audit trail.

use audit::{Kind, Level};

/// An extract became visible.
pub const IMPORT_PUBLISHED: Kind = Kind::new("property-tax/import-published", Level::Important);
/// Rules were loaded.
pub const RULES_LOADED: Kind = Kind::new("property-tax/rules-loaded", Level::Important);
/// Somebody saw a notice in full after a proof.
pub const NOTICE_OPENED: Kind = Kind::new("property-tax/notice-opened", Level::Routine);
/// A NOP was locked after too many wrong proofs.
pub const PROOF_LOCKED: Kind = Kind::new("property-tax/proof-locked", Level::Critical);

/// An assessment was begun.
pub const RUN_BEGUN: Kind = Kind::new("property-tax/run-begun", Level::Routine);
/// It was handed over to a second person.
pub const RUN_SUBMITTED: Kind = Kind::new("property-tax/run-submitted", Level::Important);
/// It was sent back.
pub const RUN_REJECTED: Kind = Kind::new("property-tax/run-rejected", Level::Important);
/// It was given up.
pub const RUN_DISCARDED: Kind = Kind::new("property-tax/run-discarded", Level::Routine);
/// Its notices became valid.
pub const NOTICES_ISSUED: Kind = Kind::new("property-tax/notices-issued", Level::Important);

/// An object was corrected here.
pub const OBJECT_CORRECTED: Kind =
    Kind::new("property-tax/object-corrected", Level::Important).redacting(&["subject_id"]);
/// A taxpayer was corrected here.
pub const SUBJECT_CORRECTED: Kind = Kind::new("property-tax/subject-corrected", Level::Important)
    .redacting(&["name", "address", "postal_code", "phone", "npwp"]);
/// Somebody decided who keeps the registry.
pub const MODE_CHANGED: Kind = Kind::new("property-tax/mode-changed", Level::Critical);
/// Somebody proposed to cancel a notice.
pub const CANCELLATION_PROPOSED: Kind =
    Kind::new("property-tax/cancellation-proposed", Level::Important);
/// A second person cancelled it.
pub const NOTICE_CANCELLED: Kind = Kind::new("property-tax/notice-cancelled", Level::Critical);
/// Somebody proposed to reduce the tax of an object.
pub const REDUCTION_PROPOSED: Kind = Kind::new("property-tax/reduction-proposed", Level::Important);
/// A second person granted it.
pub const REDUCTION_GRANTED: Kind = Kind::new("property-tax/reduction-granted", Level::Important);
/// A granted reduction was taken back.
pub const REDUCTION_REVOKED: Kind = Kind::new("property-tax/reduction-revoked", Level::Important);
/// A proposal was refused.
pub const PROPOSAL_REFUSED: Kind = Kind::new("property-tax/proposal-refused", Level::Important);
/// Somebody, or the house after an outage, proposed to waive interest.
pub const WAIVER_PROPOSED: Kind = Kind::new("property-tax/waiver-proposed", Level::Important);
/// A second person approved it.
pub const WAIVER_GRANTED: Kind = Kind::new("property-tax/waiver-granted", Level::Critical);
/// It was revoked for the future.
pub const WAIVER_REVOKED: Kind = Kind::new("property-tax/waiver-revoked", Level::Important);
/// It was refused.
pub const WAIVER_REFUSED: Kind = Kind::new("property-tax/waiver-refused", Level::Important);
/// What stands on papers was changed.
pub const OFFICE_CHANGED: Kind = Kind::new("property-tax/office-changed", Level::Important)
    .redacting(&["signatory_name", "signatory_nip"]);
/// Papers with the names of a whole village were made.
pub const PAPERS_MADE: Kind = Kind::new("property-tax/papers-made", Level::Routine);

/// Payments were written into files for SISMIOP.
pub const PAYMENTS_EXPORTED: Kind = Kind::new("property-tax/payments-exported", Level::Routine);

/// All kinds of the module.
pub const ALL: &[Kind] = &[
    IMPORT_PUBLISHED,
    RULES_LOADED,
    NOTICE_OPENED,
    PROOF_LOCKED,
    RUN_BEGUN,
    RUN_SUBMITTED,
    RUN_REJECTED,
    RUN_DISCARDED,
    NOTICES_ISSUED,
    OBJECT_CORRECTED,
    SUBJECT_CORRECTED,
    MODE_CHANGED,
    OFFICE_CHANGED,
    PAPERS_MADE,
    CANCELLATION_PROPOSED,
    NOTICE_CANCELLED,
    REDUCTION_PROPOSED,
    REDUCTION_GRANTED,
    REDUCTION_REVOKED,
    PROPOSAL_REFUSED,
    WAIVER_PROPOSED,
    WAIVER_GRANTED,
    WAIVER_REVOKED,
    WAIVER_REFUSED,
    PAYMENTS_EXPORTED,
];
