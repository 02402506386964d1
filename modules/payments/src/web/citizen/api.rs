//! Payment codes and receipts for programs.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::{Extension, Json};
use base::{Error, Nop};
use contracts::{BillId, Standing};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Visit;

use super::PayDesk;
use crate::usecase::paying::receipt;
use crate::usecase::paying::{CodeState, Seen, look, seen};
use crate::usecase::qr::Shown;

/// Bills to be paid together.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewCode {
    /// 1 to 20.
    bills: Vec<BillName>,
}

/// Names a bill.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct BillName {
    /// 18 digits.
    nop: String,
    tax_year: i64,
}

/// A payment code as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentCode {
    /// 14 digits.
    code: String,
    /// Opens the code; keep it secret.
    token: String,
    /// `waiting`, `paid`, `overpaid`, `changed` or `expired`.
    state: &'static str,
    expires_at: String,
    /// What has to be paid today, whole rupiah.
    total: i64,
    bills: Vec<CodeBill>,
    /// Where it can be paid, while it waits.
    virtual_accounts: Vec<VirtualAccount>,
    /// A QRIS code for exactly `total`; null when there is none now.
    qris: Option<QrisCode>,
    /// Numbers of the receipts, once it is paid.
    receipts: Vec<String>,
}

/// A bill of a code, as it stands today.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeBill {
    nop: String,
    tax_year: i64,
    /// `open`, `paid`, `cancelled` or `nothing`.
    state: &'static str,
    principal: i64,
    penalty: i64,
    /// The part of the penalty that is not asked for.
    waived: i64,
}

/// A virtual account.
#[derive(Debug, Serialize, ToSchema)]
pub struct VirtualAccount {
    bank: String,
    account: String,
}

/// A QRIS code.
#[derive(Debug, Serialize, ToSchema)]
pub struct QrisCode {
    content: String,
    amount: i64,
    expires_at: String,
}

/// A receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptFacts {
    number: String,
    /// `provisional`, `final` or `cancelled`.
    state: &'static str,
    nop: String,
    tax_year: i64,
    payer: String,
    address: String,
    principal: i64,
    penalty: i64,
    waived: i64,
    waiver_basis: String,
    total: i64,
    /// `va`, `qris`, `h2h`, `teller`, `collector`, `reconciliation` or `compensation`.
    channel: &'static str,
    bank: Option<String>,
    reference: Option<String>,
    paid_on: String,
    paid_at: String,
    cancelled_at: Option<String>,
    /// Verifies the receipt; the text of its QR code.
    verify_url: String,
}

/// Makes a payment code for bills that can be paid now.
#[utoipa::path(
    post,
    path = "/api/v1/payments/codes",
    request_body = NewCode,
    responses(
        (status = 201, body = PaymentCode),
        (status = 404, description = "`payments/unknown-bill`"),
        (status = 409, description = "`payments/bill-paid`, `payments/nothing-owed`"),
        (status = 422, description = "`base/nop-length`, `base/nop-character`"),
        (status = 429, description = "`web/too-many`"),
    )
)]
pub(super) async fn make_code(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Json(wish): Json<NewCode>,
) -> web::Result<(StatusCode, Json<PaymentCode>)> {
    PayDesk::count(&desk.codes, &visit)?;
    let bill = |name: &BillName| -> base::Result<BillId> {
        Ok(BillId { nop: Nop::parse(&name.nop)?, tax_year: name.tax_year })
    };
    let bills: Vec<BillId> = wish.bills.iter().map(bill).collect::<Result<_, _>>()?;
    let made = desk.ledger.make_code(&bills).await.map_err(Error::from)?;
    Ok((StatusCode::CREATED, Json(told(&desk, &made.token).await?)))
}

/// A payment code as it stands.
#[utoipa::path(
    get,
    path = "/api/v1/payments/codes/{token}",
    params(("token" = String, Path, description = "From the answer that made the code")),
    responses(
        (status = 200, body = PaymentCode),
        (status = 404, description = "`payments/unknown-code`"),
        (status = 429, description = "`web/too-many`"),
    )
)]
pub(super) async fn show_code(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(token): Path<String>,
) -> web::Result<Json<PaymentCode>> {
    PayDesk::count(&desk.looks, &visit)?;
    Ok(Json(told(&desk, &token).await?))
}

async fn told(desk: &PayDesk, token: &str) -> base::Result<PaymentCode> {
    let seen = look(&desk.ledger, token).await?;
    let waits = seen.state == CodeState::Waiting;
    let ways = if waits { seen::ways(&desk.ledger, &seen.made).await? } else { Vec::new() };
    let qris = match &desk.qris {
        Some(acquirer) if waits => Some(acquirer.ensure(&seen).await?),
        _ => None,
    };
    Ok(PaymentCode {
        code: seen.made.code.digits().to_owned(),
        token: seen.made.token.clone(),
        state: seen.state.as_str(),
        expires_at: seen.made.expires_at.to_string(),
        total: seen.total.0,
        bills: bills(&seen),
        virtual_accounts: ways
            .into_iter()
            .map(|way| VirtualAccount { bank: way.bank, account: way.account })
            .collect(),
        qris: match qris {
            Some(Shown::Code(qr)) => Some(QrisCode {
                content: qr.content,
                amount: qr.amount.0,
                expires_at: qr.expires_at.to_string(),
            }),
            _ => None,
        },
        receipts: match seen.state {
            CodeState::Paid => seen.receipts.iter().map(|r| r.receipt.number.clone()).collect(),
            _ => Vec::new(),
        },
    })
}

fn bills(seen: &Seen) -> Vec<CodeBill> {
    let state = |standing| match standing {
        Standing::Open => "open",
        Standing::Paid => "paid",
        Standing::Cancelled => "cancelled",
        Standing::Nothing => "nothing",
    };
    let bill = |bill: &contracts::Bill| CodeBill {
        nop: bill.id.nop.digits().to_owned(),
        tax_year: bill.id.tax_year,
        state: state(bill.standing),
        principal: bill.principal.0,
        penalty: bill.penalty.0,
        waived: bill.waived.0,
    };
    seen.bills.iter().map(bill).collect()
}

/// A receipt; its number is the secret that opens it.
#[utoipa::path(
    get,
    path = "/api/v1/payments/receipts/{number}",
    params(("number" = String, Path, description = "NTPD, 16 letters and digits")),
    responses(
        (status = 200, body = ReceiptFacts),
        (status = 404, description = "`payments/unknown-receipt`"),
        (status = 429, description = "`web/too-many`"),
    )
)]
pub(super) async fn show_receipt(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(number): Path<String>,
) -> web::Result<Json<ReceiptFacts>> {
    PayDesk::count(&desk.looks, &visit)?;
    let held = receipt::find(visit.cell(), &number).await?;
    let (issued, facts) = (&held.issued, &held.issued.receipt);
    Ok(Json(ReceiptFacts {
        number: facts.number.clone(),
        state: held.standing.as_str(),
        nop: facts.bill.nop.digits().to_owned(),
        tax_year: facts.bill.tax_year,
        payer: facts.payer.clone(),
        address: facts.address.clone(),
        principal: facts.principal.0,
        penalty: facts.penalty.0,
        waived: facts.waived.0,
        waiver_basis: facts.waiver_basis.clone(),
        total: facts.total().0,
        channel: issued.channel.as_str(),
        bank: held.bank.clone(),
        reference: issued.reference.clone(),
        paid_on: facts.paid_on.to_string(),
        paid_at: issued.paid_at.to_string(),
        cancelled_at: issued.reversed_at.map(|at| at.to_string()),
        verify_url: held.verify_url.clone(),
    }))
}
