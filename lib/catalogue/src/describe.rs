//! What is said of a catalogue and of what is in it.

use base::Instant;
use cube::Text;

/// All that somebody publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Its own address, by which it is known.
    pub uri: String,
    pub title: Text,
    pub description: Text,
    pub homepage: String,
    pub publisher: Publisher,
    pub licence: Licence,
    pub modified: Instant,
    pub datasets: Vec<Dataset>,
}

/// Who answers for data: an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// `disdukcapil`
    pub name: String,
    pub uri: String,
    pub title: Text,
    pub description: Text,
    pub homepage: Option<String>,
}

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    /// `statistik@kutaitimurkab.go.id`
    pub email: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// As CKAN and Open Definition name it: `cc-by`.
    pub id: String,
    pub title: String,
    pub uri: String,
}

/// A set of figures, whatever the forms in which it can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// For addresses: small letters, digits, `-` and `_`.
    pub name: String,
    pub uri: String,
    pub title: Text,
    pub description: Text,
    pub keywords: Vec<Text>,
    /// Addresses of themes, such as those of the data theme vocabulary of the EU.
    pub themes: Vec<String>,
    pub publisher: Publisher,
    pub contact: Option<Contact>,
    pub licence: Licence,
    pub access: Access,
    pub frequency: Option<Frequency>,
    /// The address of the area it covers.
    pub area: Option<String>,
    pub period: Option<Period>,
    pub page: String,
    /// `2` for the second release.
    pub version: String,
    pub issued: Instant,
    pub modified: Instant,
    pub distributions: Vec<Distribution>,
}

/// A form of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// Unlike the others of its dataset: `csv`.
    pub name: String,
    pub uri: String,
    pub title: Text,
    /// Where it is served.
    pub url: String,
    /// Beside the description: `pov.csv`. For data packages.
    pub path: Option<String>,
    /// `text/csv`
    pub media_type: String,
    /// As people say it: `CSV`.
    pub format: String,
    pub bytes: Option<u64>,
    /// The address of a standard that it follows.
    pub conforms_to: Option<String>,
}

/// Who may have the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Under conditions.
    Restricted,
    NonPublic,
}

/// How often a dataset is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Annual,
    Irregular,
    Never,
}

/// The first and the last period that is covered: `2010`, `2024-03`, `2024-03-31`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub start: String,
    pub end: String,
}

impl Access {
    /// In the access right vocabulary of the EU, which DCAT-AP asks for.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Public => "http://publications.europa.eu/resource/authority/access-right/PUBLIC",
            Self::Restricted => {
                "http://publications.europa.eu/resource/authority/access-right/RESTRICTED"
            }
            Self::NonPublic => {
                "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC"
            }
        }
    }

    /// As the national portal writes it.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Public => "terbuka",
            Self::Restricted => "terbatas",
            Self::NonPublic => "tertutup",
        }
    }
}

impl Frequency {
    /// In the frequency vocabulary of the EU, which DCAT-AP asks for.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Daily => "http://publications.europa.eu/resource/authority/frequency/DAILY",
            Self::Weekly => "http://publications.europa.eu/resource/authority/frequency/WEEKLY",
            Self::Monthly => "http://publications.europa.eu/resource/authority/frequency/MONTHLY",
            Self::Quarterly => {
                "http://publications.europa.eu/resource/authority/frequency/QUARTERLY"
            }
            Self::HalfYearly => {
                "http://publications.europa.eu/resource/authority/frequency/ANNUAL_2"
            }
            Self::Annual => "http://publications.europa.eu/resource/authority/frequency/ANNUAL",
            Self::Irregular => "http://publications.europa.eu/resource/authority/frequency/IRREG",
            Self::Never => "http://publications.europa.eu/resource/authority/frequency/NEVER",
        }
    }

    /// As ISO 8601 writes how often, or in a word.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Daily => "R/P1D",
            Self::Weekly => "R/P1W",
            Self::Monthly => "R/P1M",
            Self::Quarterly => "R/P3M",
            Self::HalfYearly => "R/P6M",
            Self::Annual => "R/P1Y",
            Self::Irregular => "irregular",
            Self::Never => "never",
        }
    }
}
