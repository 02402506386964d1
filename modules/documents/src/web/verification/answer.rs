//! The answer as a page: the verdict first, then why, then each signature.

use askama::Template;
use pades::verify::{Verdict, Weight};
use web::{Choice, Form, Page};

use super::finding::{Said, look, said, word};
use super::signature::{Row, has_version};
use crate::domain::letter::State;
use crate::usecase::verification::{Issued, Judged};

/// More reasons than this tell nobody anything new.
const REASONS: usize = 12;

#[derive(Template)]
#[template(path = "verification.html", blocks = ["main"])]
pub(super) struct Answer {
    page: Page,
    form: Form,
    judged: Judged,
    /// What the person's computer calls the file.
    name: String,
}

/// A version that can be cut out of the file.
struct Version {
    number: usize,
    end: usize,
    words: String,
}

impl Answer {
    pub fn new(page: Page, judged: Judged, name: String) -> Self {
        let mut answer = Self { page, form: Form::new(), judged, name };
        let title = answer.page.t(&answer.verdict_key()).to_string();
        answer.page = answer.page.called(title);
        if let Some(first) = answer.versions().first() {
            answer.form = Form::new().filled("tanda", first.number);
        }
        answer
    }

    fn verdict(&self) -> Verdict {
        self.judged.report.verdict
    }

    fn verdict_key(&self) -> String {
        let verdict = if self.is_as_issued() { Verdict::Intact } else { self.verdict() };
        format!("verdict-{}", word(verdict))
    }

    /// Byte for byte what this cell gives out: what was added after a signature are the issuer's own
    /// signatures and proofs.
    fn is_as_issued(&self) -> bool {
        self.verdict() == Verdict::IntactWithAllowedChanges && self.own().is_some()
    }

    fn colour(&self) -> &'static str {
        look(self.verdict()).0
    }

    fn icon(&self) -> &'static str {
        look(self.verdict()).1
    }

    /// What the verdict means.
    fn lead(&self) -> String {
        let key = match (self.verdict(), self.judged.report.refusal.is_some()) {
            // The file as a whole could not be read, so no signature was.
            (Verdict::Indeterminate, true) => "verify-lead-unread".to_owned(),
            _ if self.is_as_issued() => "verify-lead-as-issued".to_owned(),
            (verdict, _) => format!("verify-lead-{}", word(verdict)),
        };
        self.page.t(&key).to_string()
    }

    /// What to do now.
    fn advice(&self) -> Vec<String> {
        let beginning = format!("verify-do-{}", word(self.verdict()));
        let count = match self.verdict() {
            Verdict::Intact | Verdict::IntactWithAllowedChanges => 0,
            Verdict::Modified => 3,
            _ => 1,
        };
        let one = |n: usize| self.page.t(&format!("{beginning}-{n}")).to_string();
        (1..=count).map(one).collect()
    }

    /// Why: each reason once, the heaviest first.
    fn reasons(&self) -> Vec<String> {
        let mut all: Vec<Said> = Vec::new();
        for finding in self.judged.report.signatures.iter().flat_map(|it| &it.findings) {
            let one = said(&self.page, finding);
            if one.weight != Weight::Note && all.iter().all(|known| known.sentence != one.sentence)
            {
                all.push(one);
            }
        }
        all.sort_by_key(|one| std::cmp::Reverse(one.weight));
        all.into_iter().take(REASONS).map(|one| one.sentence).collect()
    }

    /// Signatures first, then time-stamps of the document.
    fn rows(&self) -> Vec<Row> {
        let all = self.judged.report.signatures.iter().zip(&self.judged.signatures);
        let rows = all.map(|(it, signed)| (it.is_time_stamp, Row::new(&self.page, it, signed)));
        let (stamps, signatures): (Vec<_>, Vec<_>) = rows.partition(|(is_stamp, _)| *is_stamp);
        signatures.into_iter().chain(stamps).map(|(_, row)| row).collect()
    }

    fn versions(&self) -> Vec<Version> {
        let all = self.judged.report.signatures.iter().enumerate();
        let found = all.filter(|(_, it)| has_version(it) && !it.is_time_stamp);
        let unknown = || self.page.t("verify-signer-unknown").to_string();
        let version = |(i, it): (usize, &pades::verify::SignatureReport)| Version {
            number: i.saturating_add(1),
            end: it.end,
            words: it.signer.clone().unwrap_or_else(unknown),
        };
        found.map(version).collect()
    }

    fn choices(&self) -> Vec<Choice> {
        let choice = |it: Version| {
            let words = self.page.t("verify-version-of").with("name", it.words.as_str());
            Choice::new(it.number.to_string(), words.to_string())
        };
        self.versions().into_iter().map(choice).collect()
    }

    /// The letter of this cell that the file is, byte for byte.
    fn own(&self) -> Option<&Issued> {
        self.judged.issued.as_ref()
    }

    /// The letter of this cell that a signature in it covers, where the whole file is none.
    fn origin(&self) -> Option<&Issued> {
        if self.own().is_some() {
            return None;
        }
        self.judged.signatures.iter().find_map(|signed| signed.issued.as_ref())
    }

    fn kind(&self, issued: &Issued) -> String {
        self.page.t(&format!("doc-type-{}", issued.kind)).to_string()
    }

    fn day(&self, issued: &Issued) -> Option<String> {
        issued.day.map(|day| self.page.date(day))
    }

    fn is_cancelled(&self, issued: &Issued) -> bool {
        issued.state == State::Cancelled
    }

    fn is_destroyed(&self, issued: &Issued) -> bool {
        issued.state == State::Destroyed
    }

    fn version_name(&self, number: &usize) -> String {
        super::send::version_name(&self.name, *number)
    }

    /// In groups of eight digits, as people compare it.
    fn digest(&self) -> String {
        let groups = self.judged.sha256.as_bytes().chunks(8).map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join(" ")
    }
}
