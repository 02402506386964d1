//! Worked examples and drawn cases, whose answers come from elsewhere.

use pbb::{Assessor, Case, ClassTable, Figures, Outcome};
use serde_json::Value;

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../../vectors/cases.json")).unwrap()
}

fn figures(vector: &Value) -> (Case, Figures) {
    let case = Case::from_json(vector["case"].to_string().as_bytes()).unwrap();
    let result = pbb::calculate(&case).unwrap();
    (case, result.figures)
}

#[test]
fn every_vector_comes_out_to_the_rupiah() {
    let vectors = vectors();
    assert!(vectors.len() > 200);
    for vector in vectors {
        let (_, figures) = figures(&vector);
        assert_eq!(serde_json::to_value(figures).unwrap(), vector["expect"], "{}", vector["name"]);
    }
}

#[test]
fn the_published_examples_are_among_them() {
    let due = |prefix: &str| {
        let all = vectors();
        let found = all.iter().find(|v| v["name"].as_str().unwrap().starts_with(prefix));
        figures(found.unwrap()).1.due.0
    };
    assert_eq!(due("G1"), 11_576_000);
    assert_eq!(due("G2"), 588_000);
    assert_eq!(due("G3"), 265_000);
    assert_eq!(due("G4 Pati 2024"), 8_960);
    assert_eq!(due("G4 Pati 2025"), 31_360);
}

#[test]
fn every_vector_replays_to_what_it_prints() {
    for vector in vectors() {
        let (case, figures) = figures(&vector);
        let steps = pbb::calculate(&case).unwrap().steps;
        let replayed = pbb::replay(&steps).unwrap();
        for (field, figure) in vector["expect"].as_object().unwrap() {
            if let Some(figure) = figure.as_i64() {
                let printed = replayed.printed(field).map(|rupiah| rupiah.0);
                assert_eq!(printed, Some(figure), "{field} of {}", vector["name"]);
            }
        }
        let table = ClassTable::built_in(&case.classes).unwrap();
        let quick = Assessor::new(table, &case.rules).assess(&case.object()).unwrap();
        assert_eq!(quick, Outcome::Assessed(figures));
    }
}
