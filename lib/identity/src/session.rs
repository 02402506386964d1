//! Sessions: how long they live. Pure.

use base::{Id, Instant};

use crate::{Account, Settings};

/// Marks the ids of sessions: they name one to end it and are no secret.
#[derive(Debug)]
pub struct Session;

/// A session as its owner sees it in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    pub id: Id<Session>,
    pub created_at: Instant,
    pub seen_at: Instant,
    /// The address it was begun from.
    pub address: String,
    /// What the browser called itself.
    pub agent: String,
}

/// What a request knows after its cookie was read, besides the actor.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub session: SessionInfo,
    pub account: Id<Account>,
    /// The sign-in name.
    pub login: String,
    /// The person must set a new password before anything else.
    pub must_change_password: bool,
    /// Days until the password must be changed, where the profile has an end.
    pub password_days_left: Option<i64>,
}

/// A session is looked at on every request but written once a minute at most.
const TOUCH_SECONDS: i64 = 60;

impl SessionInfo {
    /// Whether it still counts. A clock that was set back keeps it alive, never shortens it.
    pub(crate) fn is_alive(&self, settings: &Settings, now: Instant) -> bool {
        self.created_at > oldest_start(settings, now) && self.seen_at > oldest_sight(settings, now)
    }

    pub(crate) fn wants_touch(&self, now: Instant) -> bool {
        now >= self.seen_at.plus_seconds(TOUCH_SECONDS)
    }
}

/// Sessions begun at or before this are over.
pub(crate) fn oldest_start(settings: &Settings, now: Instant) -> Instant {
    now.plus_seconds(-i64::from(settings.absolute_hours) * 3_600)
}

/// Sessions last seen at or before this are over.
pub(crate) fn oldest_sight(settings: &Settings, now: Instant) -> Instant {
    now.plus_seconds(-i64::from(settings.idle_minutes) * 60)
}

/// Whole days until a password must be changed; zero or less: now.
pub(crate) fn days_left(settings: &Settings, set: Option<Instant>, now: Instant) -> Option<i64> {
    let days = settings.profile.days_valid()?;
    let end = set?.plus_seconds(days * 86_400);
    Some((end.millis() - now.millis()).div_euclid(86_400_000))
}
