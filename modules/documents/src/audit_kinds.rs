//! What the module writes into the audit trail.

use audit::{Kind, Level};

/// A letter was begun.
pub const LETTER_MADE: Kind = Kind::new("documents/letter-made", Level::Routine);
/// A version of a letter was saved.
pub const LETTER_SAVED: Kind = Kind::new("documents/letter-saved", Level::Routine);
/// A letter was sent up for paraf.
pub const LETTER_SENT_UP: Kind = Kind::new("documents/letter-sent-up", Level::Routine);
/// Somebody gave a paraf.
pub const PARAF_GIVEN: Kind = Kind::new("documents/paraf-given", Level::Important);
/// A letter went back with a remark.
pub const LETTER_RETURNED: Kind = Kind::new("documents/letter-returned", Level::Important);
/// Its author took a letter back to write on it.
pub const LETTER_RECALLED: Kind = Kind::new("documents/letter-recalled", Level::Routine);
/// A letter was given up before it was fixed.
pub const LETTER_TAKEN_OVER: Kind = Kind::new("documents/letter-taken-over", Level::Important);
pub const LETTER_WITHDRAWN: Kind = Kind::new("documents/letter-withdrawn", Level::Important);
/// A number was taken for a letter.
pub const NUMBER_TAKEN: Kind = Kind::new("documents/number-taken", Level::Important);
/// A letter has its number and final PDF.
pub const LETTER_FIXED: Kind = Kind::new("documents/letter-fixed", Level::Important);
/// A letter was signed on paper.
pub const LETTER_SIGNED_ON_PAPER: Kind =
    Kind::new("documents/letter-signed-on-paper", Level::Critical);
/// A letter was sent.
pub const LETTER_DISPATCHED: Kind = Kind::new("documents/letter-dispatched", Level::Important);
/// Somebody signed for a letter.
pub const DELIVERY_RECEIVED: Kind = Kind::new("documents/delivery-received", Level::Routine);
/// A letter was given up after it was fixed; its number is void.
pub const LETTER_CANCELLED: Kind = Kind::new("documents/letter-cancelled", Level::Critical);
/// Pattern or owner of a book of numbers was changed.
pub const BOOK_SET: Kind = Kind::new("documents/book-set", Level::Critical);
/// Numbers were reserved for days without a connection.
pub const BLOCK_MADE: Kind = Kind::new("documents/block-made", Level::Important);
/// A number of a block was used on paper.
pub const BLOCK_USED: Kind = Kind::new("documents/block-used", Level::Important);
/// A block was closed; what was left of it is void.
pub const BLOCK_CLOSED: Kind = Kind::new("documents/block-closed", Level::Important);
/// Classification codes were loaded.
pub const CODES_LOADED: Kind = Kind::new("documents/codes-loaded", Level::Important);
/// The register of letters was taken out as a file.
pub const REGISTER_EXPORTED: Kind = Kind::new("documents/register-exported", Level::Important);

/// An incoming letter got its agenda number.
pub const INCOMING_REGISTERED: Kind = Kind::new("documents/incoming-registered", Level::Important);
/// An entry of the register of incoming letters was corrected.
pub const INCOMING_CORRECTED: Kind = Kind::new("documents/incoming-corrected", Level::Important);
/// A scan was added to an incoming letter.
pub const INCOMING_SCANNED: Kind = Kind::new("documents/incoming-scanned", Level::Routine);
/// An entry was void; its agenda number is never used again.
pub const INCOMING_VOIDED: Kind = Kind::new("documents/incoming-voided", Level::Critical);
/// An incoming letter was filed without a disposition.
pub const INCOMING_FILED: Kind = Kind::new("documents/incoming-filed", Level::Routine);
/// An adjutant sorted what waits for whom they serve.
pub const INCOMING_SORTED: Kind = Kind::new("documents/incoming-sorted", Level::Routine);
/// A disposition was given or passed on.
pub const DISPOSITION_GIVEN: Kind = Kind::new("documents/disposition-given", Level::Important);
/// A letter or a disposition was read by whom it is for.
pub const DISPOSITION_READ: Kind = Kind::new("documents/disposition-read", Level::Routine);
/// A disposition was followed up, or sent back.
pub const DISPOSITION_ANSWERED: Kind =
    Kind::new("documents/disposition-answered", Level::Important);
/// The giver of a disposition closed it, asked again, or took it back.
pub const DISPOSITION_SETTLED: Kind = Kind::new("documents/disposition-settled", Level::Important);
/// The register of incoming letters was taken out as a file.
pub const INCOMING_EXPORTED: Kind = Kind::new("documents/incoming-exported", Level::Important);

/// The authority was made.
pub const AUTHORITY_MADE: Kind = Kind::new("documents/authority-made", Level::Critical);
/// An office of it got its next generation.
pub const AUTHORITY_RENEWED: Kind = Kind::new("documents/authority-renewed", Level::Critical);
/// Somebody made a key and asks for a certificate.
pub const KEY_MADE: Kind = Kind::new("documents/key-made", Level::Important);
/// They took it back.
pub const KEY_WITHDRAWN: Kind = Kind::new("documents/key-withdrawn", Level::Routine);
/// A registrar vouched for it.
pub const KEY_APPROVED: Kind = Kind::new("documents/key-approved", Level::Important);
/// A registrar would not.
pub const KEY_REFUSED: Kind = Kind::new("documents/key-refused", Level::Important);
/// Somebody would have vouched and may not.
pub const APPROVAL_DENIED: Kind = Kind::new("documents/approval-denied", Level::Critical);
/// A wrong passphrase.
pub const PASSPHRASE_WRONG: Kind = Kind::new("documents/passphrase-wrong", Level::Routine);
/// Too many of them.
pub const KEY_LOCKED: Kind = Kind::new("documents/key-locked", Level::Important);
/// Another passphrase, by whoever had the present one.
pub const PASSPHRASE_CHANGED: Kind = Kind::new("documents/passphrase-changed", Level::Important);
/// What is stored of a key was changed by somebody else than the program.
pub const KEY_DOUBTED: Kind = Kind::new("documents/key-doubted", Level::Critical);
/// A certificate was issued.
pub const CERTIFICATE_ISSUED: Kind = Kind::new("documents/certificate-issued", Level::Important);
/// A certificate counts no more.
pub const CERTIFICATE_REVOKED: Kind = Kind::new("documents/certificate-revoked", Level::Important);

/// The key of a seal is kept beside those of the cell.
pub const SEAL_KEPT: Kind = Kind::new("documents/seal-kept", Level::Critical);

/// An authority was proposed for the list of trust.
pub const ANCHOR_PROPOSED: Kind = Kind::new("documents/anchor-proposed", Level::Important);
/// A second person approved it: its signatures count from now on.
pub const ANCHOR_APPROVED: Kind = Kind::new("documents/anchor-approved", Level::Critical);
/// A second person would not.
pub const ANCHOR_REFUSED: Kind = Kind::new("documents/anchor-refused", Level::Important);
/// Somebody would have approved their own proposal.
pub const ANCHOR_DENIED: Kind = Kind::new("documents/anchor-denied", Level::Critical);
/// A trusted authority was taken out of the list.
pub const ANCHOR_ENDED: Kind = Kind::new("documents/anchor-ended", Level::Critical);
/// Somebody agreed to sign letters.
pub const CONSENT_GIVEN: Kind = Kind::new("documents/consent-given", Level::Critical);
/// What was agreed to is not what is stored: somebody else than the program changed it.
pub const CONSENT_DOUBTED: Kind = Kind::new("documents/consent-doubted", Level::Critical);
/// A letter is being signed.
pub const SIGNING_BEGUN: Kind = Kind::new("documents/signing-begun", Level::Important);
/// No signature came of it.
pub const SIGNING_ENDED: Kind = Kind::new("documents/signing-failed", Level::Important);
/// A letter is signed.
pub const LETTER_SIGNED: Kind = Kind::new("documents/letter-signed", Level::Critical);
/// A person said that an attempt of which nobody knew made no signature.
pub const ATTEMPT_CLEARED: Kind = Kind::new("documents/attempt-cleared", Level::Critical);
/// Somebody wrote how the certification authority knows them.
pub const SUBJECT_LINKED: Kind = Kind::new("documents/subject-linked", Level::Important);
/// They took it away.
pub const SUBJECT_UNLINKED: Kind = Kind::new("documents/subject-unlinked", Level::Important);
/// A task was given.
pub const TASK_GIVEN: Kind = Kind::new("documents/task-given", Level::Important);
/// Its office took it up.
pub const TASK_BEGUN: Kind = Kind::new("documents/task-begun", Level::Routine);
/// Somebody noted how far it is.
pub const TASK_NOTED: Kind = Kind::new("documents/task-noted", Level::Routine);
/// Its office reported it done.
pub const TASK_REPORTED: Kind = Kind::new("documents/task-reported", Level::Important);
/// Whoever gave it agreed.
pub const TASK_ACCEPTED: Kind = Kind::new("documents/task-accepted", Level::Important);
/// Whoever gave it wants more.
pub const TASK_SENT_BACK: Kind = Kind::new("documents/task-sent-back", Level::Important);
/// Its deadline was moved.
pub const TASK_DUE_MOVED: Kind = Kind::new("documents/task-due-moved", Level::Important);
/// Whoever gave it took it back.
pub const TASK_WITHDRAWN: Kind = Kind::new("documents/task-withdrawn", Level::Important);
/// A meeting was arranged.
pub const MEETING_ARRANGED: Kind = Kind::new("documents/meeting-arranged", Level::Routine);
/// A meeting was changed.
pub const MEETING_CHANGED: Kind = Kind::new("documents/meeting-changed", Level::Routine);
/// The letter of invitation was drafted.
pub const MEETING_INVITED: Kind = Kind::new("documents/meeting-invited", Level::Important);
/// Somebody's attendance was noted.
pub const MEETING_ATTENDED: Kind = Kind::new("documents/meeting-attended", Level::Routine);
/// A line was struck from the attendance list.
pub const MEETING_UNATTENDED: Kind =
    Kind::new("documents/meeting-attendance-removed", Level::Important);
/// Minutes were saved.
pub const MINUTES_SAVED: Kind = Kind::new("documents/minutes-saved", Level::Routine);
/// A meeting was closed; its decisions became tasks.
pub const MEETING_CLOSED: Kind = Kind::new("documents/meeting-closed", Level::Important);
/// Minutes of a closed meeting were corrected.
pub const MINUTES_CORRECTED: Kind = Kind::new("documents/minutes-corrected", Level::Important);
/// The letter of the minutes was drafted.
pub const MINUTES_LETTER: Kind = Kind::new("documents/minutes-letter", Level::Important);
/// A meeting was called off.
pub const MEETING_CANCELLED: Kind = Kind::new("documents/meeting-cancelled", Level::Important);
/// The price of a sheet of paper was set.
pub const SHEET_PRICE_SET: Kind = Kind::new("documents/sheet-price-set", Level::Important);
/// The retention schedule was loaded.
pub const RETENTION_LOADED: Kind = Kind::new("documents/retention-loaded", Level::Important);
/// A file was opened.
pub const DOSSIER_OPENED: Kind = Kind::new("documents/dossier-opened", Level::Routine);
/// A letter was put into a file.
pub const DOSSIER_FILLED: Kind = Kind::new("documents/dossier-filled", Level::Routine);
/// A file was closed; its days are known.
pub const DOSSIER_CLOSED: Kind = Kind::new("documents/dossier-closed", Level::Important);
/// A file was held.
pub const DOSSIER_HELD: Kind = Kind::new("documents/dossier-held", Level::Important);
/// A held file was let go.
pub const DOSSIER_RELEASED: Kind = Kind::new("documents/dossier-released", Level::Important);
/// The list of files proposed for destruction was taken out.
pub const DISPOSAL_LISTED: Kind = Kind::new("documents/disposal-listed", Level::Important);
/// A letter in a file was held, on somebody's word.
pub const LETTER_HELD: Kind = Kind::new("documents/letter-held", Level::Important);
/// Such a letter was let go.
pub const LETTER_RELEASED: Kind = Kind::new("documents/letter-released", Level::Important);
/// Files were proposed for destruction to a panel.
pub const DISPOSAL_PROPOSED: Kind = Kind::new("documents/disposal-proposed", Level::Important);
/// A member of the panel judged.
pub const DISPOSAL_JUDGED: Kind = Kind::new("documents/disposal-judged", Level::Important);
/// The head decided that files are destroyed.
pub const DISPOSAL_DECIDED: Kind = Kind::new("documents/disposal-decided", Level::Critical);
/// The berita acara of a destruction was drafted.
pub const DISPOSAL_RECORD_DRAFTED: Kind =
    Kind::new("documents/disposal-record-drafted", Level::Important);
/// A destruction was given up.
pub const DISPOSAL_WITHDRAWN: Kind = Kind::new("documents/disposal-withdrawn", Level::Important);
/// Somebody had files destroyed.
pub const DISPOSAL_EXECUTED: Kind = Kind::new("documents/disposal-executed", Level::Critical);
/// Their letters and stored files are gone.
pub const DISPOSAL_DONE: Kind = Kind::new("documents/disposal-done", Level::Critical);
/// Letters were asked for as a ZIP file.
pub const ARCHIVE_ASKED: Kind = Kind::new("documents/archive-asked", Level::Important);
/// Such a file was fetched.
pub const ARCHIVE_FETCHED: Kind = Kind::new("documents/archive-fetched", Level::Critical);

/// The public log does not hold together.
pub const LOG_LATE: Kind = Kind::new("documents/log-late", Level::Critical);
pub const LOG_DOUBTED: Kind = Kind::new("documents/log-doubted", Level::Critical);
/// The salts of what somebody did were taken out of the public log.
pub const LOG_ERASED: Kind = Kind::new("documents/log-erased", Level::Critical);

/// All of them.
pub const ALL: &[Kind] = &[
    LETTER_MADE,
    LETTER_SAVED,
    LETTER_SENT_UP,
    PARAF_GIVEN,
    LETTER_RETURNED,
    LETTER_RECALLED,
    LETTER_TAKEN_OVER,
    LETTER_WITHDRAWN,
    NUMBER_TAKEN,
    LETTER_FIXED,
    LETTER_SIGNED_ON_PAPER,
    LETTER_DISPATCHED,
    DELIVERY_RECEIVED,
    LETTER_CANCELLED,
    BOOK_SET,
    BLOCK_MADE,
    BLOCK_USED,
    BLOCK_CLOSED,
    CODES_LOADED,
    REGISTER_EXPORTED,
    INCOMING_REGISTERED,
    INCOMING_CORRECTED,
    INCOMING_SCANNED,
    INCOMING_VOIDED,
    INCOMING_FILED,
    INCOMING_SORTED,
    DISPOSITION_GIVEN,
    DISPOSITION_READ,
    DISPOSITION_ANSWERED,
    DISPOSITION_SETTLED,
    INCOMING_EXPORTED,
    AUTHORITY_MADE,
    AUTHORITY_RENEWED,
    KEY_MADE,
    KEY_WITHDRAWN,
    KEY_APPROVED,
    KEY_REFUSED,
    APPROVAL_DENIED,
    PASSPHRASE_WRONG,
    KEY_LOCKED,
    PASSPHRASE_CHANGED,
    KEY_DOUBTED,
    CERTIFICATE_ISSUED,
    CERTIFICATE_REVOKED,
    SEAL_KEPT,
    ANCHOR_PROPOSED,
    ANCHOR_APPROVED,
    ANCHOR_REFUSED,
    ANCHOR_DENIED,
    ANCHOR_ENDED,
    CONSENT_GIVEN,
    CONSENT_DOUBTED,
    SIGNING_BEGUN,
    SIGNING_ENDED,
    LETTER_SIGNED,
    ATTEMPT_CLEARED,
    SUBJECT_LINKED,
    SUBJECT_UNLINKED,
    TASK_GIVEN,
    TASK_BEGUN,
    TASK_NOTED,
    TASK_REPORTED,
    TASK_ACCEPTED,
    TASK_SENT_BACK,
    TASK_DUE_MOVED,
    TASK_WITHDRAWN,
    MEETING_ARRANGED,
    MEETING_CHANGED,
    MEETING_INVITED,
    MEETING_ATTENDED,
    MEETING_UNATTENDED,
    MINUTES_SAVED,
    MEETING_CLOSED,
    MINUTES_CORRECTED,
    MINUTES_LETTER,
    MEETING_CANCELLED,
    SHEET_PRICE_SET,
    RETENTION_LOADED,
    DOSSIER_OPENED,
    DOSSIER_FILLED,
    DOSSIER_CLOSED,
    DOSSIER_HELD,
    DOSSIER_RELEASED,
    LOG_LATE,
    LOG_DOUBTED,
    LOG_ERASED,
    DISPOSAL_LISTED,
    LETTER_HELD,
    LETTER_RELEASED,
    DISPOSAL_PROPOSED,
    DISPOSAL_JUDGED,
    DISPOSAL_DECIDED,
    DISPOSAL_RECORD_DRAFTED,
    DISPOSAL_WITHDRAWN,
    DISPOSAL_EXECUTED,
    DISPOSAL_DONE,
    ARCHIVE_ASKED,
    ARCHIVE_FETCHED,
];
