//! Any bytes as a case: an answer or an error, never a panic; and an answer holds when it is
//! replayed, when nobody listens, and when the case is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pbb::{Assessor, Case, ClassTable, Outcome, calculate, replay};

fuzz_target!(|bytes: &[u8]| {
    let Ok(case) = Case::from_json(bytes) else { return };
    let written = serde_json::to_vec(&case).expect("a case can be written");
    assert_eq!(Case::from_json(&written).expect("a written case can be read"), case);

    let table = ClassTable::built_in(pbb::PMK_150_2010).expect("the built-in table");
    let quick = Assessor::new(table, &case.rules).assess(&case.object());
    let Ok(result) = calculate(&case) else {
        assert!(quick.is_err() || case.classes != table.id());
        return;
    };
    let replayed = replay(&result.steps).expect("the steps hold");
    match quick.expect("the same case") {
        Outcome::NotTaxed(reason) => assert_eq!(result.not_taxed, Some(reason)),
        Outcome::Assessed(figures) => {
            assert_eq!(figures, result.figures);
            let fields = serde_json::to_value(&figures).expect("figures can be written");
            for (field, figure) in fields.as_object().expect("an object") {
                if let Some(rupiah) = figure.as_i64() {
                    assert!(rupiah >= 0);
                    assert_eq!(replayed.printed(field).map(|printed| printed.0), Some(rupiah));
                }
            }
        }
    }
    let json = serde_json::to_vec(&result).expect("a result can be written");
    assert_eq!(serde_json::from_slice::<pbb::CaseResult>(&json).expect("and read"), result);
});
