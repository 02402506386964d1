//! The case in JSON: the contract's example, its optional parts, and answers to bad input.

use pbb::{Case, calculate_json};
use serde_json::{Value, json};

fn example() -> Value {
    json!({
        "tax_year": 2025,
        "classes": "PMK-150-2010",
        "rules": {
            "njoptkp": 10_000_000,
            "njkp": [{"above": 0, "percent": "20"}, {"above": 1_000_000_000, "percent": "40"}],
            "tariff": [{"above": 0, "percent": "0.5"}],
            "bracket_basis": "njop",
            "bracket_mode": "whole",
            "minimum": 0,
            "minimum_when_zero": false,
            "rounding": {"mode": "half_up", "unit": 1},
            "max_increase_percent": null,
        },
        "last_year_due": null,
        "land": [{"area_m2": "612", "value_per_m2": 1_750_000, "classify": true}],
        "buildings": [
            {"area_m2": "140.5", "value": 337_200_000},
            {"area_m2": "0", "value": 12_000_000},
        ],
        "classify_buildings": true,
        "joint": {
            "share": "36/8400",
            "land": {"area_m2": "3200", "value_per_m2": 2_750_000, "classify": true},
            "building": {"area_m2": "410", "value": 902_000_000, "classify": true},
        },
        "reduction_percent": "0",
    })
}

fn answer(case: &Value) -> Value {
    serde_json::from_str(&calculate_json(case.to_string().as_bytes()).unwrap()).unwrap()
}

/// The example with one value changed; the path is a JSON pointer whose parent exists.
fn with(path: &str, value: Value) -> Value {
    let mut case = example();
    let (parent, field) = path.rsplit_once('/').unwrap();
    case.pointer_mut(parent).unwrap()[field] = value;
    case
}

fn refusal(case: &Value) -> String {
    calculate_json(case.to_string().as_bytes()).unwrap_err().to_string()
}

#[test]
fn the_example_gives_the_fields_of_the_contract_and_no_others() {
    let answer = answer(&example());
    let mut fields: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let mut expected = vec![
        "njop_land",
        "njop_building",
        "njop_joint_land",
        "njop_joint_building",
        "njop",
        "njoptkp",
        "taxable",
        "njkp",
        "tax",
        "due",
        "classes",
        "steps",
    ];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    let classes = json!({
        "land": ["060"], "building": "017", "joint_land": "053", "joint_building": "018",
    });
    assert_eq!(answer["classes"], classes);
    // 581,861,685.71… × 0.5 % is 2,909,308.43, and only here it is rounded.
    assert_eq!(answer["due"], json!(2_909_308));
    assert_eq!(answer["njop"], json!(1_464_654_214));
}

#[test]
fn every_step_of_the_answer_can_be_read_back_and_replayed() {
    let answer = answer(&example());
    let steps: Vec<pbb::Step> = serde_json::from_value(answer["steps"].clone()).unwrap();
    let replayed = pbb::replay(&steps).unwrap();
    assert_eq!(replayed.printed("due").unwrap().0, answer["due"].as_i64().unwrap());
}

#[test]
fn optional_parts_may_be_absent() {
    let least = json!({
        "tax_year": 2025,
        "classes": "PMK-150-2010",
        "rules": {
            "njoptkp": 10_000_000,
            "njkp": [{"above": 0, "percent": "100"}],
            "tariff": [{"above": 0, "percent": "0.5"}],
        },
        "land": [{"area_m2": "100", "value_per_m2": 1_000_000}],
    });
    let answer = answer(&least);
    assert_eq!((&answer["njop"], &answer["due"]), (&json!(103_200_000), &json!(466_000)));
    assert_eq!(answer["classes"]["building"], Value::Null);
}

#[test]
fn a_case_survives_being_written_and_read_again() {
    let case = Case::from_json(example().to_string().as_bytes()).unwrap();
    let written = serde_json::to_vec(&case).unwrap();
    assert_eq!(Case::from_json(&written).unwrap(), case);
}

#[test]
fn an_exempt_case_says_why() {
    let answer = answer(&with("/not_taxed", json!("a")));
    assert_eq!((&answer["not_taxed"], &answer["due"]), (&json!("a"), &json!(0)));
}

#[test]
fn a_wrong_value_is_refused_by_the_name_of_its_field() {
    for (path, value, field, reason) in [
        ("/land/0/area_m2", json!("-1"), "land[0].area_m2", "not negative"),
        ("/land/0/area_m2", json!("12 m2"), "land[0].area_m2", "written in digits"),
        ("/land/0/area_m2", json!(12.5), "land[0].area_m2", "text such as"),
        ("/land/0/value_per_m2", json!(-5), "land[0].value_per_m2", "not negative"),
        ("/buildings/1/value", json!(-1), "buildings[1].value", "not negative"),
        ("/buildings/0/area_m2", json!(null), "buildings[0].area_m2", "exact number"),
        ("/joint/share", json!("8401/8400"), "joint.share", "between 0 and 1"),
        ("/joint/share", json!("1/0"), "joint.share", "division by zero"),
        ("/reduction_percent", json!("100.01"), "reduction_percent", "between 0 and 100"),
        ("/rules/tariff/0/percent", json!("-0.5"), "rules.tariff[0].percent", "between 0 and 100"),
        ("/rules/tariff", json!([]), "rules.tariff", "at least one bracket"),
        ("/rules/bracket_mode", json!("some"), "rules.bracket_mode", "whole"),
        ("/rules/rounding/unit", json!(0), "rules.rounding.unit", "from 1 to"),
        ("/rules/rounding/mode", json!("up"), "rules.rounding.mode", "half_up"),
        ("/rules/minimum", json!(-1), "rules.minimum", "not negative"),
        ("/rules/max_increase_percent", json!("-1"), "rules.max_increase_percent", "0 or more"),
        ("/last_year_due", json!(-1), "last_year_due", "not negative"),
        ("/tax_year", json!(25), "tax_year", "four digits"),
        ("/tax_year", json!("2025"), "tax_year", "i16"),
        ("/not_taxed", json!("z"), "not_taxed", "unknown variant"),
    ] {
        let refusal = refusal(&with(path, value));
        assert!(refusal.starts_with(&format!("{field}: ")), "{path}: {refusal}");
        assert!(refusal.contains(reason), "{path}: {refusal}");
    }
}

#[test]
fn a_missing_rule_is_refused_and_never_counts_as_zero() {
    for field in ["njoptkp", "njkp", "tariff"] {
        let mut case = example();
        case["rules"].as_object_mut().unwrap().remove(field);
        let refusal = refusal(&case);
        assert!(refusal.contains(&format!("missing field `{field}`")), "{refusal}");
    }
}

#[test]
fn unknown_and_repeated_fields_are_refused() {
    assert!(refusal(&with("/landd", json!([]))).contains("unknown field `landd`"));
    assert!(refusal(&with("/rules/tarif", json!(1))).contains("unknown field `tarif`"));
    let twice = example().to_string().replacen('{', r#"{"tax_year":2024,"#, 1);
    let refusal = calculate_json(twice.as_bytes()).unwrap_err().to_string();
    assert!(refusal.contains("duplicate field `tax_year`"), "{refusal}");
}

#[test]
fn an_unknown_class_table_is_refused_with_the_known_ones() {
    let refusal = refusal(&with("/classes", json!("PMK-1")));
    assert_eq!(refusal, "classes: there is no class table `PMK-1`; known is PMK-150-2010");
}

#[test]
fn what_is_not_one_json_object_is_refused() {
    let refused = |text: &[u8]| calculate_json(text).unwrap_err().to_string();
    assert!(refused(b"").contains("EOF"));
    assert!(refused(b"12").contains("invalid type"));
    assert!(refused(b"\xff\xfe").contains("line 1"));
    let two = format!("{}{}", example(), example());
    assert!(refused(two.as_bytes()).contains("one JSON object"));
}

#[test]
fn numbers_too_large_are_an_error_and_not_a_wrong_amount() {
    let area = "99999999999999999999999999999999999999";
    for path in ["/land/0/area_m2", "/joint/land/area_m2", "/buildings/0/area_m2"] {
        let refusal = refusal(&with(path, json!(area)));
        assert!(refusal.contains("too large"), "{path}: {refusal}");
    }
}
