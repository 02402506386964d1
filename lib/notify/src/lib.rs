//! Reminders and messages to people who asked for them.
