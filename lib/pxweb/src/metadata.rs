//! `/tables/{id}/metadata`: JSON-stat without values, with what PxWeb adds.

use base::Language;
use cube::{About, Dimension, Role, json_stat::Dataset};
use serde_json::json;

/// The metadata of a table as JSON-stat 2.0. `root` is the address of the interface.
pub fn metadata(about: &About, dimensions: &[Dimension], language: Language, root: &str) -> String {
    let decimals = dimensions
        .iter()
        .filter(|it| it.role == Role::Measure)
        .flat_map(|it| it.codes.iter().filter_map(|code| code.unit.as_ref()))
        .map(|unit| unit.decimals)
        .max()
        .unwrap_or_default();
    let px = json!({
        "tableid": about.id,
        "decimals": decimals,
        "official-statistics": false,
        "aggregallowed": false,
        "language": language.tag(),
        "contents": about.title.said(language),
        "matrix": about.id,
        "subject-code": "",
        "subject-area": "",
    });
    let href = format!("{root}/tables/{}/metadata?lang={}", about.id, language.tag());
    let mut made = Dataset::described(about, dimensions, language).at(href).extended("px", px);
    for place in 0..dimensions.len() {
        made = made
            .axis_extended(place, "elimination", false.into())
            .axis_extended(place, "show", "value".into())
            .axis_extended(place, "codeLists", json!([]));
    }
    made.to_text()
}
