//! The form of a letter: what was typed becomes a version, and a version fills the form.

use std::collections::BTreeMap;

use base::{Error, Kind};
use identity::Position;
use web::{Choice, Form, Page};

use crate::domain::chain::Manner;
use crate::domain::content::{Body, Content, OnBehalf, Reviewer, Secrecy, Urgency, field_name};
use crate::domain::kind::LetterType;
use crate::domain::party::{Party, Scope};
use crate::usecase::choices::{Choices, Usual};

/// Rows for reviewers on the form.
pub(super) const ROWS: usize = 6;

/// What the form says. What the form does not ask, such as files, is kept from `before`.
pub(super) fn content(form: &mut Form, kind: &LetterType, before: Option<&Content>) -> Content {
    let text = |form: &Form, name: &str| form.value(name).replace('\r', "");
    let subject = form.required("hal").unwrap_or_default();
    let signer = form.required("penanda-tangan").unwrap_or_default();
    let fields: BTreeMap<String, String> = kind
        .fields
        .iter()
        .map(|spec| (spec.id.clone(), text(form, &field_name(&spec.id))))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let uploaded = before.and_then(|before| before.body.uploaded().cloned());
    let body = uploaded.map_or_else(|| Body::Typed(text(form, "isi-naskah")), Body::Uploaded);
    let (an, ub) = (text(form, "atas-nama"), text(form, "untuk-beliau"));
    Content {
        subject,
        // The code stands before its title in the list of proposals.
        classification: form.value("klasifikasi").split(' ').next().unwrap_or_default().to_owned(),
        secrecy: Secrecy::parse(form.value("sifat")).unwrap_or(Secrecy::Biasa),
        urgency: Urgency::parse(form.value("kecepatan")).unwrap_or(Urgency::Biasa),
        fields,
        body,
        to: parties(form, "kepada"),
        cc: parties(form, "tembusan"),
        attachments: before.map(|before| before.attachments.clone()).unwrap_or_default(),
        reviewers: reviewers(form),
        signer,
        on_behalf: (!an.is_empty()).then_some(OnBehalf { an, ub }),
    }
}

fn parties(form: &Form, name: &str) -> Vec<Party> {
    let offices = form.list(&format!("{name}-kantor[]"));
    let lines = |scope, end| Party::parse_lines(scope, form.value(&format!("{name}-{end}")));
    let mut all: Vec<Party> = offices.iter().map(|code| Party::internal(code, code)).collect();
    all.extend(lines(Scope::Government, "instansi"));
    all.extend(lines(Scope::Outside, "luar"));
    all
}

fn reviewers(form: &Form) -> Vec<Reviewer> {
    let row = |at: usize| {
        let position = form.value(&format!("pemaraf-{at}")).to_owned();
        let manner = Manner::parse(form.value(&format!("cara-{at}"))).unwrap_or(Manner::Hierarki);
        (!position.is_empty()).then(|| Reviewer { position, title: String::new(), manner })
    };
    (1..=ROWS).filter_map(row).collect()
}

/// The form filled with a version.
pub(super) fn filled(content: &Content) -> Form {
    let mut form = Form::new()
        .filled("hal", &content.subject)
        .filled("klasifikasi", &content.classification)
        .filled("sifat", content.secrecy.as_str())
        .filled("kecepatan", content.urgency.as_str())
        .filled("isi-naskah", content.body.typed())
        .filled("penanda-tangan", &content.signer)
        .filled("kepada-instansi", Party::lines(&content.to, Scope::Government))
        .filled("kepada-luar", Party::lines(&content.to, Scope::Outside))
        .filled("tembusan-instansi", Party::lines(&content.cc, Scope::Government))
        .filled("tembusan-luar", Party::lines(&content.cc, Scope::Outside));
    for (id, text) in &content.fields {
        form = form.filled(&field_name(id), text);
    }
    for (at, reviewer) in (1..).zip(&content.reviewers) {
        form = form.filled(&format!("pemaraf-{at}"), &reviewer.position);
        form = form.filled(&format!("cara-{at}"), reviewer.manner.as_str());
    }
    if let Some(behalf) = &content.on_behalf {
        form = form.filled("atas-nama", &behalf.an).filled("untuk-beliau", &behalf.ub);
    }
    form
}

/// A new form with the way letters usually go.
pub(super) fn usual(usual: &Usual) -> Form {
    let mut form = Form::new();
    for (at, position) in (1..=ROWS).zip(&usual.reviewers) {
        form = form.filled(&format!("pemaraf-{at}"), position);
    }
    match usual.signer {
        Some(position) => form.filled("penanda-tangan", position),
        None => form,
    }
}

/// Offices that are ticked.
pub(super) fn ticked(parties: &[Party]) -> Vec<String> {
    Content::internal_of(parties).map(|party| party.agency.clone()).collect()
}

/// Notes a refusal at its field; anything that is not about the form goes on.
pub(super) fn refuse(form: &mut Form, error: Error) -> base::Result<()> {
    let named = error.params().iter().find(|(name, _)| *name == "field");
    match (error.kind(), named.map(|(_, field)| field.clone())) {
        (Kind::Invalid, Some(field)) => {
            form.refuse(&field, &error);
            Ok(())
        }
        (Kind::Conflict, _) => {
            form.refuse("hal", &error);
            Ok(())
        }
        _ => Err(error),
    }
}

/// Positions as choices: title, and the office where it is not the own one.
pub(super) fn position_choices<'a>(
    choices: &Choices,
    home: Option<&str>,
    positions: impl Iterator<Item = &'a Position>,
) -> Vec<Choice> {
    let label = |position: &Position| match Some(position.agency.as_str()) == home {
        true => position.title.clone(),
        false => format!("{} – {}", position.title, choices.office_name(&position.agency)),
    };
    positions.map(|position| Choice::new(position.id.to_string(), label(position))).collect()
}

/// Words of a small set as choices.
pub(super) fn word_choices<'a>(
    page: &Page,
    beginning: &str,
    words: impl Iterator<Item = &'a str>,
) -> Vec<Choice> {
    words.map(|word| Choice::new(word, crate::web::words::word(page, beginning, word))).collect()
}
