//! Papers of the property tax: the notice, the village's roll, the delivery list.
//!
//! Pure functions from plain values to pages; nothing here reads the database, decides whether a
//! name is masked, or knows a rule. All papers are in Indonesian, whatever the screen speaks.

mod calculation;
mod delivery;
mod notice;
mod notice_foot;
mod parts;
mod roll;
mod roll_sheet;
mod run_sheet;
pub mod samples;
mod sheet;

pub use delivery::{DeliveryList, DeliveryRow, print_delivery};
pub use notice::{add_notices, file_of_notices, print_notice, print_notice_to_seal};
pub use roll::{Roll, RollRow, print_roll};
pub use roll_sheet::roll_sheet;
pub use run_sheet::{RunRow, RunSheet, run_sheet};
pub use sheet::{Adjustment, Arrear, NoticeSheet, PartKind, PartLine, Signatory};
