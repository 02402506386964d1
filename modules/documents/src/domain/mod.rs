//! What the rules of correspondence know, without I/O.

pub mod anchor;
pub mod archive;
pub mod authority;
pub mod book;
pub mod chain;
pub mod classification;
pub mod content;
pub mod delivery;
pub mod difference;
pub mod file;
pub mod incoming;
pub mod keys;
pub mod kind;
pub mod letter;
pub mod letterhead;
pub mod meeting;
pub mod minutes;
pub mod number;
pub mod party;
pub mod pdf;
pub mod retention;
pub mod savings;
pub mod sheet;
pub mod signing;
pub mod task;
pub mod words;
