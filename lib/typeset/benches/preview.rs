//! How long somebody waits for the picture of a page: of a letter nobody has seen before, and of one
//! that was only changed a little, as while it is being written.
//!
//! `cargo bench -p typeset`. Each round draws other letters, so that nothing of the last one helps;
//! medians count. The peers draw the finished PDF of the same letter at the same size, their start
//! included: they need not set the text, so they are what drawing alone costs other programs.
#![expect(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark speaks to people, and ends where it cannot measure"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use base::Zone;
use serde_json::Value;
use typeset::{Sheet, Template, Typesetter, template};

/// Letters of each form; each is another one.
const LETTERS: usize = 21;
/// Milliseconds for which nobody is to wait longer.
const GOAL: f64 = 150.0;
/// Dots per point on the reading page (`modules/documents`, `print/pages.rs`), and per inch.
const DOTS: f64 = 1.6;
const PER_INCH: &str = "115.2";

fn main() {
    // `cargo test --benches` builds and starts benchmarks; there is nothing to check here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    println!("Load average when it began: {}", load.trim());
    let begun = Instant::now();
    let typesetter = Typesetter::new();
    let first = Letter::new("surat-dinas", 0);
    first.draw(&typesetter, 1);
    println!("The first page of a process, fonts loaded: {:.0} ms", elapsed(begun));
    println!("| Form | New letter | Longest | Changed | Goal | mutool | pdftoppm |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for form in ["surat-dinas", "nota-dinas", "keputusan", "undangan"] {
        measure(&typesetter, form);
    }
}

fn measure(typesetter: &Typesetter, form: &str) {
    let (mut new, mut changed, mut mutool, mut pdftoppm) = (vec![], vec![], vec![], vec![]);
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=LETTERS {
        let mut letter = Letter::new(form, number);
        new.push(timed(|| letter.draw(typesetter, 1)));
        letter.change();
        changed.push(timed(|| letter.draw(typesetter, 1)));
        let file = folder.path().join("letter.pdf");
        std::fs::write(&file, typesetter.render(&letter.sheet()).unwrap().pdf).unwrap();
        if number % 4 == 1 {
            mutool.push(timed(|| run("mutool", &file)));
            pdftoppm.push(timed(|| run("pdftoppm", &file)));
        }
    }
    let longest = new.iter().copied().fold(0.0, f64::max);
    let [new, changed, mutool, pdftoppm] = [new, changed, mutool, pdftoppm].map(median);
    let met = if new <= GOAL { "met" } else { "NOT met" };
    println!(
        "| {form} | {new:.1} ms | {longest:.1} ms | {changed:.1} ms | ≤ {GOAL:.0} ms, {met} | \
         {mutool:.1} ms | {pdftoppm:.1} ms |"
    );
}

/// A letter that differs from every other in all its longer texts.
struct Letter {
    form: &'static Template,
    fields: Value,
}

impl Letter {
    fn new(form: &str, number: usize) -> Self {
        let form = template(form).unwrap();
        let mut fields = serde_json::from_str(form.sample).unwrap();
        differ(&mut fields, number);
        Self { form, fields }
    }

    /// One more word in the subject, as somebody types it.
    fn change(&mut self) {
        let key = ["hal", "tentang"].into_iter().find(|key| self.fields.get(key).is_some());
        let key = key.unwrap_or_else(|| panic!("{} has no subject", self.form.name));
        let longer = format!("{} Perubahan", self.fields[key].as_str().unwrap());
        self.fields[key] = longer.into();
    }

    fn sheet(&self) -> Sheet {
        let written = base::Instant::parse("2026-08-18T02:00:00.000Z").unwrap();
        let zone = Zone::parse("Asia/Makassar").unwrap();
        let mut sheet = Sheet::new(self.form.source, written, zone);
        sheet.data = self.form.fill(self.fields.clone());
        sheet
    }

    fn draw(&self, typesetter: &Typesetter, page: usize) -> Vec<u8> {
        typesetter.preview(&self.sheet(), page, DOTS).unwrap().png
    }
}

/// Turns the words of every text that has several, so that lines break elsewhere.
fn differ(value: &mut Value, number: usize) {
    match value {
        Value::String(text) => {
            let mut words: Vec<&str> = text.split(' ').collect();
            let turn = number % words.len();
            if words.len() > 6 && !text.contains('\n') {
                words.rotate_left(turn);
                *text = format!("{} {number}", words.join(" "));
            } else if text.contains("\n\n") {
                *text = format!("Memperhatikan surat nomor {number}, {text}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| differ(item, number)),
        Value::Object(fields) => fields.values_mut().for_each(|field| differ(field, number)),
        _ => {}
    }
}

/// Draws the first page by another program.
fn run(program: &str, file: &Path) {
    let file = file.to_str().unwrap();
    let out = format!("{file}.png");
    let arguments: &[&str] = match program {
        "mutool" => &["draw", "-q", "-r", PER_INCH, "-o", &out, file, "1"],
        _ => &["-png", "-r", PER_INCH, "-f", "1", "-l", "1", file, &out],
    };
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status();
    let status = status.unwrap_or_else(|_| panic!("{program} is missing"));
    assert!(status.success(), "{program} failed");
}

/// Milliseconds.
fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let begun = Instant::now();
    std::hint::black_box(work());
    elapsed(begun)
}

fn elapsed(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
