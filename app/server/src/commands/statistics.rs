//! `pelangi statistics …`: tables checked, brought and released without a page.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use base::{Instant, Language};
use bytes::Bytes;
use identity::Actor;
use serde_json::{Value, json};
use statistics::domain::examination::Severity;
use statistics::domain::period::Period;
use statistics::domain::submission::LARGEST;
use statistics::usecase::Bureau;
use statistics::usecase::process::reading::Examined;
use statistics::usecase::process::{acts, tables};
use statistics::wording::Names;
use web::Texts;

use super::{Answer, Failure, Outcome, load, open, runtime};
use crate::cli::{
    OwedArgs, StatisticsCheckArgs, StatisticsCommand, StatisticsImportArgs, StatisticsReleaseArgs,
};
use crate::house::House;

pub fn run(command: &StatisticsCommand, answer: Answer) -> Outcome {
    match command {
        StatisticsCommand::Check(args) => check(args, answer),
        StatisticsCommand::Import(args) => import(args, answer),
        StatisticsCommand::Release(args) => release(args, answer),
    }
}

fn check(args: &StatisticsCheckArgs, answer: Answer) -> Outcome {
    let (_, bytes) = table(&args.file)?;
    let config = load(&args.config.config)?;
    let tried = runtime()?.block_on(async {
        let bureau = bureau(&open(&config).await?);
        let tried = tables::try_out(&bureau, &Actor::operator(), &args.dataset, bytes).await;
        bureau.cell().db().close().await;
        tried.map_err(Failure::from)
    })?;
    let report = Report::new(tried.names(), &tried.examined)?;
    answer.give(&report.json(&tried.arranged.sheet), report.words())?;
    if report.errors() > 0 { Err(Failure::told()) } else { Ok(()) }
}

fn import(args: &StatisticsImportArgs, answer: Answer) -> Outcome {
    let (name, bytes) = table(&args.file)?;
    let config = load(&args.owed.config.config)?;
    let what = (args.owed.dataset.as_str(), period(&args.owed)?);
    let imported = runtime()?.block_on(async {
        let house = open(&config).await?;
        let bureau = bureau(&house);
        let done = tables::import(&bureau, &Actor::operator(), what, (&name, bytes)).await?;
        audit::seal(&house.cell).await?;
        house.cell.db().close().await;
        Ok::<_, Failure>(done)
    })?;
    let tables::Imported { opened, unchanged, left } = &imported;
    let report = Report::new(opened.names(), &opened.examined)?;
    let it = &opened.obligation;
    let page = format!("{}/tabel/{}", tables::page_of(it.id), opened.submission.number);
    let mut json = report.json(&opened.arranged.sheet);
    json["page"] = json!(page);
    json["unchanged"] = json!(unchanged);
    json["state"] = json!(it.state.code());
    let stands = match (left.is_some(), unchanged) {
        (true, _) => format!(
            "It is brought, and not handed in yet: mend or confirm what is odd on the page {page}."
        ),
        (false, true) => "This file was brought before.".to_owned(),
        (false, false) => "It is brought and handed in; the walidata looks at it now.".to_owned(),
    };
    answer.give(&json, format!("{}\n{stands}", report.words()))?;
    if left.is_some() { Err(Failure::told()) } else { Ok(()) }
}

fn release(args: &StatisticsReleaseArgs, answer: Answer) -> Outcome {
    let config = load(&args.owed.config.config)?;
    let period = period(&args.owed)?;
    let at = args.at.as_deref().map(instant).transpose()?;
    let dataset = args.owed.dataset.as_str();
    let from = runtime()?.block_on(async {
        let house = open(&config).await?;
        let (bureau, operator) = (bureau(&house), Actor::operator());
        let owed = tables::owed(&bureau, &operator, dataset, period).await?;
        let at = at.unwrap_or_else(|| house.cell.now());
        let from = acts::release(&bureau, &operator, owed.id, at).await?;
        audit::seal(&house.cell).await?;
        house.cell.db().close().await;
        Ok::<_, Failure>(from)
    })?;
    let json = json!({ "dataset": dataset, "period": period.to_string(), "public_from": from.to_string() });
    answer.give(&json, format!("{dataset} {period} is public from {from} on."))
}

fn bureau(house: &House) -> Bureau {
    Bureau::new(house.cell.clone())
}

/// The name and the bytes of a file; one that is too large is not read to its end.
fn table(path: &Path) -> Result<(String, Bytes), Failure> {
    let refused =
        |error| Failure::input(format_args!("{} cannot be read: {error}", path.display()));
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(refused)?;
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(refused)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, bytes.into()))
}

fn period(args: &OwedArgs) -> Result<Period, Failure> {
    Period::parse(&args.period).map_err(|_| {
        Failure::input(format_args!(
            "--period: {} is no period; write 2025, 2025-S1, 2025-Q2 or 2025-07",
            args.period
        ))
    })
}

fn instant(text: &str) -> Result<Instant, Failure> {
    Instant::parse(text).map_err(|_| {
        Failure::input(format_args!("--at: {text} is no instant; write 2026-12-01T01:00:00Z"))
    })
}

/// What a table says, and what is odd in it.
struct Report<'r> {
    examined: &'r Examined,
    sentences: Vec<String>,
}

impl<'r> Report<'r> {
    fn new(names: Names<'_>, examined: &'r Examined) -> Result<Self, Failure> {
        let texts = Texts::new(statistics::LOCALES).map_err(Failure::work)?;
        let sentence = |it| names.sentence(&texts, Language::En, it);
        Ok(Self { examined, sentences: examined.findings.iter().map(sentence).collect() })
    }

    fn errors(&self) -> usize {
        self.of(Severity::Error)
    }

    fn of(&self, severity: Severity) -> usize {
        self.examined.findings.iter().filter(|it| it.severity == severity).count()
    }

    fn periods(&self) -> BTreeSet<String> {
        self.examined.figures.iter().map(|(_, it)| it.period.to_string()).collect()
    }

    fn json(&self, sheet: &str) -> Value {
        let findings = self.examined.findings.iter().zip(&self.sentences).map(|(it, sentence)| {
            json!({
                "check": it.check.code(),
                "severity": word(it.severity),
                "cell": it.at,
                "says": it.says,
                "facts": it.facts,
                "sentence": sentence,
            })
        });
        json!({
            "sheet": sheet,
            "figures": self.examined.figures.len(),
            "periods": self.periods(),
            "errors": self.errors(),
            "warnings": self.of(Severity::Warning),
            "findings": findings.collect::<Vec<_>>(),
            "findings_left_out": self.examined.left_out,
        })
    }

    fn words(&self) -> String {
        let mut lines = vec![format!(
            "{} figures of {}; {} errors, {} warnings.",
            self.examined.figures.len(),
            self.periods().into_iter().collect::<Vec<_>>().join(", "),
            self.errors(),
            self.of(Severity::Warning)
        )];
        for (it, sentence) in self.examined.findings.iter().zip(&self.sentences) {
            let at = it.at.as_deref().unwrap_or("–");
            lines.push(format!(
                "  {:<7} {} {at:>5}  {sentence}",
                word(it.severity),
                it.check.code()
            ));
        }
        if self.examined.left_out > 0 {
            lines.push(format!("  and {} more", self.examined.left_out));
        }
        lines.join("\n")
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
