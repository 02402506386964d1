//! Property tax (PBB-P2) as law and mathematics: pure functions with their steps.
