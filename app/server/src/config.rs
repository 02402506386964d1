//! Reads the settings: the defaults, then the file, then the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base::{RegionCode, Zone};
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;
use web::{AndroidApp, AndroidError};

use crate::acquiring::AcquirerSection;
use crate::environment::{self, PREFIX};
use crate::messages::{
    MailSection, MessageSettings, NotifySection, SmsSection, WebPushSection, WhatsAppSection,
};
use crate::seals::SealsSection;
use crate::signing::SigningSection;

/// The defaults, and the manual of every setting.
pub const DEFAULTS: &str = include_str!("../config.default.toml");

/// The settings of a cell, read and checked.
#[derive(Debug, Clone)]
pub struct Config {
    pub code: RegionCode,
    pub zone: Zone,
    pub cell: CellSection,
    pub data: DataSection,
    pub server: ServerSection,
    /// The Android app of the cell, if it has one.
    pub android: Option<AndroidApp>,
    pub identity: IdentitySection,
    pub property_tax: PropertyTaxSection,
    pub signing_keys: SigningKeysSection,
    pub messages: MessageSettings,
    pub acquirer: AcquirerSection,
    pub signing: SigningSection,
    pub seals: SealsSection,
    pub log: LogSection,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sections {
    cell: CellSection,
    data: DataSection,
    server: ServerSection,
    android: AndroidSection,
    identity: IdentitySection,
    property_tax: PropertyTaxSection,
    signing_keys: SigningKeysSection,
    notify: NotifySection,
    mail: MailSection,
    whatsapp: WhatsAppSection,
    sms: SmsSection,
    web_push: WebPushSection,
    acquirer: AcquirerSection,
    signing: SigningSection,
    seals: SealsSection,
    log: LogSection,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellSection {
    code: String,
    pub name: String,
    zone: String,
    pub public_url: String,
    pub contact: String,
    pub demo: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSection {
    pub database: String,
    pub files: PathBuf,
    pub keys: PathBuf,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSection {
    pub listen: SocketAddr,
    pub trusted_proxies: Vec<String>,
    pub metrics_from: Vec<String>,
    pub largest_upload_mib: u32,
    pub tls_certificate: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AndroidSection {
    package: Option<String>,
    fingerprints: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentitySection {
    pub password_profile: PasswordProfile,
    pub session_idle_minutes: u16,
    pub session_hours: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropertyTaxSection {
    pub inbox: Option<PathBuf>,
    pub booklet_days: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningKeysSection {
    pub tries_at_once: u8,
    pub timestamps_per_minute: u32,
}

/// The two profiles for passwords of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PasswordProfile {
    Asvs,
    Bssn,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSection {
    pub level: String,
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("there is no settings file at {0}; `pelangi cell create --config {0}` writes one")]
    Missing(PathBuf),
    #[error(
        "the environment variable {name} is no setting; the nearest one is {meant}. Correct its \
         name or remove it (`pelangi config manual` lists every setting)"
    )]
    Variable { name: String, meant: String },
    #[error("the settings file {path} cannot be opened: {source}; only its owner may")]
    Unopened { path: PathBuf, source: std::io::Error },
    #[error("the settings in {path} cannot be used: {source}")]
    Unreadable { path: PathBuf, source: Box<figment::Error> },
    #[error("the setting {name} cannot be used: {problem}")]
    Value { name: &'static str, problem: String },
    #[error("the setting {section}.{setting} cannot be used: {problem}")]
    InSection { section: &'static str, setting: &'static str, problem: String },
}

impl Config {
    /// Reads a settings file, with the environment laid over it.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        if !path.is_file() {
            return Err(ConfigError::Missing(path.to_owned()));
        }
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unopened { path: path.to_owned(), source })?;
        Self::read(path, &text)
    }

    /// The same from the text of a file that may not be there yet.
    pub fn read(path: &Path, text: &str) -> Result<Self, ConfigError> {
        environment::check(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
        let layers = Figment::from(Toml::string(DEFAULTS))
            .merge(Toml::string(text))
            .merge(Env::prefixed(PREFIX).filter(in_section).split("__"));
        let sections = layers.extract().map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        let folder = path.parent().unwrap_or(Path::new("."));
        Self::check(sections, folder)
    }

    fn check(sections: Sections, folder: &Path) -> Result<Self, ConfigError> {
        let Sections {
            mut cell,
            mut data,
            mut server,
            android,
            identity,
            mut property_tax,
            signing_keys,
            acquirer,
            signing,
            seals,
            log,
            ..
        } = sections;
        let value = |name, problem: String| ConfigError::Value { name, problem };
        let Sections { notify, mail, whatsapp, sms, web_push, .. } = sections;
        let messages = MessageSettings { notify, mail, whatsapp, sms, web_push };
        let messages = messages.checked(folder).map_err(|(name, problem)| value(name, problem))?;
        let code = RegionCode::parse(&cell.code).map_err(|e| value("cell.code", e.to_string()))?;
        let zone = Zone::parse(&cell.zone).map_err(|e| value("cell.zone", e.to_string()))?;
        cell.public_url.truncate(cell.public_url.trim_end_matches('/').len());
        check_public_url(&cell).map_err(|problem| value("cell.public_url", problem))?;
        if server.tls_certificate.is_some() != server.tls_key.is_some() {
            let problem = "set both tls_certificate and tls_key, or neither".to_owned();
            return Err(value("server.tls_certificate", problem));
        }
        let android = android.app().map_err(|e| value("android", e.to_string()))?;
        data.files = folder.join(&data.files);
        data.keys = folder.join(&data.keys);
        data.database = in_folder(folder, &data.database);
        for path in [&mut server.tls_certificate, &mut server.tls_key].into_iter().flatten() {
            *path = folder.join(&*path);
        }
        property_tax.inbox = property_tax.inbox.map(|inbox| folder.join(inbox));
        let (acquirer, signing) = (acquirer.below(folder), signing.below(folder));
        Ok(Self {
            code,
            zone,
            cell,
            data,
            server,
            android,
            identity,
            property_tax,
            signing_keys,
            messages,
            acquirer,
            signing,
            seals: seals.below(folder),
            log,
        })
    }
}

impl AndroidSection {
    fn app(self) -> Result<Option<AndroidApp>, AndroidError> {
        match self.package {
            Some(package) => AndroidApp::new(&package, &self.fingerprints).map(Some),
            None if self.fingerprints.is_empty() => Ok(None),
            // Fingerprints alone are a forgotten name, and would be silently without effect.
            None => Err(AndroidError::Package(String::new())),
        }
    }
}

/// Every setting stands in a section; `PELANGI_TEST_ENGINES` and its like are none.
fn in_section(key: &figment::value::UncasedStr) -> bool {
    key.as_str().contains("__")
}

/// A real cell is reached by TLS: its session cookies would not work without.
fn check_public_url(cell: &CellSection) -> Result<(), String> {
    let url = &cell.public_url;
    let tls = url.starts_with("https://");
    if tls || (cell.demo && url.starts_with("http://")) {
        Ok(())
    } else {
        Err(format!("`{url}` must start with https:// (http:// only in a demo cell)"))
    }
}

/// A relative SQLite path is relative to the settings file, wherever the program is started.
fn in_folder(folder: &Path, database: &str) -> String {
    match database.strip_prefix("sqlite:") {
        Some(path) => format!("sqlite:{}", folder.join(path).display()),
        None => database.to_owned(),
    }
}

/// What a new cell is told at its making.
#[derive(Debug, Clone)]
pub struct NewCell {
    pub code: RegionCode,
    pub name: String,
    pub zone: Zone,
    pub public_url: String,
    /// `None`: a SQLite file beside the settings.
    pub database: Option<String>,
    pub demo: bool,
}

impl NewCell {
    /// The settings file: what differs from the defaults, with a pointer to the manual.
    pub fn to_toml(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let database = match &self.database {
            Some(database) => format!("\n[data]\ndatabase = {}\n", quoted(database)),
            None => String::new(),
        };
        format!(
            "# Settings of this cell. Every setting and its default: `pelangi config manual`.\n\n\
             [cell]\ncode = {}\nname = {}\nzone = {}\npublic_url = {}\ndemo = {}\n{database}",
            quoted(self.code.as_str()),
            quoted(&self.name),
            quoted(self.zone.name()),
            quoted(&self.public_url),
            self.demo,
        )
    }
}
