//! People, sign-in, sessions and rights.
