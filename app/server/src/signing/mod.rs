//! Electronic signatures: from the settings to the services that make and prove them.

mod clearing;
mod demo;
mod example;
mod remote;
mod settings;

use std::path::Path;
use std::sync::Arc;

use base::Clock;
use bsre::{Bsre, BsreSeal};
use cell::Cell;
use documents::usecase::signing::{Certified, SigningServices};
use pki::trust::{TrustAnchor, TrustList};
use ports::{PdfSigner, RevocationSource, TimestampAuthority, Unusable};
use revocation::HttpSource;
use timestamp::HttpAuthority;

pub use clearing::Clearing;
pub use demo::address as demo_address;
pub use example::{Example, ExampleError};
pub use remote::{CscSection, by_csc};
pub use settings::{BsreSection, RevocationSection, SigningSection, TimestampSection};

use crate::config::ConfigError;
use crate::messages::{in_section, read, secret};

/// The services of a cell; those that are not set up are missing.
#[derive(Clone)]
pub struct Services {
    /// Certified signatures of persons.
    pub bsre: Option<Bsre>,
    /// Seals, by the same service.
    pub seal: Option<BsreSeal>,
    /// Without one, signatures of our own stay at level B-B.
    pub timestamps: Option<Arc<dyn TimestampAuthority>>,
    pub revocation: Arc<dyn RevocationSource>,
}

/// The services that the settings set up. Nobody is called yet.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn services(section: &SigningSection, clock: Arc<dyn Clock>) -> Result<Services, ConfigError> {
    let bsre = by_bsre(&section.bsre)?;
    let timestamps = by_timestamp(&section.timestamp)?;
    let revocation = HttpSource::new(section.revocation.settings(), clock);
    Ok(Services {
        seal: bsre.clone().map(BsreSeal::new),
        bsre,
        timestamps: timestamps.map(|found| Arc::new(found) as Arc<dyn TimestampAuthority>),
        revocation: Arc::new(revocation.map_err(in_section("signing.revocation"))?),
    })
}

/// What the letters' module is given: the service of the settings; in a demo cell without one, an
/// example on this machine.
///
/// # Errors
/// Names the setting that cannot be used.
pub async fn for_letters(
    cell: &Cell,
    section: &SigningSection,
) -> Result<SigningServices, ConfigError> {
    let services = services(section, cell.shared_clock())?;
    let around = remote::around(cell, services.timestamps.clone());
    let remote = by_csc(&section.csc, around)?;
    let certified = match (services.bsre, remote) {
        (Some(_), Some(_)) => return Err(in_section("signing.csc")(both())),
        (Some(bsre), None) => Some(certified(&Authority::of_bsre(&section.bsre), bsre)?),
        (None, Some(csc)) => Some(certified(&Authority::of_csc(&section.csc), csc)?),
        (None, None) if cell.settings().demo => demo::certified(cell).await,
        (None, None) => None,
    };
    let (revocation, stamps) = (Some(services.revocation), services.timestamps);
    Ok(SigningServices { certified, revocation, stamps })
}

/// Letters say by one authority that they are signed.
fn both() -> Unusable {
    Unusable::new("base_url", "one authority signs: leave it empty, or the url in [signing.bsre]")
}

/// What is said of an authority in its section.
struct Authority<'s> {
    section: &'static str,
    name: &'s str,
    sentence: &'s str,
    trust_file: Option<&'s Path>,
}

impl<'s> Authority<'s> {
    fn of_bsre(section: &'s BsreSection) -> Self {
        let BsreSection { name, sentence, trust_file, .. } = section;
        Self { section: "signing.bsre", name, sentence, trust_file: trust_file.as_deref() }
    }

    fn of_csc(section: &'s CscSection) -> Self {
        let CscSection { name, sentence, trust_file, .. } = section;
        Self { section: "signing.csc", name, sentence, trust_file: trust_file.as_deref() }
    }
}

fn certified(of: &Authority<'_>, signer: impl PdfSigner) -> Result<Certified, ConfigError> {
    let fail = in_section(of.section);
    let missing = || Unusable::new("trust_file", "name the file with the authority's root");
    let file = of.trust_file.ok_or_else(missing).map_err(&fail)?;
    let pem = read("trust_file", file).map_err(&fail)?;
    let bad = |problem: String| fail(Unusable::new("trust_file", problem));
    let list = String::from_utf8(pem).map_err(|e| bad(e.to_string()))?;
    let list = TrustList::from_pem(&list).map_err(|e| bad(e.to_string()))?;
    if list.is_empty() {
        return Err(bad("there is no certificate in it".to_owned()));
    }
    let labelled = |anchor: &TrustAnchor| anchor.clone().labelled(of.name);
    Ok(Certified {
        signer: Arc::new(signer),
        name: of.name.to_owned(),
        sentence: of.sentence.to_owned(),
        anchors: list.anchors().iter().map(labelled).collect(),
    })
}

/// The signing service, if there is one.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn by_bsre(section: &BsreSection) -> Result<Option<Bsre>, ConfigError> {
    if section.url.is_empty() {
        return Ok(None);
    }
    let fail = in_section("signing.bsre");
    let missing = || Unusable::new("password_file", "name the file that holds the password");
    let file = section.password_file.as_deref().ok_or_else(missing).map_err(&fail)?;
    let password = secret("password_file", file).map_err(&fail)?;
    let ca = certificates(section.ca_file.as_deref()).map_err(&fail)?;
    Bsre::new(&section.settings(password, ca)).map(Some).map_err(fail)
}

/// The time-stamping authority, if there is one.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn by_timestamp(section: &TimestampSection) -> Result<Option<HttpAuthority>, ConfigError> {
    if section.url.is_empty() {
        return Ok(None);
    }
    let fail = in_section("signing.timestamp");
    let password = section.password_file.as_deref().map(|file| secret("password_file", file));
    let password = password.transpose().map_err(&fail)?.unwrap_or_default();
    let ca = certificates(section.ca_file.as_deref()).map_err(&fail)?;
    HttpAuthority::new(section.settings(password, ca)).map(Some).map_err(fail)
}

fn certificates(file: Option<&Path>) -> Result<Option<Vec<u8>>, Unusable> {
    file.map(|file| read("ca_file", file)).transpose()
}
