//! What a phone may keep of an object: what the public page shows, nothing more.

use base::Nop;
use serde::Serialize;

use super::citizen::is_nil;
use crate::usecase::look_up::NoticeLine;

/// The figures beside the button that keeps them, read by `assets/src/saved/notice.ts`.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    /// 18 digits.
    nop: &'a str,
    printed: String,
    place: String,
    /// Masked, also where the page itself shows the name to whoever proved it is theirs: a phone
    /// goes from hand to hand.
    owner: String,
    years: Vec<KeptYear>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct KeptYear {
    year: i64,
    /// Whole rupiah: what the notice asked for.
    due: i64,
    /// What is to be paid today, with interest; none where nothing is, or it is not known.
    owed: Option<i64>,
    due_date: String,
    state: &'static str,
}

/// The JSON of `data-notice`. `owner` is the masked name.
pub(super) fn kept(nop: Nop, place: String, owner: String, lines: &[NoticeLine]) -> String {
    let years = lines.iter().map(year).collect();
    let kept = Kept { nop: nop.digits(), printed: nop.to_string(), place, owner, years };
    serde_json::to_string(&kept).unwrap_or_default()
}

fn year(line: &NoticeLine) -> KeptYear {
    let state = match line {
        line if line.cancelled => "cancelled",
        line if is_nil(&line.payment, &line.due) => "nil",
        line => line.payment.as_str(),
    };
    let due_date = line.due_date.to_string();
    let owed = line.cost.as_ref().and_then(|cost| cost.today()).map(|owed| owed.total().0);
    KeptYear { year: line.id.tax_year, due: line.due.0, owed, due_date, state }
}
