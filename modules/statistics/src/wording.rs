//! Findings in words, with names instead of codes.

use std::collections::BTreeMap;

use ::web::Texts;
use base::{Decimal, Language, format};

use crate::domain::codes::{ListedCode, labelled};
use crate::domain::dataset::Dataset;
use crate::domain::examination::Finding;

/// What the facts of findings are called.
#[derive(Debug, Clone, Copy)]
pub struct Names<'n> {
    pub dataset: &'n Dataset,
    /// The codes of each axis.
    pub lists: &'n BTreeMap<String, Vec<ListedCode>>,
}

impl Names<'_> {
    /// The sentence of a finding: what is wrong, in the words of people who fill in tables.
    pub fn sentence(self, texts: &Texts, language: Language, it: &Finding) -> String {
        let key = format!("stat-finding-{}", it.says);
        let mut phrase = texts.say(language, &key);
        for (name, fact) in &it.facts {
            phrase = phrase.with(name, self.said(language, name, fact));
        }
        phrase.to_string()
    }

    /// A fact as people say it.
    fn said(self, language: Language, name: &str, fact: &str) -> String {
        match name {
            "dimension" => self.title(language, fact),
            "code" | "name" => self.label(fact),
            "codes" => fact.split(' ').map(|code| self.label(code)).collect::<Vec<_>>().join(", "),
            "value" | "last" | "total" | "gap" => {
                Decimal::parse(fact).map_or_else(|_| fact.to_owned(), format::figure)
            }
            _ => fact.to_owned(),
        }
    }

    /// The title of an axis.
    fn title(self, language: Language, id: &str) -> String {
        let axis = self.dataset.axis(id);
        axis.map_or_else(|| id.to_owned(), |it| it.title.said(language).to_owned())
    }

    /// A code of any axis with its name.
    pub fn label(self, code: &str) -> String {
        let list = self.lists.values().find(|all| all.iter().any(|it| it.code == code));
        list.map_or_else(|| code.to_owned(), |all| labelled(all, code))
    }
}
