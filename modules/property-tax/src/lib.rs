//! Property tax: registry, assessment, notices, look-up.
