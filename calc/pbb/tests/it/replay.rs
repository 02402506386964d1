//! The interpreter finds whatever was altered in a written calculation.

use base::{Fraction, Rupiah};
use pbb::{Operand, Operation, ReplayError, Step, replay};
use proptest::prelude::*;

use crate::drawn;

fn example() -> Vec<Step> {
    let vectors: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../vectors/cases.json")).unwrap();
    let found = vectors.iter().find(|v| v["name"] == "contract example").unwrap();
    let case = pbb::Case::from_json(found["case"].to_string().as_bytes()).unwrap();
    pbb::calculate(&case).unwrap().steps
}

#[test]
fn an_altered_result_is_found_at_its_step() {
    let count = example().len();
    for at in 0..count {
        let mut steps = example();
        steps[at].result = steps[at].result.checked_add(Fraction::ONE).unwrap();
        let id = steps[at].id.clone();
        let error = replay(&steps).unwrap_err();
        assert!(
            matches!(&error, ReplayError::Differs { id: found, .. } if *found == id),
            "{error}"
        );
    }
}

#[test]
fn an_altered_print_is_found() {
    let mut steps = example();
    let due = steps.last_mut().unwrap();
    due.printed.as_mut().unwrap().rupiah.0 -= 1;
    assert!(matches!(replay(&steps).unwrap_err(), ReplayError::PrintDiffers { .. }));
}

#[test]
fn a_wrong_class_is_found_although_its_figures_agree() {
    let mut steps = example();
    let Operation::Class { above, up_to, .. } = &mut steps[0].operation else { panic!("a class") };
    (*above, *up_to) = (*up_to, Rupiah(up_to.0 + 200_000));
    assert!(matches!(replay(&steps).unwrap_err(), ReplayError::Outside { .. }));
}

#[test]
fn a_division_by_zero_is_found() {
    let nothing = Operand::Input { input: "land[0].area_m2".to_owned(), value: Fraction::ZERO };
    let operation = Operation::Quotient { of: nothing.clone(), by: nothing };
    let id = "buildings.value_per_m2".to_owned();
    let result = Fraction::ZERO;
    let step = Step { id: id.clone(), operation, result, printed: None, citation: None };
    assert_eq!(replay(&[step]), Err(ReplayError::DivisionByZero { id }));
}

#[test]
fn a_step_may_only_refer_to_earlier_ones_and_its_name_is_its_own() {
    let mut steps = example();
    steps.rotate_left(1);
    assert!(matches!(replay(&steps).unwrap_err(), ReplayError::Missing { .. }));
    let mut steps = example();
    steps.push(steps[0].clone());
    assert!(matches!(replay(&steps).unwrap_err(), ReplayError::Repeated { .. }));
}

#[test]
fn a_step_is_named_without_its_place() {
    let names: Vec<String> = example().iter().map(Step::name).collect();
    assert_eq!(&names[..3], ["land.njop_per_m2", "land.njop", "njop_land"]);
}

#[test]
fn every_step_of_law_has_a_citation() {
    for step in example() {
        let law = matches!(step.operation, Operation::Class { .. } | Operation::Bracket { .. });
        assert!(!law || step.citation.is_some(), "{}", step.id);
    }
}

/// The value at a path such as `rules.tariff[0].percent` of a case in JSON.
fn at<'a>(case: &'a serde_json::Value, path: &str) -> Option<&'a serde_json::Value> {
    case.pointer(&format!("/{}", path.replace(['.', '['], "/").replace(']', "")))
}

proptest! {
    #[test]
    fn every_input_of_a_step_is_what_the_case_says(case in drawn::case()) {
        let json = serde_json::to_value(&case).unwrap();
        let Ok(result) = pbb::calculate(&case) else { return Ok(()) };
        for operand in result.steps.iter().flat_map(|s| operands(&s.operation)) {
            let Operand::Input { input, value } = operand else { continue };
            if input.starts_with("slice") {
                continue; // bounds of both tables, cut together
            }
            let given: Fraction = serde_json::from_value(at(&json, input).unwrap().clone()).unwrap();
            let scale = if input.ends_with("percent") { 100 } else { 1 };
            prop_assert_eq!(given, value.checked_mul(Fraction::whole(scale)).unwrap(), "{}", input);
        }
    }
}

fn operands(operation: &Operation<Operand>) -> Vec<&Operand> {
    use Operation as O;
    match operation {
        O::Sum { of } => of.iter().collect(),
        O::Product { of } => of.iter().collect(),
        O::Quotient { of, by } | O::Reduced { of, by } | O::Increased { of, by } => vec![of, by],
        O::Excess { of, over } => vec![of, over],
        O::AtMost { of, limit } => vec![of, limit],
        O::AtLeast { of, limit, unless_zero } => {
            [of, limit].into_iter().chain(unless_zero).collect()
        }
        O::Carried { of }
        | O::Class { of, .. }
        | O::AboveClasses { of, .. }
        | O::BelowClasses { of, .. }
        | O::Bracket { of, .. } => vec![of],
    }
}
