//! Packages, resources, organisations, and the envelope around every answer.

use base::{Instant, Language};
use serde::Serialize;

use super::PortalFields;
use crate::{Dataset, Distribution, Publisher};

/// A good answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Envelope<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    success: bool,
    pub result: T,
}

impl<T> Envelope<T> {
    pub const fn new(result: T) -> Self {
        Self { help: None, success: true, result }
    }
}

/// A bad one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    success: bool,
    error: FailureBody,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct FailureBody {
    #[serde(rename = "__type")]
    kind: &'static str,
    message: String,
}

/// Kinds of bad answers; clients raise an error of their own for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    NotFound,
    NotAuthorized,
    Validation,
}

impl Failure {
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        let kind = match kind {
            FailureKind::NotFound => "Not Found Error",
            FailureKind::NotAuthorized => "Authorization Error",
            FailureKind::Validation => "Validation Error",
        };
        Self { success: false, error: FailureBody { kind, message: message.into() } }
    }
}

impl FailureKind {
    /// The status of HTTP that clients expect with it.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotAuthorized => 403,
            Self::Validation => 409,
        }
    }
}

/// A dataset: `package_show`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub title: String,
    pub notes: String,
    pub r#type: &'static str,
    pub state: &'static str,
    pub private: bool,
    pub isopen: bool,
    pub url: String,
    pub version: String,
    pub author: Option<String>,
    pub author_email: Option<String>,
    pub maintainer: Option<String>,
    pub maintainer_email: Option<String>,
    pub license_id: String,
    pub license_title: String,
    pub license_url: String,
    pub metadata_created: String,
    pub metadata_modified: String,
    pub owner_org: String,
    pub organization: OrganizationBrief,
    pub num_resources: usize,
    pub num_tags: usize,
    pub resources: Vec<Resource>,
    pub tags: Vec<Tag>,
    pub groups: Vec<Group>,
    #[serde(flatten)]
    pub portal: PortalFields,
}

/// A distribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resource {
    pub id: String,
    pub package_id: String,
    pub name: String,
    pub description: String,
    pub format: String,
    pub mimetype: String,
    pub url: String,
    pub url_type: Option<String>,
    pub size: Option<u64>,
    pub state: &'static str,
    pub position: usize,
    pub created: String,
    pub last_modified: String,
    pub datastore_active: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub display_name: String,
    pub state: &'static str,
    pub vocabulary_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub title: String,
    pub display_name: String,
    pub description: String,
}

/// The publisher inside a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganizationBrief {
    pub id: String,
    pub name: String,
    pub title: String,
    pub r#type: &'static str,
    pub description: String,
    pub image_url: String,
    pub is_organization: bool,
    pub approval_status: &'static str,
    pub state: &'static str,
}

/// `organization_show`, and an entry of `organization_list` with all fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organization {
    #[serde(flatten)]
    pub brief: OrganizationBrief,
    pub display_name: String,
    pub package_count: usize,
}

/// `package_search`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackageSearch {
    /// Of all that were found, not of those on this page.
    pub count: usize,
    pub sort: String,
    pub results: Vec<Package>,
    pub facets: serde_json::Map<String, serde_json::Value>,
    pub search_facets: serde_json::Map<String, serde_json::Value>,
}

impl Package {
    /// `searchable` names the distribution whose rows `datastore_search` gives.
    pub fn new(
        dataset: &Dataset,
        portal: PortalFields,
        searchable: Option<&str>,
        language: Language,
    ) -> Self {
        let publisher = OrganizationBrief::new(&dataset.publisher, language);
        let tags: Vec<Tag> =
            dataset.keywords.iter().map(|it| Tag::new(it.said(language))).collect();
        let resources = dataset.distributions.iter().enumerate();
        let resources = resources.map(|(at, it)| {
            Resource::new(dataset, it, at, searchable == Some(it.name.as_str()), language)
        });
        let contact = dataset.contact.as_ref();
        Self {
            id: dataset.name.clone(),
            name: dataset.name.clone(),
            title: dataset.title.said(language).to_owned(),
            notes: dataset.description.said(language).to_owned(),
            r#type: "dataset",
            state: "active",
            private: false,
            isopen: true,
            url: dataset.page.clone(),
            version: dataset.version.clone(),
            author: Some(publisher.title.clone()),
            author_email: None,
            maintainer: contact.map(|it| it.name.clone()),
            maintainer_email: contact.and_then(|it| it.email.clone()),
            license_id: dataset.licence.id.clone(),
            license_title: dataset.licence.title.clone(),
            license_url: dataset.licence.uri.clone(),
            metadata_created: moment(dataset.issued),
            metadata_modified: moment(dataset.modified),
            owner_org: publisher.id.clone(),
            organization: publisher,
            num_resources: dataset.distributions.len(),
            num_tags: tags.len(),
            resources: resources.collect(),
            tags,
            groups: Vec::new(),
            portal: PortalFields {
                access_rights: portal.access_rights.or(Some(dataset.access.said().to_owned())),
                accrual_periodicity: portal
                    .accrual_periodicity
                    .or(dataset.frequency.map(|it| it.said().to_owned())),
                ..portal
            },
        }
    }
}

impl Resource {
    fn new(
        dataset: &Dataset,
        it: &Distribution,
        position: usize,
        datastore_active: bool,
        language: Language,
    ) -> Self {
        Self {
            id: format!("{}-{}", dataset.name, it.name),
            package_id: dataset.name.clone(),
            name: it.title.said(language).to_owned(),
            description: String::new(),
            format: it.format.clone(),
            mimetype: it.media_type.clone(),
            url: it.url.clone(),
            url_type: None,
            size: it.bytes,
            state: "active",
            position,
            created: moment(dataset.issued),
            last_modified: moment(dataset.modified),
            datastore_active,
        }
    }
}

impl Tag {
    fn new(name: &str) -> Self {
        let name = name.to_owned();
        let (id, display_name) = (name.clone(), name.clone());
        Self { id, name, display_name, state: "active", vocabulary_id: None }
    }
}

impl OrganizationBrief {
    pub fn new(publisher: &Publisher, language: Language) -> Self {
        Self {
            id: publisher.name.clone(),
            name: publisher.name.clone(),
            title: publisher.title.said(language).to_owned(),
            r#type: "organization",
            description: publisher.description.said(language).to_owned(),
            image_url: String::new(),
            is_organization: true,
            approval_status: "approved",
            state: "active",
        }
    }
}

impl Organization {
    pub fn new(publisher: &Publisher, package_count: usize, language: Language) -> Self {
        let brief = OrganizationBrief::new(publisher, language);
        Self { display_name: brief.title.clone(), brief, package_count }
    }
}

/// A moment as CKAN writes it: UTC without saying so, to the microsecond.
pub fn moment(at: Instant) -> String {
    format!("{}000", at.to_string().trim_end_matches('Z'))
}
