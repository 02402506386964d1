//! The public operations of the API.

use axum::extract::Path;
use axum::{Extension, Json};
use base::{Error, Kind, Nop};
use serde::Serialize;
use utoipa::ToSchema;
use web::Visit;

use super::Desk;
use crate::domain::notice::NoticeId;
use crate::usecase::look_up;
use crate::usecase::verify::{self, Standing, Verified};

/// A tax object as anybody may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectNotices {
    /// 18 digits.
    nop: String,
    /// The owner's name, masked: `R**** C****`.
    owner: String,
    address: String,
    village: Option<String>,
    district: Option<String>,
    /// The notices in force, the latest year first.
    notices: Vec<NoticeSummary>,
}

/// One year.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeSummary {
    /// Names this version of the notice.
    id: String,
    tax_year: i64,
    /// Whole rupiah.
    due: i64,
    due_date: String,
    /// `unpaid`, `paid`, `principal_paid` or `written_off`.
    payment: &'static str,
    cancelled: bool,
}

/// The notices of one tax object, with the owner's name masked.
#[utoipa::path(
    get,
    path = "/api/v1/property-tax/objects/{nop}/notices",
    params(("nop" = String, Path, description = "18 digits, with or without separators")),
    responses(
        (status = 200, body = ObjectNotices),
        (status = 404, description = "`property-tax/unknown-nop`"),
        (status = 422, description = "`base/nop-length`, `base/nop-character`"),
        (status = 429, description = "`web/too-many`"),
    )
)]
pub(super) async fn list_notices(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(nop): Path<String>,
) -> web::Result<Json<ObjectNotices>> {
    let nop = Nop::parse(&nop)?;
    desk.look_up(&visit)?;
    let found = look_up::get(visit.cell(), nop).await?;
    let notices = found.notices.iter().map(|line| NoticeSummary {
        id: line.id.to_string(),
        tax_year: line.id.tax_year,
        due: line.due.0,
        due_date: line.due_date.to_string(),
        payment: line.payment.as_str(),
        cancelled: line.cancelled,
    });
    Ok(Json(ObjectNotices {
        nop: nop.digits().to_owned(),
        owner: found.owner_masked,
        address: found.object_address,
        village: found.village.as_ref().map(|v| v.name.clone()),
        district: found.village.as_ref().map(|v| v.district_name.clone()),
        notices: notices.collect(),
    }))
}

/// How a notice stands, and its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verification {
    id: String,
    /// `in_force`, `superseded` or `cancelled`.
    standing: &'static str,
    nop: String,
    tax_year: i64,
    /// Whole rupiah.
    njop: i64,
    /// Whole rupiah.
    due: i64,
    due_date: String,
    /// The owner's name, masked.
    owner: String,
}

/// Whether a version of a notice is in force.
#[utoipa::path(
    get,
    path = "/api/v1/property-tax/notices/{id}/verification",
    params(("id" = String, Path, description = "The id from the list of notices")),
    responses(
        (status = 200, body = Verification),
        (status = 404, description = "`property-tax/unknown-notice`"),
        (status = 422, description = "`property-tax/notice-id`"),
        (status = 429, description = "`web/too-many`"),
    )
)]
pub(super) async fn verify_notice(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Json<Verification>> {
    let parsed =
        NoticeId::parse(&id).ok_or_else(|| Error::new(Kind::Invalid, "property-tax/notice-id"))?;
    desk.look_up(&visit)?;
    let Verified { notice, standing, .. } = verify::verify_id(visit.cell(), parsed).await?;
    Ok(Json(Verification {
        id: parsed.to_string(),
        standing: match standing {
            Standing::InForce => "in_force",
            Standing::Superseded => "superseded",
            Standing::Cancelled => "cancelled",
        },
        nop: notice.nop.digits().to_owned(),
        tax_year: notice.tax_year,
        njop: notice.figures.njop.0,
        due: notice.figures.due.0,
        due_date: notice.due_date.to_string(),
        owner: crate::domain::masking::name(&notice.subject_name),
    }))
}
