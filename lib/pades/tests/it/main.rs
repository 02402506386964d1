//! The revision reader against written and real files.
