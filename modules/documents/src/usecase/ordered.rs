//! Letters that other modules have begun here.

use base::{Id, Result};
use contracts::{Answer, LetterStanding, Letters, Minutes, Present, Progress, Signer};
use db::Tx;
use identity::{Actor, Position, Resource, authorise};

use super::Office;
use super::access::damaged;
use super::draft::{begin_within, unaddressed};
use crate::domain::content::{Body, Content, Secrecy, Urgency};
use crate::domain::letter::{Letter, Record, State};
use crate::permissions::DRAFT;
use crate::store::letters;

/// The letter type of minutes.
const MINUTES: &str = "berita-acara";

/// The office, as other modules know it.
#[derive(Clone)]
pub struct OrderedLetters(pub Office);

impl Letters for OrderedLetters {
    fn signers<'a>(&'a self, tx: &'a mut Tx, actor: &'a Actor) -> Answer<'a, Vec<Signer>> {
        Box::pin(async move { signers(tx, &self.0, actor).await })
    }

    fn begin_minutes<'a>(
        &'a self,
        tx: &'a mut Tx,
        actor: &'a Actor,
        minutes: &'a Minutes,
    ) -> Answer<'a, String> {
        Box::pin(async move {
            let beginning = unaddressed(&self.0, actor, MINUTES, content(minutes))?;
            Ok(begin_within(tx, &self.0, actor, &beginning).await?.to_string())
        })
    }

    fn standing<'a>(
        &'a self,
        tx: &'a mut Tx,
        letter: &'a str,
    ) -> Answer<'a, Option<LetterStanding>> {
        Box::pin(async move {
            let id: Id<Letter> = Id::parse(letter).ok_or_else(|| damaged("letter"))?;
            Ok(letters::find(tx, id).await?.as_ref().map(standing))
        })
    }
}

async fn signers(tx: &mut Tx, office: &Office, actor: &Actor) -> Result<Vec<Signer>> {
    let Some(home) = actor.agency() else { return Ok(Vec::new()) };
    if authorise(actor, DRAFT, Resource::Agency(home)).is_err() {
        return Ok(Vec::new());
    }
    let kind = office.types().get(MINUTES)?;
    let all = identity::list_filled(tx, office.cell().today()).await?;
    let may = |it: &Position| it.agency == home && kind.may_be_signed_by(it.rank);
    let signer = |it: Position| Signer { position: it.id.to_string(), title: it.title };
    Ok(all.into_iter().filter(may).map(signer).collect())
}

fn standing(it: &Record) -> LetterStanding {
    let progress = match it.state {
        State::Signed | State::Dispatched => Progress::Signed,
        State::Withdrawn | State::Cancelled | State::Destroyed => Progress::GivenUp,
        _ => Progress::Open,
    };
    let path = format!("/naskah/{}", it.id);
    LetterStanding { progress, number: it.number.clone(), day: it.day, path }
}

fn content(minutes: &Minutes) -> Content {
    let person = |it: &Present| format!("{};;;{}", plain(&it.name), plain(&it.capacity));
    let people: Vec<String> = minutes.present.iter().map(person).collect();
    let fields = [("pembuka", minutes.opening.clone()), ("pihak", people.join("\n"))];
    Content {
        subject: minutes.subject.clone(),
        classification: String::new(),
        secrecy: Secrecy::Biasa,
        urgency: Urgency::Biasa,
        fields: fields.map(|(name, text)| (name.to_owned(), text)).into(),
        body: Body::Typed(minutes.body.clone()),
        to: Vec::new(),
        cc: Vec::new(),
        attachments: Vec::new(),
        reviewers: Vec::new(),
        signer: minutes.signer.clone(),
        on_behalf: None,
    }
}

/// A name as one part of a line of people.
fn plain(text: &str) -> String {
    text.replace([';', '\n'], " ")
}
