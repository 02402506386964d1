//! The retention schedule, and the files (berkas) of an office: opened, filled, closed, held, proposed
//! for their fate when their time has come, and destroyed by berita acara.

pub mod disposal;
mod dossiers;
mod holds;
mod schedule;

pub use disposal::DestroyJob;
pub use dossiers::{Shown, by_number, close, due, hold, list, open, proposed, put, release, show};
pub use holds::{hold_letter, release_letter};
pub use schedule::{PAGE, count, load, rules, sheet};
