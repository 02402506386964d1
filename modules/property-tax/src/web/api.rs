//! The public operations of the API.

use axum::extract::Path;
use axum::{Extension, Json};
use base::{Error, Kind, Nop};
use serde::Serialize;
use utoipa::ToSchema;
use web::Visit;

use super::Desk;
use crate::domain::notice::NoticeId;
use crate::domain::owing::Owed;
use crate::usecase::look_up::{self, NoticeLine};
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
    /// What all open years cost together today, whole rupiah; null while a late one has no amount.
    owed_today: Option<i64>,
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
    /// What has to be paid today, whole rupiah: what is still open of `due`, plus `penalty`, less
    /// `waived`; 0 when nothing has to be paid, null while nobody can say what a late one costs.
    owed_today: Option<i64>,
    /// The interest in it, before any waiver.
    penalty: Option<i64>,
    /// The part of the interest that is not asked for today.
    waived: Option<i64>,
    /// The first day on which more has to be paid; null when it stays.
    next_month: Option<NextMonth>,
}

/// What a bill costs once more has to be paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextMonth {
    /// The first day.
    from: String,
    /// Whole rupiah.
    owed: i64,
    /// The interest in it, before any waiver.
    penalty: i64,
}

impl NoticeSummary {
    fn of(line: &NoticeLine) -> Self {
        let nothing = Owed::default();
        let today = match &line.cost {
            Some(cost) => cost.today(),
            None => Some(&nothing),
        };
        let later = line.cost.as_ref().and_then(|cost| cost.later.as_ref());
        Self {
            id: line.id.to_string(),
            tax_year: line.id.tax_year,
            due: line.due.0,
            due_date: line.due_date.to_string(),
            payment: line.payment.as_str(),
            cancelled: line.cancelled,
            owed_today: today.map(|owed| owed.total().0),
            penalty: today.map(|owed| owed.penalty.0),
            waived: today.map(|owed| owed.waived.0),
            next_month: later.map(|(from, owed)| NextMonth {
                from: from.to_string(),
                owed: owed.total().0,
                penalty: owed.penalty.0,
            }),
        }
    }
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
    let found = look_up::get(visit.cell(), &desk.owing, nop).await?;
    let owed_today = match &found.sum {
        Some(sum) => (sum.unpriced == 0).then(|| sum.total().0),
        None => Some(0),
    };
    Ok(Json(ObjectNotices {
        nop: nop.digits().to_owned(),
        owner: found.owner_masked,
        address: found.object_address,
        village: found.village.as_ref().map(|v| v.name.clone()),
        district: found.village.as_ref().map(|v| v.district_name.clone()),
        notices: found.notices.iter().map(NoticeSummary::of).collect(),
        owed_today,
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
