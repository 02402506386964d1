//! The rules for passwords in force, as sentences.

use identity::{LONGEST_PASSWORD, Profile};
use web::Page;

/// One sentence per rule of the profile.
pub(super) fn sentences(page: &Page, profile: Profile) -> Vec<String> {
    let length = page.t("adm-rule-length");
    let length = length.with("shortest", profile.shortest()).with("longest", LONGEST_PASSWORD);
    let mut said = vec![length.to_string()];
    if profile == Profile::Bssn {
        said.push(page.t("adm-rule-classes").to_string());
    }
    said.push(page.t("adm-rule-strong").to_string());
    if profile.history() > 0 {
        said.push(page.t("adm-rule-history").with("n", profile.history()).to_string());
    }
    said.push(match profile.days_valid() {
        Some(days) => page.t("adm-rule-expiry").with("days", days).to_string(),
        None => page.t("adm-rule-no-expiry").to_string(),
    });
    said
}

/// Where the rules come from.
pub(super) fn source(page: &Page, profile: Profile) -> String {
    page.t(match profile {
        Profile::Asvs => "adm-rules-asvs",
        Profile::Bssn => "adm-rules-bssn",
    })
    .to_string()
}
