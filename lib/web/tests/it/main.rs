//! The frame of the house, tried through its router.

mod access;
mod assets;
mod errors;
mod forms;
mod headers;
mod house;
mod preferences;
mod rate;
mod support;
mod texts;
