//! Charts and maps as server-made SVG.
