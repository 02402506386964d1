//! What every protocol does first: how often, who, from where.

use std::net::IpAddr;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use ipnet::IpNet;
use web::Call;

use super::{Desk, Exchange};
use crate::domain::partner::Partner;

/// Whether a partner may call from an address.
pub fn may_call_from(partner: &Partner, address: IpAddr) -> bool {
    let holds =
        |network: &String| network.parse::<IpNet>().is_ok_and(|network| network.contains(&address));
    partner.networks.is_empty() || partner.networks.iter().any(holds)
}

/// Headers as the protocols read them.
pub fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
}

/// The path that was signed: with its query, without the domain.
pub fn path(call: &Call) -> &str {
    call.uri.path_and_query().map_or(call.uri.path(), |path| path.as_str())
}

/// Notes an exchange and makes the answer.
pub fn answer(desk: &Desk, exchange: Exchange, body: impl Into<Body>) -> Response {
    let status = exchange.status;
    if let Some(why) = &exchange.why {
        let (code, path) = (exchange.code.as_str(), exchange.path.as_str());
        tracing::info!(code, path, why, "a partner's request was refused");
    }
    desk.exchanges.note(exchange);
    let built = Response::builder().status(status).header(CONTENT_TYPE, "application/json");
    built.body(body.into()).unwrap_or_default()
}
