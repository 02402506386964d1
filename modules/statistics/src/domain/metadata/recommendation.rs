//! How the request for a recommendation goes (PP 51/1999): written, handed in to BPS, sent back to be
//! mended or judged.

use base::{Error, Kind, Result};

/// Where a request can stand, in the words of Romantik.
pub(super) const ALL: &[&str] = &["Draf", "Diajukan", "Perbaikan", "Layak", "Tidak layak"];

/// Checks that a request may go from one standing to another; an activity that was judged begins anew
/// with a draft.
///
/// # Errors
/// `statistics/recommendation-step`.
pub fn check_step(before: &str, after: &str) -> Result<()> {
    let next: &[&str] = match before {
        "" => &["Draf", "Diajukan"],
        "Draf" | "Perbaikan" => &["Diajukan"],
        "Diajukan" => &["Perbaikan", "Layak", "Tidak layak"],
        _ => &["Draf"],
    };
    // Nothing was asked for yet that could not be taken back.
    let taken_back = after.is_empty() && matches!(before, "" | "Draf");
    if before == after || taken_back || next.contains(&after) {
        return Ok(());
    }
    let error = Error::new(Kind::Invalid, "statistics/recommendation-step");
    Err(error.with("before", before).with("next", next.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_judged_only_after_it_was_handed_in() {
        for (before, after) in [
            ("", "Draf"),
            ("", "Diajukan"),
            ("Draf", "Diajukan"),
            ("Draf", ""),
            ("Diajukan", "Perbaikan"),
            ("Perbaikan", "Diajukan"),
            ("Diajukan", "Layak"),
            ("Layak", "Layak"),
            ("Layak", "Draf"),
        ] {
            assert!(check_step(before, after).is_ok(), "{before} → {after}");
        }
        for (before, after) in
            [("", "Layak"), ("Draf", "Layak"), ("Perbaikan", "Layak"), ("Layak", "Tidak layak")]
        {
            assert!(check_step(before, after).is_err(), "{before} → {after}");
        }
        assert!(check_step("Diajukan", "").is_err(), "what BPS has is not forgotten");
    }
}
