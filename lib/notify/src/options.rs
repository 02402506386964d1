//! How messages are sent: limits, quiet hours, days of reminders.

/// What a cell decides about its messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Hours of the cell's zone in which nothing rings: from this one on …
    pub quiet_from: u8,
    /// … until this one begins. The same hour twice: never quiet.
    pub quiet_until: u8,
    /// Messages to one address within 24 hours.
    pub per_contact_daily: u32,
    /// Messages of one channel within an hour.
    pub per_channel_hourly: u32,
    /// Days before the due date on which people are reminded.
    pub remind_days: Vec<u16>,
    /// Hosts of push services that a browser may name, each with all its subdomains. Anything else
    /// would let strangers have this machine call whatever they like.
    pub push_hosts: Vec<String>,
}

/// The push services of Chromium, Firefox, Safari and Edge.
pub const PUSH_HOSTS: [&str; 4] =
    ["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"];

impl Default for Options {
    fn default() -> Self {
        Self {
            quiet_from: 20,
            quiet_until: 7,
            per_contact_daily: 6,
            per_channel_hourly: 600,
            remind_days: vec![30, 7, 1],
            push_hosts: PUSH_HOSTS.map(str::to_owned).to_vec(),
        }
    }
}

impl Options {
    /// Whether a subscription's address is one of a known push service.
    pub fn knows_push_service(&self, endpoint: &str) -> bool {
        let Some(rest) = endpoint.strip_prefix("https://") else { return false };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // A name or a port before or behind the host would be another host.
        let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
        let known = |known: &String| {
            host == known || host.strip_suffix(known.as_str()).is_some_and(|h| h.ends_with('.'))
        };
        plain && self.push_hosts.iter().any(known)
    }

    /// The earliest reminder that is due when so many days are left: of 30, 7 and 1 it is 30 with
    /// 25 days left, 7 with 7, and none with 31 or after the day itself.
    pub fn reminder_for(&self, days_left: i64) -> Option<u16> {
        earliest(&self.remind_days, days_left)
    }
}

/// Of reminders so many days before a day, the earliest that is due when so many are left.
pub(crate) fn earliest(remind_days: &[u16], days_left: i64) -> Option<u16> {
    let due = remind_days.iter().copied().filter(|days| days_left <= i64::from(*days));
    due.min().filter(|_| days_left >= 0)
}
