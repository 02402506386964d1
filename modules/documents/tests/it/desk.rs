//! What people do in the stories, in one line each.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use documents::domain::chain::Manner;
use documents::domain::content::{Body, Content, Reviewer, Secrecy, Urgency};
use documents::domain::letter::{Letter, State};
use documents::domain::party::Party;
use documents::usecase::show::{Shown, show};
use documents::usecase::{draft, fix, route};

use crate::house::House;

impl House {
    /// A memo to Bapenda, through these reviewers to a signer.
    pub fn memo(&self, subject: &str, reviewers: &[&str], signer: &str) -> Content {
        let reviewer = |short: &&str| Reviewer {
            position: self.position(short).to_string(),
            title: String::new(),
            manner: Manner::Hierarki,
        };
        Content {
            subject: subject.to_owned(),
            classification: "000.8.3.3".to_owned(),
            secrecy: Secrecy::Biasa,
            urgency: Urgency::Biasa,
            fields: Default::default(),
            body: Body::Typed("Bersama ini **kami sampaikan** laporan.".to_owned()),
            to: vec![Party::internal("bapenda", "")],
            cc: Vec::new(),
            attachments: Vec::new(),
            reviewers: reviewers.iter().map(reviewer).collect(),
            signer: self.position(signer).to_string(),
            on_behalf: None,
        }
    }

    /// A record of a handover (berita acara), which is signed on paper.
    pub fn handover(&self, subject: &str) -> Content {
        let parties = "Rudi Contoh; ; ; Kepala Dinas\nDina Contoh; ; ; Kepala Badan";
        let fields = [("pembuka", "Pada hari ini, Minggu."), ("pihak", parties)];
        let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        Content { fields, ..self.memo(subject, &["kabid"], "kadis") }
    }

    pub async fn begun(&self, content: Content) -> Id<Letter> {
        draft::begin(&self.office, self.actor("lina"), "nota-dinas", content).await.unwrap()
    }

    /// A letter that was sent up.
    pub async fn sent_up(&self, content: Content) -> Id<Letter> {
        let id = self.begun(content).await;
        route::send_up(&self.office, self.actor("lina"), id, 1).await.unwrap();
        id
    }

    /// A letter with every paraf.
    pub async fn ready(&self, subject: &str) -> Id<Letter> {
        let id = self.sent_up(self.memo(subject, &["kabid"], "kadis")).await;
        self.paraf("wati", id).await;
        id
    }

    /// A letter with number and final PDF.
    /// A letter that was given up while it was a draft: it is over.
    pub async fn given_up(&self, subject: &str) -> Id<Letter> {
        let id = self.begun(self.memo(subject, &["kabid"], "kadis")).await;
        route::withdraw(&self.office, self.actor("lina"), id, "tidak jadi").await.unwrap();
        id
    }

    pub async fn fixed(&self, subject: &str) -> Id<Letter> {
        let id = self.ready(subject).await;
        fix::fix(&self.office, self.actor("tuti"), id, None).await.unwrap();
        id
    }

    /// A paraf by whoever's turn it is.
    pub async fn paraf(&self, who: &str, id: Id<Letter>) {
        let shown = self.shown(who, id).await;
        let (step, _) = shown.may.paraf.unwrap();
        let seen = shown.loaded.chain.version;
        route::paraf(&self.office, self.actor(who), id, (step, seen)).await.unwrap();
    }

    pub async fn shown(&self, who: &str, id: Id<Letter>) -> Shown {
        show(&self.office, self.actor(who), id).await.unwrap()
    }

    pub async fn state(&self, id: Id<Letter>) -> State {
        self.shown("lina", id).await.loaded.record.state
    }
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(result: base::Result<T>) -> &'static str {
    result.unwrap_err().code()
}
