//! Pictures of the pages of any PDF, for people who compare: the version that was signed with the
//! file in their hands, the screen with the paper.
//!
//! Files come from strangers. [`guard()`] looks at a file before anything is drawn and refuses what
//! would grow without end; [`Renderer::render`] draws on a thread of its own and gives up after a
//! while. A picture decides nothing: whether a document is what was signed is said by `pades`.

mod changes;
mod compare;
mod error;
mod guard;
mod limits;
mod picture;
mod render;
mod space;
mod watch;

pub use changes::{Change, PageChange};
pub use compare::{Comparison, Region, compare};
pub use error::PagesError;
pub use guard::guard;
pub use limits::Limits;
pub use picture::Picture;
pub use render::Renderer;
pub use space::Corner;
