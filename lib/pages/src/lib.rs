//! Pictures of the pages of any PDF, for people who compare: the version that was signed with the
//! file in their hands, the screen with the paper.
//!
//! Files come from strangers. [`Renderer`] has them drawn by processes that call [`work()`], without
//! rights and within limits of time and memory, and kills those that exceed them. There,
//! [`guard()`] looks at a file before anything is drawn and refuses what would grow without end. A
//! picture decides nothing: whether a document is what was signed is said by `pades`.

mod changes;
mod compare;
mod draw;
mod error;
mod guard;
mod limits;
mod picture;
mod protocol;
mod render;
mod seats;
mod space;
mod work;
mod worker;

pub use changes::{Change, PICTURES, PageChange};
pub use compare::{Comparison, Region, compare};
pub use error::PagesError;
pub use guard::guard;
pub use limits::Limits;
pub use picture::Picture;
pub use render::Renderer;
pub use space::Corner;
pub use work::work;
pub use worker::Program;
