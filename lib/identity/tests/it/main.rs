//! Stories of identity.
