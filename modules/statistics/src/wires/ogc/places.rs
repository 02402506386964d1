//! Where regions lie.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base::Decimal;
use serde_json::Value;

use crate::boundaries::{OF_64, OF_64_08};

/// West, south, east and north, in degrees.
pub(super) type Bounds = [Decimal; 4];

/// A region on the ground.
pub(super) struct Place {
    /// A geometry of GeoJSON.
    pub geometry: String,
    pub bounds: Bounds,
}

static PLACES: LazyLock<BTreeMap<String, Place>> =
    LazyLock::new(|| [OF_64, OF_64_08].into_iter().flat_map(read).collect());

/// The place of a region; none where its boundary does not come with the program.
pub(super) fn place(code: &str) -> Option<&'static Place> {
    PLACES.get(code)
}

fn read(geojson: &str) -> Vec<(String, Place)> {
    let all: Value = serde_json::from_str(geojson).unwrap_or_default();
    let features = all.get("features").and_then(Value::as_array);
    let place = |it: &Value| {
        let geometry = it.get("geometry")?;
        let mut bounds = None;
        geometry.get("coordinates").into_iter().for_each(|it| grow(&mut bounds, it));
        let code = it.pointer("/properties/kode")?.as_str()?.to_owned();
        Some((code, Place { geometry: geometry.to_string(), bounds: bounds? }))
    };
    features.into_iter().flatten().filter_map(place).collect()
}

/// Widens bounds by positions, however deep they lie.
fn grow(bounds: &mut Option<Bounds>, coordinates: &Value) {
    let Some(parts) = coordinates.as_array() else { return };
    let number = |it: &Value| Decimal::parse(&it.to_string()).ok();
    match parts.as_slice() {
        [x, y, ..] if x.is_number() => {
            if let Some(point) = number(x).zip(number(y)) {
                *bounds = Some(widened(*bounds, point));
            }
        }
        deeper => deeper.iter().for_each(|it| grow(bounds, it)),
    }
}

fn widened(bounds: Option<Bounds>, (x, y): (Decimal, Decimal)) -> Bounds {
    let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
    [west.min(x), south.min(y), east.max(x), north.max(y)]
}

/// Bounds around all of these regions.
pub(super) fn around<'c>(codes: impl Iterator<Item = &'c str>) -> Option<Bounds> {
    let all = codes.filter_map(place).map(|it| it.bounds);
    all.reduce(|one, [west, south, east, north]| {
        widened(Some(widened(Some(one), (west, south))), (east, north))
    })
}

/// Whether the bounds of a region touch a rectangle; one whose west lies east of its east goes around
/// the world (RFC 7946, section 5.2).
pub(super) fn touch(place: &Place, [west, south, east, north]: Bounds) -> bool {
    let [w, s, e, n] = place.bounds;
    let high = s <= north && n >= south;
    high && if west <= east { w <= east && e >= west } else { e >= west || w <= east }
}
