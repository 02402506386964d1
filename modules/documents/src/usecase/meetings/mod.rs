//! Meetings: arranged, invited to, attended, written down, closed.

mod attend;
mod letters;
mod lists;
mod minutes;
mod paper;
mod plan;
mod see;

pub use attend::{Hand, Room, by_hand, confirm, find_room, room, strike};
pub use letters::{MinutesLetter, invite, minutes_letter};
pub use lists::{Listed, PAGE, Past, count, page};
pub use minutes::{Wanted, close, correct, save, version};
pub use paper::attendance_list;
pub(crate) use paper::file_name;
pub use plan::{arrange, cancel, change};
pub use see::{May, Shown, show};
