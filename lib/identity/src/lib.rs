//! People, sign-in, sessions and rights.
//!
//! An [`Actor`] is whoever asks for something, with the rights its roles grant at this moment.
//! Modules declare which [`Role`] grants which [`Permission`] as data; [`authorise`] is the one
//! question the whole house asks, [`require`] asks it and records a refusal, and
//! [`Actor::list_scope`] is the same answer for a list.
//!
//! [`Identity`] holds the use-cases: the first administrator's link, sign-in with password and
//! second factor, sessions, accounts, passkeys for what is signed. This crate knows nothing of pages or HTTP.

mod account;
mod actor;
mod hash;
mod identity;
mod kinds;
mod link;
mod lockout;
mod passkey_info;
mod password;
mod position;
mod rights;
mod scope;
mod session;
mod settings;
mod store;
mod token;
mod totp;
mod usecase;

pub use account::{AccountForm, AccountRow, Agency, State};
pub use actor::{Account, Actor};
pub use identity::Identity;
pub use kinds::KINDS;
pub use link::{OneTimeLink, OpenLink, Purpose, Redeem};
pub use lockout::{Limit, Tries};
pub use passkey_info::{NewPasskey, Passkey, PasskeyInfo};
pub use password::{LONGEST as LONGEST_PASSWORD, Profile, is_easily_guessed};
pub use position::{Basis, Held, Position, PositionForm, Rank, Tenure, TenureForm};
pub use rights::{Grant, Permission, Resource, Rights, Role, Scope, authorise, require};
pub use scope::ListScope;
pub use session::{Session, SessionInfo, SignedIn};
pub use settings::{Hashing, Settings};
pub use store::accounts::{
    find_row as find_account, find_row_by_login as find_account_by_login, list_with_role,
};
pub use store::agencies::agency_name;
pub use store::positions::{
    find_position, held_by, holders, list_filled, list_positions, list_tenures,
};
pub use store::statements;
pub use token::Token;
pub use totp::Enrolment;
pub use usecase::accounts::{AccountPage, Reset};
pub use usecase::demo::DemoAccount;
pub use usecase::sign_in::SignIn;

/// See all accounts and agencies.
pub const VIEW_ACCOUNTS: Permission = Permission("identity/view-accounts");
/// Create, change, reset and disable accounts.
pub const MANAGE_ACCOUNTS: Permission = Permission("identity/manage-accounts");

/// Which roles hold the permissions of this crate.
pub const GRANTS: &[Grant] = &[
    Grant::cell(Role::ADMINISTRATOR, VIEW_ACCOUNTS),
    Grant::cell(Role::ADMINISTRATOR, MANAGE_ACCOUNTS),
    Grant::cell(Role::AUDITOR, VIEW_ACCOUNTS),
];

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        module: "identity",
        number: 1,
        name: "identity",
        sql: include_str!("../migrations/0001_identity.sql"),
    },
    db::Migration {
        module: "identity",
        number: 2,
        name: "positions",
        sql: include_str!("../migrations/0002_positions.sql"),
    },
    db::Migration {
        module: "identity",
        number: 3,
        name: "passkey",
        sql: include_str!("../migrations/0003_passkey.sql"),
    },
];

/// The sentences of this crate's errors, per language.
pub const LOCALES: &[(base::Language, &str)] = &[
    (base::Language::Id, include_str!("../locales/id.ftl")),
    (base::Language::En, include_str!("../locales/en.ftl")),
];
