//! Stories of jobs.
