//! Messages by an SMS gateway that takes JSON.
