//! Fixed clocks, seeded randomness and databases for tests.
