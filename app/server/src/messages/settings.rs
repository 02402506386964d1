//! The settings of messages, section by section, as in the manual.

use std::path::{Path, PathBuf};

use notify::Options;
use serde::Deserialize;

/// The sections that are about messages.
#[derive(Debug, Clone)]
pub struct MessageSettings {
    pub notify: NotifySection,
    pub mail: MailSection,
    pub whatsapp: WhatsAppSection,
    pub sms: SmsSection,
    pub web_push: WebPushSection,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySection {
    pub quiet_from: u8,
    pub quiet_until: u8,
    pub per_contact_daily: u32,
    pub per_channel_hourly: u32,
    pub remind_days: Vec<u16>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSection {
    pub server: String,
    pub port: u16,
    pub tls: Tls,
    pub user: String,
    pub password_file: Option<PathBuf>,
    pub from: String,
    pub ca_file: Option<PathBuf>,
}

/// How mail is kept from others on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Tls {
    #[serde(rename = "starttls")]
    Upgraded,
    #[serde(rename = "tls")]
    Whole,
    #[serde(rename = "none")]
    None,
}

impl From<Tls> for mail::Tls {
    fn from(tls: Tls) -> Self {
        match tls {
            Tls::Upgraded => Self::StartTls,
            Tls::Whole => Self::Whole,
            Tls::None => Self::None,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhatsAppSection {
    pub phone_number_id: String,
    pub token_file: Option<PathBuf>,
    pub template_prefix: String,
    pub url: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSection {
    pub url: String,
    pub header: String,
    pub token_file: Option<PathBuf>,
    pub to_field: String,
    pub text_field: String,
    pub reference_field: String,
    pub fixed: String,
    pub plus: bool,
    pub id_pointer: String,
    pub code_pointer: String,
    pub refused_codes: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebPushSection {
    pub enabled: bool,
    pub hosts: Vec<String>,
}

impl MessageSettings {
    /// Checks what does not depend on gateways, and makes paths right wherever the program is
    /// started.
    ///
    /// # Errors
    /// The name of the setting, and what to write instead.
    pub fn checked(self, folder: &Path) -> Result<Self, (&'static str, String)> {
        let Self { notify, mut mail, mut whatsapp, mut sms, web_push } = self;
        for (name, hour) in
            [("notify.quiet_from", notify.quiet_from), ("notify.quiet_until", notify.quiet_until)]
        {
            if hour > 23 {
                return Err((name, format!("{hour} is no hour; write 0 to 23")));
            }
        }
        if notify.per_contact_daily == 0 || notify.per_channel_hourly == 0 {
            let problem = "a limit is 1 or more; to send nothing, set up no channel";
            return Err(("notify.per_contact_daily", problem.to_owned()));
        }
        let host = |host: &String| host.contains('.') && !host.contains(['/', ':', '*', ' ']);
        if !web_push.hosts.iter().all(host) {
            let problem = "write names of hosts only, such as push.apple.com";
            return Err(("web_push.hosts", problem.to_owned()));
        }
        let files = [
            &mut mail.password_file,
            &mut mail.ca_file,
            &mut whatsapp.token_file,
            &mut sms.token_file,
        ];
        for file in files.into_iter().flatten() {
            *file = folder.join(&*file);
        }
        Ok(Self { notify, mail, whatsapp, sms, web_push })
    }

    /// Limits, hours and days.
    pub fn options(&self) -> Options {
        Options {
            quiet_from: self.notify.quiet_from,
            quiet_until: self.notify.quiet_until,
            per_contact_daily: self.notify.per_contact_daily,
            per_channel_hourly: self.notify.per_channel_hourly,
            remind_days: self.notify.remind_days.clone(),
            push_hosts: self.web_push.hosts.clone(),
        }
    }
}
