//! What is known of notes without any I/O.

mod note;

pub use note::Note;
