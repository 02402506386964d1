//! Whether a message is sent now. Pure.

use base::{Date, Instant, Zone};
use ports::{Channel, Saying};

use crate::Options;

/// A gateway that does not answer is tried again for so long.
pub const GIVE_UP_SECONDS: i64 = 3 * 86_400;

/// What is known when a message's turn has come.
#[derive(Debug, Clone)]
pub struct Turn<'a> {
    pub now: Instant,
    pub zone: &'a Zone,
    pub channel: Channel,
    pub saying: Saying,
    /// What it is about is still to be done; of a reminder or a nudge only.
    pub still_open: bool,
    /// Messages to this address in the last 24 hours, and of this channel in the last hour.
    pub to_contact: i64,
    pub of_channel: i64,
    /// The gateway does not answer at the moment: wait for so many seconds.
    pub gateway_rests: Option<i64>,
    /// A number drawn by lot, so that those who wait do not come back together.
    pub lot: u32,
}

/// What to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Send,
    /// Look again after so many seconds.
    Later(i64),
    /// Nobody needs it any more: paid, or the day is over.
    Pointless,
}

/// Decides.
pub fn decide(turn: &Turn<'_>, options: &Options) -> Verdict {
    let today = turn.now.date(turn.zone);
    if !turn.still_open || turn.saying.due().is_some_and(|due| due < today) {
        return Verdict::Pointless;
    }
    if is_urgent(turn.saying) {
        return turn.gateway_rests.map_or(Verdict::Send, Verdict::Later);
    }
    let quiet = turn.channel.disturbs().then(|| quiet_seconds(turn.now, turn.zone, options));
    if let Some(seconds) = quiet.filter(|seconds| *seconds > 0) {
        return Verdict::Later(seconds + i64::from(turn.lot % 300));
    }
    if let Some(seconds) = turn.gateway_rests {
        return Verdict::Later(seconds + i64::from(turn.lot % 60));
    }
    if turn.to_contact >= i64::from(options.per_contact_daily) {
        // Officials hear of their letters once an hour then, the others after a while.
        let rest = if turn.saying == Saying::LettersWait { 3_600 } else { 6 * 3_600 };
        return Verdict::Later(rest);
    }
    if turn.of_channel >= i64::from(options.per_channel_hourly) {
        return Verdict::Later(300 + i64::from(turn.lot % 600));
    }
    Verdict::Send
}

/// Somebody waits for it at this moment, and limits were asked for before it was written.
pub fn is_urgent(saying: Saying) -> bool {
    matches!(saying, Saying::Confirm | Saying::Test)
}

/// Seconds until the quiet hours end; 0 outside of them.
pub fn quiet_seconds(now: Instant, zone: &Zone, options: &Options) -> i64 {
    let (from, until) = (i64::from(options.quiet_from), i64::from(options.quiet_until));
    let civil = now.civil(zone);
    let second = i64::from(civil.hour()) * 3_600
        + i64::from(civil.minute()) * 60
        + i64::from(civil.second());
    let since = (second - from * 3_600).rem_euclid(86_400);
    let length = ((until - from) * 3_600).rem_euclid(86_400);
    if since < length { length - since } else { 0 }
}

/// Whole days from one day to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}
