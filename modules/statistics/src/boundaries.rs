//! Boundaries of regions that come with the program (GeoJSON, longitude and latitude). They are
//! simplified and say nothing about where a boundary lies by law.

/// The regencies and cities of Kalimantan Timur.
pub const OF_64: &str = include_str!("../data/boundaries/64.geojson");
/// The kecamatan of Kutai Timur.
pub const OF_64_08: &str = include_str!("../data/boundaries/64.08.geojson");
