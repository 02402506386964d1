//! The contract example.

const CASE: &str = r#"{"tax_year":2025,"classes":"PMK-150-2010","rules":{"njoptkp":10000000,"njkp":[{"above":0,"percent":"20"},{"above":1000000000,"percent":"40"}],"tariff":[{"above":0,"percent":"0.5"}],"bracket_basis":"njop","bracket_mode":"whole","minimum":0,"minimum_when_zero":false,"rounding":{"mode":"half_up","unit":1},"max_increase_percent":null},"last_year_due":null,"land":[{"area_m2":"612","value_per_m2":1750000,"classify":true}],"buildings":[{"area_m2":"140.5","value":337200000},{"area_m2":"0","value":12000000}],"classify_buildings":true,"joint":{"share":"36/8400","land":{"area_m2":"3200","value_per_m2":2750000,"classify":true},"building":{"area_m2":"410","value":902000000,"classify":true}},"reduction_percent":"0"}"#;

#[test]
fn show() {
    println!("{}", pbb::calculate_json(CASE.as_bytes()).unwrap());
}
