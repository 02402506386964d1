//! What the public sees of a person.

pub use base::masking::name;
