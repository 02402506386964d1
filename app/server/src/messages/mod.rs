//! Messages to people: from the settings to a post office with its channels.

mod settings;

pub use settings::{
    MailSection, MessageSettings, NotifySection, SmsSection, WebPushSection, WhatsAppSection,
};

use std::path::Path;
use std::sync::Arc;

use base::Result;
use cell::Cell;
use mail::Mail;
use notify::{Channels, Post};
use ports::messenger::Email;
use ports::{Channel, Messenger, Unusable};
use sms::Sms;
use web_push::{Vapid, WebPush};
use whatsapp::WhatsApp;

use crate::commands::Failure;
use crate::config::{Config, ConfigError};
use crate::system::SystemRandom;

/// Nothing that is kept secret in a file is longer.
const LONGEST_SECRET: usize = 4_096;

/// The post office of a cell. Nobody is called yet.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn post(cell: &Cell, config: &Config) -> std::result::Result<Post, Failure> {
    let channels = channels(cell, &config.messages).map_err(Failure::input)?;
    Ok(Post::new(cell.clone(), config.messages.options(), channels)?)
}

/// A post office without channels, for commands that send nothing.
pub fn without_channels(cell: &Cell) -> Result<Post> {
    Post::new(cell.clone(), notify::Options::default(), Channels::default())
}

/// The channels that the settings set up.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn channels(
    cell: &Cell,
    settings: &MessageSettings,
) -> std::result::Result<Channels, ConfigError> {
    let mut messengers: Vec<(Channel, Arc<dyn Messenger>)> = Vec::new();
    if let Some(mail) = by_mail(settings)? {
        messengers.push((Channel::Mail, Arc::new(mail)));
    }
    if let Some(whatsapp) = by_whatsapp(settings)? {
        messengers.push((Channel::WhatsApp, Arc::new(whatsapp)));
    }
    if let Some(sms) = by_sms(settings)? {
        messengers.push((Channel::Sms, Arc::new(sms)));
    }
    let mut push_key = None;
    if settings.web_push.enabled {
        let vapid = vapid(cell);
        push_key = Some(vapid.public_key().to_owned());
        let push = WebPush::new(vapid, Arc::new(SystemRandom), outgoing::PATIENCE);
        messengers.push((Channel::Push, Arc::new(push.map_err(in_section("web_push"))?)));
    }
    Ok(Channels { messengers, push_key })
}

fn by_mail(settings: &MessageSettings) -> std::result::Result<Option<Mail>, ConfigError> {
    let section = &settings.mail;
    if section.server.is_empty() {
        return Ok(None);
    }
    let fail = in_section("mail");
    let from =
        Email::parse(&section.from).map_err(|e| fail(Unusable::new("from", e.to_string())))?;
    let user = match (&section.user, &section.password_file) {
        (user, None) if user.is_empty() => None,
        (user, Some(file)) if !user.is_empty() => {
            Some((user.clone(), secret("password_file", file).map_err(&fail)?))
        }
        _ => {
            return Err(fail(Unusable::new("user", "set both user and password_file, or neither")));
        }
    };
    let trusted = section.ca_file.as_deref().map(|file| read("ca_file", file)).transpose();
    let settings = mail::Settings {
        host: section.server.clone(),
        port: section.port,
        tls: section.tls.into(),
        user,
        from,
        trusted: trusted.map_err(&fail)?,
        patience: mail::PATIENCE,
    };
    Mail::new(&settings).map(Some).map_err(fail)
}

fn by_whatsapp(settings: &MessageSettings) -> std::result::Result<Option<WhatsApp>, ConfigError> {
    let section = &settings.whatsapp;
    if section.phone_number_id.is_empty() {
        return Ok(None);
    }
    let fail = in_section("whatsapp");
    let settings = whatsapp::Settings {
        url: section.url.clone(),
        phone_number_id: section.phone_number_id.clone(),
        token: named_secret(section.token_file.as_deref()).map_err(&fail)?,
        template_prefix: section.template_prefix.clone(),
        patience: outgoing::PATIENCE,
    };
    WhatsApp::new(&settings).map(Some).map_err(fail)
}

fn by_sms(settings: &MessageSettings) -> std::result::Result<Option<Sms>, ConfigError> {
    let section = &settings.sms;
    if section.url.is_empty() {
        return Ok(None);
    }
    let fail = in_section("sms");
    let fixed = serde_json::from_str(&section.fixed).map_err(|_| {
        fail(Unusable::new("fixed", "write an object of JSON, such as {\"from\":\"PEMKAB\"}"))
    })?;
    let settings = sms::Settings {
        url: section.url.clone(),
        header: section.header.clone(),
        secret: named_secret(section.token_file.as_deref()).map_err(&fail)?,
        to_field: section.to_field.clone(),
        text_field: section.text_field.clone(),
        reference_field: section.reference_field.clone(),
        fixed,
        plus: section.plus,
        id_pointer: section.id_pointer.clone(),
        code_pointer: section.code_pointer.clone(),
        refused_codes: section.refused_codes.clone(),
        patience: outgoing::PATIENCE,
    };
    Sms::new(&settings).map(Some).map_err(fail)
}

/// The key by which browsers know this cell: derived, so that there is no file to lose.
fn vapid(cell: &Cell) -> Vapid {
    let subject = &cell.settings().public_url;
    let mut turn = 0_u8;
    loop {
        // Of four billion digests one is no key; the next one is.
        match Vapid::new(&cell.keys().mac("web-push/vapid", &[turn]), subject) {
            Ok(vapid) => return vapid,
            Err(_) => turn = turn.wrapping_add(1),
        }
    }
}

pub(crate) fn in_section(section: &'static str) -> impl Fn(Unusable) -> ConfigError {
    move |Unusable { setting, problem }| ConfigError::InSection { section, setting, problem }
}

fn named_secret(file: Option<&Path>) -> std::result::Result<String, Unusable> {
    let missing = || Unusable::new("token_file", "name the file that holds the secret");
    secret("token_file", file.ok_or_else(missing)?)
}

/// A secret in a file of its own, without the line break at its end.
pub(crate) fn secret(setting: &'static str, file: &Path) -> std::result::Result<String, Unusable> {
    let text = String::from_utf8(read(setting, file)?).unwrap_or_default();
    let secret = text.trim_end_matches(['\r', '\n']).to_owned();
    if secret.is_empty() || secret.len() > LONGEST_SECRET {
        let problem = format!("{} holds no secret in one line", file.display());
        return Err(Unusable::new(setting, problem));
    }
    Ok(secret)
}

pub(crate) fn read(setting: &'static str, file: &Path) -> std::result::Result<Vec<u8>, Unusable> {
    std::fs::read(file).map_err(|error| {
        Unusable::new(setting, format!("{} cannot be read: {error}", file.display()))
    })
}
