//! What an assessment adds up to, in words and in JSON.

use property_tax::domain::assessing::CHANGE_CLASSES;
use property_tax::domain::book::Book;
use property_tax::store::run_totals::Sums;
use property_tax::usecase::assess::Overview;
use serde_json::{Value, json};

/// The classes of change, as [`property_tax::domain::assessing::change_class`] numbers them.
const CHANGES: [(&str, &str); CHANGE_CLASSES] = [
    ("down", "goes down"),
    ("unchanged", "unchanged"),
    ("to_2_5_percent", "up to 2.5 %"),
    ("to_5_percent", "up to 5 %"),
    ("to_10_percent", "up to 10 %"),
    ("to_25_percent", "up to 25 %"),
    ("above_25_percent", "more than 25 %"),
];

/// How many of the largest increases are shown.
const INCREASES: usize = 10;

pub fn json_of(overview: &Overview, discarded: bool) -> Value {
    let districts = overview.districts.iter().map(|(district, sums)| {
        let mut json = sums_json(sums);
        json["code"] = json!(district.code);
        json["name"] = json!(district.name);
        json["region_code"] = json!(district.region_code);
        json
    });
    let books = Book::ALL.iter().zip(&overview.books).map(|(book, sums)| {
        let mut json = sums_json(sums);
        json["book"] = json!(book.roman());
        json
    });
    let changes: serde_json::Map<_, _> =
        changes(overview).map(|((key, _), objects)| (key.to_owned(), json!(objects))).collect();
    let increases = overview
        .increases
        .iter()
        .take(INCREASES)
        .map(|i| json!({ "nop": i.nop.digits(), "last_year": i.last_year.0, "due": i.due.0 }));
    let problems = overview.problems.iter().map(
        |(code, detail, objects)| json!({ "code": code, "detail": detail, "objects": objects }),
    );
    json!({
        "run": overview.run.id,
        "state": overview.run.state.as_str(),
        "discarded": discarded,
        "tax_year": overview.run.tax_year,
        "rules_version": overview.run.rule_book,
        "objects": overview.run.total,
        "not_taxed": overview.villages.iter().map(|v| v.not_taxed).sum::<i64>(),
        "total": sums_json(&overview.total),
        "districts": districts.collect::<Vec<_>>(),
        "books": books.collect::<Vec<_>>(),
        "changes": changes,
        "increases": increases.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    })
}

fn sums_json(sums: &Sums) -> Value {
    json!({
        "notices": sums.objects,
        "due": sums.due.0,
        "last_year": sums.last_year.0,
        "without_cap": sums.uncapped.0,
        "capped": sums.capped,
        "up": sums.gone_up,
        "unchanged": sums.unchanged,
        "down": sums.gone_down,
        "without_last_year": sums.without_last_year,
    })
}

fn changes(overview: &Overview) -> impl Iterator<Item = ((&'static str, &'static str), i64)> + '_ {
    (0_i64..).zip(CHANGES).map(|(class, words)| {
        let of_class = overview.changes.iter().filter(|(found, _)| *found == class);
        (words, of_class.map(|(_, objects)| objects).sum())
    })
}

pub fn words(overview: &Overview, discarded: bool) -> String {
    let run = &overview.run;
    let total = &overview.total;
    let not_taxed: i64 = overview.villages.iter().map(|v| v.not_taxed).sum();
    let mut lines = vec![
        format!(
            "Tax year {}, rules version {}: {} objects, {} drafts, {not_taxed} not taxed.",
            run.tax_year, run.rule_book, run.total, total.objects
        ),
        row("", "drafts", "due", "last year", "up", "down"),
    ];
    for (district, sums) in &overview.districts {
        lines.push(sums_row(&format!("{} {}", district.code, district.name), sums));
    }
    for (book, sums) in Book::ALL.iter().zip(&overview.books) {
        lines.push(sums_row(&format!("Buku {}", book.roman()), sums));
    }
    lines.push(sums_row("Together", total));
    lines.push(format!("Held back by the cap: {} (without it {})", total.capped, total.uncapped));
    lines.push("Against last year:".to_owned());
    lines.extend(changes(overview).map(|((_, words), n)| format!("  {n:>9}  {words}")));
    lines.push(format!("  {:>9}  no notice last year", total.without_last_year));
    for (code, detail, objects) in &overview.problems {
        lines.push(format!("Cannot be assessed: {objects} objects, {detail} [{code}]"));
    }
    lines.push(match discarded {
        true => "A simulation: the drafts are removed again.".to_owned(),
        false => format!(
            "The drafts wait as assessment {}: an officer hands them over in the browser, and \
             another person approves.",
            run.id
        ),
    });
    lines.join("\n")
}

fn sums_row(name: &str, sums: &Sums) -> String {
    row(
        name,
        &sums.objects.to_string(),
        &sums.due.to_string(),
        &sums.last_year.to_string(),
        &sums.gone_up.to_string(),
        &sums.gone_down.to_string(),
    )
}

fn row(name: &str, drafts: &str, due: &str, last: &str, up: &str, down: &str) -> String {
    format!("  {name:<32} {drafts:>9} {due:>20} {last:>20} {up:>8} {down:>8}")
}
