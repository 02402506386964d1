//! The operations of the module.

use axum::{Extension, Json};
use identity::Scope;
use serde::Serialize;
use utoipa::ToSchema;
use web::Visit;

use super::Desk;

/// Whoever asks, and what they may do at this moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// The id of the account, as the audit trail writes it.
    account: String,
    name: String,
    /// Code of the perangkat daerah.
    agency: Option<String>,
    roles: Vec<String>,
    permissions: Vec<PermissionView>,
}

/// One right.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionView {
    /// `module/what`.
    name: &'static str,
    /// `cell`, or `own_agency` for what the own perangkat daerah owns.
    reach: &'static str,
}

/// Who is signed in, and what they may do.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    responses(
        (status = 200, body = SessionView),
        (status = 401, description = "`web/sign-in`"),
    )
)]
pub(super) async fn get_session(
    visit: Visit,
    Extension(desk): Extension<Desk>,
) -> web::Result<Json<SessionView>> {
    let actor = visit.signed_in()?;
    let mut grants: Vec<_> = desk.identity.rights().of(actor.roles()).collect();
    // Two roles may grant the same right; the widest counts, and it sorts first.
    grants.sort_unstable_by_key(|grant| (grant.permission, grant.scope));
    grants.dedup_by_key(|grant| grant.permission);
    let permission = |grant: identity::Grant| PermissionView {
        name: grant.permission.0,
        reach: match grant.scope {
            Scope::Cell => "cell",
            Scope::OwnAgency => "own_agency",
        },
    };
    Ok(Json(SessionView {
        account: actor.id().to_owned(),
        name: actor.name().to_owned(),
        agency: actor.agency().map(str::to_owned),
        roles: actor.roles().to_vec(),
        permissions: grants.into_iter().map(permission).collect(),
    }))
}
