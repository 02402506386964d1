//! Tasks: given, worked on, reported done, accepted; and the lists on which they stay until then.

mod act;
mod files;
mod give;
mod lists;
mod remind;
mod see;

pub use act::{Said, accept, begin, move_due, note, report, send_back, withdraw};
pub use files::open_file;
pub use give::{Addressee, Addressees, Given, NewTask, addressees, give, giver, open};
pub use lists::{Filter, PAGE, Tasks, Which, count, page, summary};
pub use remind::{DueTasks, reminder_link};
pub use see::{May, Shown, show};
