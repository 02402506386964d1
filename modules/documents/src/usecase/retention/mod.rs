//! The retention schedule, and the files (berkas) of an office: opened, filled, closed, held, and
//! proposed for their fate when their time has come. Nothing is destroyed here.

mod dossiers;
mod schedule;

pub use dossiers::{Shown, by_number, close, due, hold, list, open, proposed, put, release, show};
pub use schedule::{PAGE, count, load, rules, sheet};
