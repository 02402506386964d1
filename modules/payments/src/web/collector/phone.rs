//! What the collector's phone asks for and sends.

use askama::Template;
use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base::{Error, Kind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::{Page, Visit, for_anybody, html};

use super::qr;
use crate::domain::collecting::number::TtsNumber;
use crate::usecase::collecting::book::{self, Book, Dated};
use crate::usecase::collecting::upload::{self, Booked, Sent};
use crate::web::counter::Counter;

/// Receipts in one request at most; a phone sends them one by one or a few at once.
const MOST: usize = 200;

/// The sentences that the phone puts together itself, by their keys; `{ $n }` stands where a figure
/// goes.
pub(crate) const WORDS: [&str; 19] = [
    "counter-say-offline",
    "counter-say-online",
    "counter-say-dated",
    "counter-say-old",
    "counter-say-waiting",
    "counter-say-sent",
    "counter-say-sign-in",
    "counter-say-refused",
    "counter-say-found",
    "counter-say-limit",
    "counter-say-time",
    "counter-say-taken",
    "counter-say-no-number",
    "counter-say-failed",
    "counter-say-in-queue",
    "counter-say-accepted",
    "counter-say-rejected",
    "counter-say-flagged",
    "counter-say-wipe",
];

#[derive(Template)]
#[template(path = "collector-phone.html", blocks = ["main"])]
struct Shell {
    page: Page,
}

#[derive(Debug, Deserialize)]
struct Asked {
    device: String,
}

/// One receipt, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Upload {
    One(Sent),
    Several(Vec<Sent>),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BillLine {
    nop: String,
    printed: String,
    year: i64,
    payer: String,
    address: String,
    due_date: String,
    /// `[day, whole rupiah]`; the first counts from today.
    costs: Vec<(String, i64)>,
    collected: bool,
}

#[derive(Debug, Serialize)]
struct NumberLine {
    number: String,
    check: String,
    side: i32,
    path: String,
}

/// The page of the phone: empty until the phone fills it.
pub(super) async fn shell(visit: Visit) -> web::Result<Response> {
    let view = Shell { page: visit.page("counter-phone-title") };
    Ok(for_anybody(&visit, html(&view)?))
}

/// A token for what the phone sends next; without a sign-in there is none.
pub(super) async fn token(visit: Visit) -> web::Result<Response> {
    visit.signed_in()?;
    let csrf = visit.work("counter-phone-title").csrf();
    Ok(Json(json!({ "csrf": csrf })).into_response())
}

fn parsed<T: serde::de::DeserializeOwned>(body: &Bytes) -> Result<T, Error> {
    serde_json::from_slice(body)
        .map_err(|cause| Error::new(Kind::Invalid, "payments/tts-malformed").caused_by(cause))
}

/// The list of today, and numbers.
pub(super) async fn book(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    body: Bytes,
) -> web::Result<Response> {
    let asked: Asked = parsed(&body)?;
    let book = book::download(&counter.ledger, visit.signed_in()?, &asked.device).await?;
    Ok(Json(shown(&visit, &book)?).into_response())
}

pub(super) async fn give_up(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    body: Bytes,
) -> web::Result<Response> {
    let asked: Asked = parsed(&body)?;
    let ended = book::give_up(&counter.ledger, visit.signed_in()?, &asked.device).await?;
    Ok(Json(json!({ "ended": ended })).into_response())
}

fn shown(visit: &Visit, book: &Book) -> Result<Value, Error> {
    let it = &book.it;
    let home = &visit.cell().settings().public_url;
    let numbers: Result<Vec<NumberLine>, Error> =
        book.numbers.iter().map(|(number, check)| numbered(home, number, check)).collect();
    let villages: Vec<Value> = book
        .villages
        .iter()
        .map(|v| json!({ "code": v.code.digits(), "name": v.name, "district": v.district }))
        .collect();
    Ok(json!({
        "collector": it.code,
        "name": it.person_name,
        "decree": it.decree_number,
        "from": it.from.to_string(),
        "until": it.until.to_string(),
        "limit": it.limit.0,
        "depositDays": it.deposit_days,
        "inHand": book.in_hand.0,
        "asOf": book.as_of.to_string(),
        "validUntil": book.until.to_string(),
        "regency": visit.cell().settings().name,
        "zone": visit.cell().zone().name(),
        "villages": villages,
        "bills": book.bills.iter().map(line).collect::<Vec<_>>(),
        "numbers": numbers?,
    }))
}

fn line(dated: &Dated) -> BillLine {
    let bill = &dated.bill;
    BillLine {
        nop: bill.id.nop.digits().to_owned(),
        printed: bill.id.nop.to_string(),
        year: bill.id.tax_year,
        payer: bill.payer.clone(),
        address: bill.address.clone(),
        due_date: bill.due_date.to_string(),
        costs: dated.costs.iter().map(|(day, cost)| (day.to_string(), cost.0)).collect(),
        collected: dated.collected,
    }
}

fn numbered(home: &str, number: &TtsNumber, check: &str) -> Result<NumberLine, Error> {
    let (side, path) = qr::path(&format!("{home}/bayar/tts/{number}/{check}"))?;
    Ok(NumberLine { number: number.to_string(), check: check.to_owned(), side, path })
}

/// Books what the phone sends. One receipt is answered as one; of several, each has its own answer,
/// because what stands against one must not hold the others back.
pub(super) async fn upload(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    body: Bytes,
) -> web::Result<Response> {
    let (ledger, actor) = (&counter.ledger, visit.signed_in()?);
    match parsed::<Upload>(&body)? {
        Upload::One(sent) => {
            let booked = upload::book(ledger, actor, &sent).await?;
            Ok(Json(accepted(&booked)).into_response())
        }
        Upload::Several(all) if all.len() > MOST => {
            Err(Error::new(Kind::TooLarge, "payments/tts-many").into())
        }
        Upload::Several(all) => {
            let page = visit.work("counter-phone-title");
            let mut answers = Vec::with_capacity(all.len());
            for sent in &all {
                answers.push(match upload::book(ledger, actor, sent).await {
                    Ok(booked) => accepted(&booked),
                    Err(error) if error.kind() == Kind::Internal => return Err(error.into()),
                    Err(error) if error.kind() == Kind::Unavailable => return Err(error.into()),
                    Err(error) => json!({
                        "id": sent.id,
                        "state": "refused",
                        "code": error.code(),
                        "title": page.error(&error).title,
                    }),
                });
            }
            Ok(Json(answers).into_response())
        }
    }
}

fn accepted(booked: &Booked) -> Value {
    let tts = &booked.tts;
    json!({
        "id": tts.id,
        "state": "accepted",
        "number": tts.number.to_string(),
        "flags": tts.flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>(),
        "repeated": booked.repeated,
    })
}
