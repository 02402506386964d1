//! Reads boundaries from GeoJSON (RFC 7946): a collection of polygons with code and name.

use serde::Deserialize;

/// Longitude and latitude in degrees.
pub(super) type Degrees = (f64, f64);

/// A region as it was read: its rings, outer ones and holes alike, without the closing point.
pub(super) struct Outline {
    pub code: String,
    pub name: String,
    pub rings: Vec<Vec<Degrees>>,
}

/// More points than any boundary layer for a small map has; a larger file is the wrong file.
const MOST_POINTS: usize = 500_000;

/// Why boundaries cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BoundaryError {
    #[error("this is not a GeoJSON collection of polygons: {0}")]
    Malformed(#[source] serde_json::Error),
    #[error("the collection holds no region")]
    Empty,
    #[error("region {code} is a {kind}; a boundary is a Polygon or a MultiPolygon")]
    NotAnArea { code: String, kind: String },
    #[error("feature {position} has no code: give it an `id` or a property `kode`")]
    NoCode { position: usize },
    #[error("region {code} stands twice in the collection")]
    Twice { code: String },
    #[error("region {code} has a ring of fewer than three places, or no ring at all")]
    TooShort { code: String },
    #[error(
        "region {code} has a place outside the earth (longitude {lon}, latitude {lat}); GeoJSON writes longitude first"
    )]
    OffEarth { code: String, lon: f64, lat: f64 },
    #[error("the collection has more than {MOST_POINTS} points: simplify it first")]
    TooLarge,
    #[error("all places of the collection lie on one line, so nothing can be drawn")]
    Flat,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: Option<String>,
    #[serde(default)]
    properties: Option<Properties>,
    geometry: Geometry,
}

#[derive(Deserialize, Default)]
struct Properties {
    kode: Option<String>,
    nama: Option<String>,
}

/// The kind and the coordinates apart, because their depth depends on the kind.
#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: serde_json::Value,
}

pub(super) fn read(text: &str) -> Result<Vec<Outline>, BoundaryError> {
    let collection: Collection = serde_json::from_str(text).map_err(BoundaryError::Malformed)?;
    let mut outlines = Vec::with_capacity(collection.features.len());
    let mut seen = std::collections::BTreeSet::new();
    let mut points = 0;
    for (i, feature) in collection.features.into_iter().enumerate() {
        let outline = outline(feature, i + 1)?;
        if !seen.insert(outline.code.clone()) {
            return Err(BoundaryError::Twice { code: outline.code });
        }
        points += outline.rings.iter().map(Vec::len).sum::<usize>();
        outlines.push(outline);
    }
    match (outlines.is_empty(), points > MOST_POINTS) {
        (true, _) => Err(BoundaryError::Empty),
        (_, true) => Err(BoundaryError::TooLarge),
        _ => Ok(outlines),
    }
}

fn outline(feature: Feature, position: usize) -> Result<Outline, BoundaryError> {
    let Properties { kode, nama } = feature.properties.unwrap_or_default();
    let code = feature.id.or(kode).ok_or(BoundaryError::NoCode { position })?;
    let rings = rings(feature.geometry, &code)?;
    if rings.is_empty() {
        return Err(BoundaryError::TooShort { code });
    }
    let rings = rings.into_iter().map(|ring| opened(ring, &code)).collect::<Result<_, _>>()?;
    let name = nama.unwrap_or_else(|| code.clone());
    Ok(Outline { code, name, rings })
}

/// A place of GeoJSON: longitude, latitude, and perhaps a height that a map does not need.
type Place = Vec<f64>;

fn rings(geometry: Geometry, code: &str) -> Result<Vec<Vec<Place>>, BoundaryError> {
    let read = BoundaryError::Malformed;
    match geometry.kind.as_str() {
        "Polygon" => serde_json::from_value(geometry.coordinates).map_err(read),
        "MultiPolygon" => {
            let parts: Vec<Vec<Vec<Place>>> =
                serde_json::from_value(geometry.coordinates).map_err(read)?;
            Ok(parts.into_iter().flatten().collect())
        }
        _ => Err(BoundaryError::NotAnArea { code: code.to_owned(), kind: geometry.kind }),
    }
}

/// Checks a ring and drops the last point, which repeats the first.
fn opened(ring: Vec<Place>, code: &str) -> Result<Vec<Degrees>, BoundaryError> {
    let too_short = || BoundaryError::TooShort { code: code.to_owned() };
    let mut places = Vec::with_capacity(ring.len());
    for place in ring {
        let [lon, lat, ..] = place[..] else { return Err(too_short()) };
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Err(BoundaryError::OffEarth { code: code.to_owned(), lon, lat });
        }
        places.push((lon, lat));
    }
    if places.len() > 1 && places.first() == places.last() {
        places.pop();
    }
    if places.len() < 3 { Err(too_short()) } else { Ok(places) }
}
