//! `/tables` and `/tables/{id}`.

use base::Language;
use cube::{About, Dimension, Role};
use serde::Serialize;

/// The answer of `/tables`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tables {
    pub language: String,
    pub tables: Vec<Table>,
    pub page: Page,
    pub links: Vec<Link>,
}

/// A table in a list, and the answer of `/tables/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    pub r#type: &'static str,
    pub language: String,
    pub id: String,
    pub label: String,
    pub description: String,
    pub updated: String,
    pub first_period: String,
    pub last_period: String,
    pub category: &'static str,
    pub discontinued: bool,
    pub source: String,
    pub time_unit: &'static str,
    pub variable_names: Vec<String>,
    pub links: Vec<Link>,
}

/// Where in the list a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// From 1.
    pub page_number: usize,
    pub page_size: usize,
    pub total_elements: usize,
    pub total_pages: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    pub rel: &'static str,
    pub hreflang: String,
    pub href: String,
}

impl Table {
    /// `root` is the address of the interface, without a slash behind.
    pub fn new(about: &About, dimensions: &[Dimension], language: Language, root: &str) -> Self {
        let names = dimensions.iter().map(|it| it.title.said(language).to_owned());
        let codes = dimensions.iter().find(|it| it.role == Role::Time).map(|it| &it.codes);
        let ids = || codes.into_iter().flatten().map(|code| code.id.clone());
        let link = |rel, behind: &str| Link {
            rel,
            hreflang: language.tag().to_owned(),
            href: format!("{root}/tables/{}{behind}?lang={}", about.id, language.tag()),
        };
        Self {
            r#type: "Table",
            language: language.tag().to_owned(),
            id: about.id.clone(),
            label: about.title.said(language).to_owned(),
            description: String::new(),
            updated: about.released.to_string(),
            first_period: ids().min().unwrap_or_default(),
            last_period: ids().max().unwrap_or_default(),
            category: "public",
            discontinued: false,
            source: about.source.said(language).to_owned(),
            time_unit: time_unit(ids().next().unwrap_or_default().as_str()),
            variable_names: names.collect(),
            links: vec![link("self", ""), link("metadata", "/metadata"), link("data", "/data")],
        }
    }
}

fn time_unit(period: &str) -> &'static str {
    match (period.len(), period.get(5..6)) {
        (4, _) => "Annual",
        (_, Some("S")) => "HalfYear",
        (_, Some("Q")) => "Quarterly",
        (7, Some(_)) => "Monthly",
        _ => "Other",
    }
}

impl Page {
    /// The page of so many entries that was asked for; sizes below 1 are taken as 1.
    pub fn new(page_number: usize, page_size: usize, total_elements: usize) -> Self {
        let page_size = page_size.max(1);
        let total_pages = total_elements.div_ceil(page_size);
        Self { page_number: page_number.max(1), page_size, total_elements, total_pages }
    }

    /// The entries of this page.
    pub fn range(self) -> std::ops::Range<usize> {
        let start = (self.page_number - 1).saturating_mul(self.page_size).min(self.total_elements);
        start..start.saturating_add(self.page_size).min(self.total_elements)
    }

    /// Links to this page and its neighbours; `address` ends where the number of the page belongs.
    pub fn links(self, address: &str, language: Language) -> Vec<Link> {
        let last = self.total_pages.max(1);
        let link = |rel, number: usize| {
            let size = self.page_size;
            let href = format!("{address}?pageNumber={number}&pageSize={size}");
            Link { rel, hreflang: language.tag().to_owned(), href }
        };
        let at = self.page_number;
        let mut links = vec![link("self", at), link("first", 1), link("last", last)];
        if at > 1 {
            links.push(link("previous", at - 1));
        }
        if at < last {
            links.push(link("next", at + 1));
        }
        links
    }
}
