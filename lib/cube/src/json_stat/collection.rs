//! Lists of datasets as JSON-stat collections.

use base::Language;
use serde_json::json;

use super::text;
use crate::About;

/// A dataset in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'c> {
    pub about: &'c About,
    /// Where its document is served.
    pub href: String,
}

/// A collection: what each dataset is called, and where it is.
pub fn collection(label: &str, href: &str, items: &[Item<'_>], language: Language) -> String {
    let item = |it: &Item<'_>| {
        let about = it.about;
        json!({
            "class": "dataset",
            "href": it.href,
            "label": about.title.said(language),
            "updated": about.released.to_string(),
            "extension": { "id": about.id, "version": about.version, "agency": about.agency },
        })
    };
    let items: Vec<_> = items.iter().map(item).collect();
    text(&json!({
        "version": "2.0",
        "class": "collection",
        "href": href,
        "label": label,
        "link": { "item": items },
    }))
}
