//! Words of the treasury's pages for what the domain names by short keys.

use std::collections::BTreeMap;

use base::{Instant, Rupiah};
use web::Page;

use crate::domain::account::Account;
use crate::domain::proposal::{Matter, Proposal, Signature, State};
use crate::domain::reconciliation::Bucket;

/// `Mitra: Bank Uji`, `Kas daerah`.
pub(super) fn account(
    page: &Page,
    account: &Account,
    holders: &BTreeMap<String, String>,
) -> String {
    let kind = page.t(&format!("treasury-account-{}", account.kind())).to_string();
    match account.holder() {
        None => kind,
        Some(id) => format!("{kind}: {}", holders.get(id).map_or(id, String::as_str)),
    }
}

pub(super) fn channel(page: &Page, channel: &str) -> String {
    page.t(&format!("treasury-channel-{channel}")).to_string()
}

pub(super) fn kind(page: &Page, kind: &str) -> String {
    page.t(&format!("treasury-kind-{kind}")).to_string()
}

pub(super) fn bucket(page: &Page, bucket: Bucket) -> String {
    page.t(&format!("treasury-bucket-{}", bucket.as_str())).to_string()
}

pub(super) fn action(page: &Page, action: &str) -> String {
    page.t(&format!("treasury-action-{action}")).to_string()
}

pub(super) fn state(page: &Page, state: State) -> (&'static str, String) {
    let colour = match state {
        State::Proposed => "teal",
        State::Approved => "green",
        State::Rejected => "red",
    };
    (colour, page.t(&format!("treasury-proposal-{}", state.as_str())).to_string())
}

/// `Sri Contoh, 22 November 2026 10.00 WITA`.
pub(super) fn signed(page: &Page, by: &Signature) -> String {
    format!("{}, {}", by.name, page.moment(by.at))
}

/// What a proposal is about, in one line.
pub(super) fn matter(page: &Page, proposal: &Proposal) -> String {
    let kind = page.t(&format!("treasury-matter-{}", proposal.matter.kind())).to_string();
    let rest = match &proposal.matter {
        Matter::Finding { action: done, .. } => action(page, done),
        Matter::Refund { amount, .. } => page.rupiah(Rupiah(*amount)),
        Matter::Compensation { nop, tax_year, .. } => format!("{nop} {tax_year}"),
        Matter::Reversal { .. } => return kind,
        Matter::Outage { what, .. } => what_was_down(page, what),
        Matter::ChartRows { rows } => {
            return page.t("treasury-chart-rows").with("n", rows.len()).to_string();
        }
        Matter::Chart { account, code, .. } => {
            format!("{} {code}", page.t(&format!("treasury-account-{account}")))
        }
    };
    format!("{kind}: {rest}")
}

pub(super) fn what_was_down(page: &Page, what: &str) -> String {
    match what {
        "all" => page.t("treasury-outage-all").to_string(),
        other => channel(page, other),
    }
}

/// An instant as text, in words; as it is where it cannot be read.
pub(super) fn moment(page: &Page, text: &str) -> String {
    Instant::parse(text).map_or_else(|_| text.to_owned(), |at| page.moment(at))
}
