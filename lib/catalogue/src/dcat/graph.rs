//! A catalogue as triples, subject by subject.

use std::collections::{HashMap, HashSet};

use base::Instant;
use cube::Text;
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use super::terms::*;
use crate::{Catalogue, CatalogueError, Contact, Dataset, Distribution, Period, Publisher};

/// Every triple once; those of a subject together, and of these those of a term.
pub(super) fn of(catalogue: &Catalogue) -> Result<Vec<Triple>, CatalogueError> {
    let mut graph = Graph::default();
    let it = graph.about(&catalogue.uri, CATALOG)?;
    graph.say(&it, TITLE, &catalogue.title);
    graph.say(&it, DESCRIPTION, &catalogue.description);
    graph.moment(&it, MODIFIED, catalogue.modified);
    graph.link(&it, LICENCE, &catalogue.licence.uri)?;
    graph.link(&it, HOMEPAGE, &catalogue.homepage)?;
    graph.link(&it, PUBLISHER, &catalogue.publisher.uri)?;
    for dataset in &catalogue.datasets {
        graph.link(&it, DATASET, &dataset.uri)?;
    }
    graph.about(&catalogue.licence.uri, LICENCE_CLASS)?;
    graph.about(&catalogue.homepage, DOCUMENT_CLASS)?;
    graph.publisher(&catalogue.publisher)?;
    catalogue.datasets.iter().try_for_each(|dataset| graph.dataset(dataset))?;
    Ok(together(graph.triples))
}

/// Subjects, and the terms said of each, in the order in which they come first.
fn together(mut triples: Vec<Triple>) -> Vec<Triple> {
    let mut subjects = HashMap::new();
    let mut terms = HashMap::new();
    for (at, it) in triples.iter().enumerate() {
        subjects.entry(it.subject.clone()).or_insert(at);
        terms.entry((it.subject.clone(), it.predicate.clone())).or_insert(at);
    }
    triples.sort_by_cached_key(|it| {
        let term = terms.get(&(it.subject.clone(), it.predicate.clone())).copied();
        (subjects.get(&it.subject).copied(), term)
    });
    triples
}

#[derive(Default)]
struct Graph {
    triples: Vec<Triple>,
    /// What was said already: two datasets may have one publisher.
    known: HashSet<Triple>,
}

impl Graph {
    fn dataset(&mut self, dataset: &Dataset) -> Result<(), CatalogueError> {
        let it = self.about(&dataset.uri, DATASET_CLASS)?;
        self.plain(&it, IDENTIFIER, &dataset.name);
        self.say(&it, TITLE, &dataset.title);
        self.say(&it, DESCRIPTION, &dataset.description);
        dataset.keywords.iter().for_each(|word| self.say(&it, KEYWORD, word));
        self.plain(&it, VERSION, &dataset.version);
        self.moment(&it, ISSUED, dataset.issued);
        self.moment(&it, MODIFIED, dataset.modified);
        self.link(&it, PUBLISHER, &dataset.publisher.uri)?;
        self.publisher(&dataset.publisher)?;
        self.kind(&it, LANDING_PAGE, &dataset.page, DOCUMENT_CLASS)?;
        self.kind(&it, ACCESS_RIGHTS, dataset.access.uri(), RIGHTS_CLASS)?;
        for theme in &dataset.themes {
            self.kind(&it, THEME, theme, CONCEPT_CLASS)?;
        }
        if let Some(frequency) = dataset.frequency {
            self.kind(&it, PERIODICITY, frequency.uri(), FREQUENCY_CLASS)?;
        }
        if let Some(area) = &dataset.area {
            self.kind(&it, SPATIAL, area, LOCATION_CLASS)?;
        }
        if let Some(period) = &dataset.period {
            self.period(&it, &dataset.uri, period)?;
        }
        if let Some(contact) = &dataset.contact {
            self.contact(&it, &dataset.uri, contact)?;
        }
        for distribution in &dataset.distributions {
            self.link(&it, DISTRIBUTION, &distribution.uri)?;
            self.distribution(dataset, distribution)?;
        }
        Ok(())
    }

    fn publisher(&mut self, publisher: &Publisher) -> Result<(), CatalogueError> {
        let it = self.about(&publisher.uri, AGENT_CLASS)?;
        self.say(&it, NAME, &publisher.title);
        self.plain(&it, IDENTIFIER, &publisher.name);
        if let Some(homepage) = &publisher.homepage {
            self.kind(&it, HOMEPAGE, homepage, DOCUMENT_CLASS)?;
        }
        Ok(())
    }

    fn distribution(
        &mut self,
        dataset: &Dataset,
        distribution: &Distribution,
    ) -> Result<(), CatalogueError> {
        let it = self.about(&distribution.uri, DISTRIBUTION_CLASS)?;
        self.say(&it, TITLE, &distribution.title);
        self.link(&it, ACCESS_URL, &distribution.url)?;
        self.link(&it, DOWNLOAD_URL, &distribution.url)?;
        self.kind(&it, LICENCE, &dataset.licence.uri, LICENCE_CLASS)?;
        let registered = distribution.media_type.split(';').next().unwrap_or_default().trim();
        let media_type = format!("https://www.iana.org/assignments/media-types/{registered}");
        self.kind(&it, MEDIA_TYPE, &media_type, MEDIA_TYPE_CLASS)?;
        let format = format!(
            "http://publications.europa.eu/resource/authority/file-type/{}",
            file_type(&distribution.format)
        );
        self.kind(&it, FORMAT, &format, FORMAT_CLASS)?;
        self.moment(&it, MODIFIED, dataset.modified);
        if let Some(bytes) = distribution.bytes {
            let size = Literal::new_typed_literal(bytes.to_string(), NATURAL);
            self.put(&it, BYTE_SIZE, size);
        }
        if let Some(standard) = &distribution.conforms_to {
            self.kind(&it, CONFORMS_TO, standard, STANDARD_CLASS)?;
        }
        Ok(())
    }

    fn period(&mut self, of: &NamedNode, uri: &str, period: &Period) -> Result<(), CatalogueError> {
        let it = format!("{uri}#masa");
        self.kind(of, TEMPORAL, &it, PERIOD_CLASS)?;
        let it = address(&it)?;
        self.put(&it, START, date(&period.start));
        self.put(&it, END, date(&period.end));
        Ok(())
    }

    fn contact(
        &mut self,
        of: &NamedNode,
        uri: &str,
        contact: &Contact,
    ) -> Result<(), CatalogueError> {
        let it = format!("{uri}#kontak");
        self.kind(of, CONTACT, &it, KIND_CLASS)?;
        let it = address(&it)?;
        self.plain(&it, FN, &contact.name);
        match &contact.email {
            Some(email) => self.link(&it, EMAIL, &format!("mailto:{email}")),
            None => Ok(()),
        }
    }

    /// Begins with a thing of a class.
    fn about(&mut self, uri: &str, class: NamedNodeRef<'_>) -> Result<NamedNode, CatalogueError> {
        let it = address(uri)?;
        self.put(&it, A, class);
        Ok(it)
    }

    /// Links to a thing, and says what it is.
    fn kind(
        &mut self,
        of: &NamedNode,
        term: NamedNodeRef<'_>,
        uri: &str,
        class: NamedNodeRef<'_>,
    ) -> Result<(), CatalogueError> {
        self.link(of, term, uri)?;
        self.about(uri, class).map(drop)
    }

    fn link(
        &mut self,
        of: &NamedNode,
        term: NamedNodeRef<'_>,
        uri: &str,
    ) -> Result<(), CatalogueError> {
        self.put(of, term, address(uri)?);
        Ok(())
    }

    /// In both languages.
    fn say(&mut self, of: &NamedNode, term: NamedNodeRef<'_>, text: &Text) {
        let said = |text: &str, language: &str| {
            Literal::new_language_tagged_literal(text, language)
                .unwrap_or_else(|_| Literal::new_simple_literal(text))
        };
        self.put(of, term, said(&text.id, "id"));
        self.put(of, term, said(&text.en, "en"));
    }

    fn plain(&mut self, of: &NamedNode, term: NamedNodeRef<'_>, text: &str) {
        self.put(of, term, Literal::new_simple_literal(text));
    }

    fn moment(&mut self, of: &NamedNode, term: NamedNodeRef<'_>, at: Instant) {
        self.put(of, term, Literal::new_typed_literal(at.to_string(), DATE_TIME));
    }

    fn put(&mut self, of: &NamedNode, term: NamedNodeRef<'_>, object: impl Into<Term>) {
        let triple = Triple::new(of.clone(), term, object);
        if self.known.insert(triple.clone()) {
            self.triples.push(triple);
        }
    }
}

/// A date in the type that fits how exact it is.
fn date(text: &str) -> Literal {
    let kind = match text.len() {
        4 => YEAR,
        7 if !text.contains(['Q', 'S', 'T']) => YEAR_MONTH,
        10 => DATE,
        _ => return Literal::new_simple_literal(text),
    };
    Literal::new_typed_literal(text, kind)
}

/// Names of the file type vocabulary of the EU.
fn file_type(format: &str) -> String {
    let name = format.to_ascii_uppercase();
    match name.as_str() {
        "JSON-STAT" | "SDMX-JSON" => "JSON".to_owned(),
        "SDMX-ML" | "SDMX" => "XML".to_owned(),
        "SDMX-CSV" => "CSV".to_owned(),
        "GEOJSON" | "CSV" | "XLSX" | "PDF" | "JSON" | "XML" | "PARQUET" | "JSON_LD" => name,
        _ => "OP_DATPRO".to_owned(),
    }
}

fn address(text: &str) -> Result<NamedNode, CatalogueError> {
    NamedNode::new(text).map_err(|_| CatalogueError::Address { text: text.to_owned() })
}
