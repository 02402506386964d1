//! A cell with everything that stands on it: opened once, used by every command.

use std::sync::Arc;

use base::{Error, Kind, Result};
use cell::{Cell, Keys, Parts, Settings};
use db::{Db, Options, Target};
use files::Files;
use identity::{Identity, Rights};
use web::Locale;

use crate::config::{Config, PasswordProfile};
use crate::modules::{grants, migrations};
use crate::system::{SystemClock, SystemRandom};

/// An open cell.
pub struct House {
    pub cell: Cell,
    pub identity: Identity,
}

/// What to do when the database has an older schema than the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Bring it up to date; on SQLite a copy is made before.
    Migrate,
    /// Only look.
    Leave,
}

impl House {
    /// Opens the cell of a configuration.
    pub async fn open(config: &Config, schema: Schema) -> Result<Self> {
        let keys = Keys::load(&config.data.keys).map_err(|error| {
            Error::new(Kind::Unavailable, "server/keys").with("problem", &error).caused_by(error)
        })?;
        let db = open_database(&config.data.database).await?;
        if schema == Schema::Migrate {
            db.migrate(&migrations(), &SystemClock).await?;
        }
        let most = u64::from(config.server.largest_upload_mib) << 20;
        let cell = Cell::new(Parts {
            db,
            files: Files::folder(&config.data.files)?.taking_at_most(most),
            keys,
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            settings: settings(config),
        });
        let identity = Identity::new(cell.clone(), Rights::new(grants()), sign_in(config))?;
        Ok(Self { cell, identity })
    }
}

/// Opens a database by the text of the settings.
pub async fn open_database(text: &str) -> Result<Db> {
    let target = Target::parse(text)
        .map_err(|error| Error::new(Kind::Invalid, "server/database").with("problem", error))?;
    if let Some(folder) = target.path().and_then(|path| path.parent()) {
        std::fs::create_dir_all(folder).map_err(|error| {
            Error::new(Kind::Unavailable, "server/folder")
                .with("folder", folder.display())
                .caused_by(error)
        })?;
    }
    Ok(Db::open(&target, Options::default()).await?)
}

fn settings(config: &Config) -> Settings {
    Settings {
        code: config.code.clone(),
        name: config.cell.name.clone(),
        zone: config.zone.clone(),
        public_url: config.cell.public_url.clone(),
        demo: config.cell.demo,
    }
}

fn sign_in(config: &Config) -> identity::Settings {
    identity::Settings {
        profile: match config.identity.password_profile {
            PasswordProfile::Asvs => identity::Profile::Asvs,
            PasswordProfile::Bssn => identity::Profile::Bssn,
        },
        idle_minutes: config.identity.session_idle_minutes.into(),
        absolute_hours: config.identity.session_hours.into(),
        ..identity::Settings::default()
    }
}

/// The sentences of the program itself.
pub const LOCALES: [Locale; 2] =
    Locale::pair("server", include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));
