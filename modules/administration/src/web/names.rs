//! What people call things that have a code: roles, permissions, kinds of deeds and of jobs.
//!
//! A module brings the words for its own: `role-tax-officer`, `permission-property-tax-import`,
//! `deed-property-tax-import-published`, `job-property-tax-import`. Without them the code stands
//! there, which is not pretty and still true.

use identity::{Rights, Scope};
use web::Page;

pub(super) fn role(page: &Page, code: &str) -> String {
    called(page, "role-", code)
}

pub(super) fn permission(page: &Page, code: &str) -> String {
    called(page, "permission-", code)
}

pub(super) fn deed(page: &Page, code: &str) -> String {
    called(page, "deed-", code)
}

pub(super) fn job(page: &Page, code: &str) -> String {
    called(page, "job-", code)
}

/// Roles in words, joined by commas.
pub(super) fn roles(page: &Page, codes: &[String]) -> String {
    codes.iter().map(|code| role(page, code)).collect::<Vec<_>>().join(", ")
}

/// What a role allows, in words.
pub(super) fn allowed(page: &Page, rights: &Rights, code: &str) -> Vec<String> {
    let own = page.t("adm-own-agency").to_string();
    let grants = rights.grants().iter().filter(|grant| grant.role.0 == code);
    let said = grants.map(|grant| {
        let what = permission(page, grant.permission.0);
        match grant.scope {
            Scope::Cell => what,
            Scope::OwnAgency => format!("{what} {own}"),
        }
    });
    said.collect()
}

fn called(page: &Page, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{}", code.replace('/', "-"));
    let known = page.visit().app().texts().has(page.language(), &key);
    if known { page.t(&key).to_string() } else { code.to_owned() }
}
