//! Long work in the background, visible and resumable.
