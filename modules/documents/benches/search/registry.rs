//! A million letters with their words. How often words stand follows Zipf's law: each letter has about
//! seven of two thousand, the most frequent one is in every third.

use db::{Db, Migration, Statement, Tx, Value, params};

use crate::stage::{OFFICES, Stage};

pub const LETTERS: u64 = 1_000_000;
/// Different words of subjects.
const WORDS: usize = 2_000;
/// Rows of one transaction.
const CHUNK: usize = 20_000;

/// What every row of a word is made of.
pub const MIGRATION: Migration = Migration {
    module: "bench",
    number: 1,
    name: "letters",
    sql: "create table bench_letter (n bigint primary key, item text not null, day text not null, \
          agency text not null);",
};

db::statements! {
    /// A word in every so-many-th letter.
    SPREAD = "
        insert into doc_word (word, sort_key, item)
        with recursive step (n) as (
          select cast($2 as bigint)
          union all
          select n + cast($3 as bigint) from step where n + cast($3 as bigint) < cast($4 as bigint)
        )
        select cast($1 as text), l.day, l.item
        from step s
        join bench_letter l on l.n = s.n";
    EVERY = "
        insert into doc_word (word, sort_key, item)
        select '@', day, item
        from bench_letter
        order by n";
    OFFICE = "
        insert into doc_word (word, sort_key, item)
        select '@' || agency, day, item
        from bench_letter
        order by agency, n";
    NUMBERS = "
        insert into doc_word (word, sort_key, item)
        select 'n' || cast(n as text), day, item
        from bench_letter
        order by n";
    TERMS = "
        insert into doc_term (word)
        select distinct word
        from doc_word";
    COUNT = "
        select count(*) as n
        from doc_word";
}

/// `kata0042`: the 42nd most frequent.
pub fn word(at: usize) -> String {
    format!("kata{at:04}")
}

/// In which letters a word stands: from the first number in steps.
const fn spread(at: usize) -> (usize, usize) {
    let step = at + 3;
    (at * 7_919 % step, step)
}

/// Where the letters go.
pub struct Registry<'a> {
    pub db: &'a Db,
    pub stage: &'a Stage,
    pub letters: u64,
}

impl Registry<'_> {
    /// Makes letters and index; answers how many rows of words there are.
    pub async fn fill(&self) -> i64 {
        self.letters().await;
        for statement in [&EVERY, &OFFICE] {
            self.run(statement, &[]).await;
        }
        for at in 0..WORDS {
            let (first, step) = spread(at);
            self.spread(&word(at), first, step).await;
        }
        self.run(&NUMBERS, &[]).await;
        self.spread("pagi", 0, 2).await;
        self.spread("sore", 1, 2).await;
        self.run(&TERMS, &[]).await;
        self.db.maintain().await.unwrap();
        let read = async |tx: &mut Tx| tx.one(&COUNT, &[]).await?.int("n");
        self.db.read(read).await.unwrap()
    }

    async fn spread(&self, word: &str, first: usize, step: usize) {
        let [first, step] = [first, step].map(|n| i64::try_from(n).unwrap());
        let letters = i64::try_from(self.letters).unwrap();
        self.run(&SPREAD, params![word, first, step, letters]).await;
    }

    async fn run(&self, statement: &Statement, values: &[Value]) {
        let write = async |tx: &mut Tx| tx.execute(statement, values).await;
        self.db.write(write).await.unwrap();
    }

    async fn letters(&self) {
        let letters = usize::try_from(self.letters).unwrap();
        eprintln!("{}: writing {letters} letters …", self.db.engine());
        let subjects = subjects(letters);
        let signer = self.stage.signer.to_string();
        for (chunk, subjects) in subjects.chunks(CHUNK).enumerate() {
            let numbered = || (chunk * CHUNK..).zip(subjects);
            let rows = numbered().map(|(n, subject)| letter(n, subject, &signer));
            let keys = numbered().map(|(n, _)| {
                let number = i64::try_from(n).unwrap();
                vec![number.into(), item(n).into(), day(n).into(), OFFICES[n % 4].into()]
            });
            let write = async |tx: &mut Tx| {
                tx.bulk("doc_letter", &COLUMNS, rows.clone()).await?;
                tx.bulk("bench_letter", &["n", "item", "day", "agency"], keys.clone()).await
            };
            self.db.write(write).await.unwrap();
        }
    }
}

/// The words of each letter, found by walking the words instead of the letters.
fn subjects(letters: usize) -> Vec<String> {
    let halves = ["pagi", "sore"];
    let mut subjects: Vec<String> = (0..letters).map(|n| halves[n % 2].to_owned()).collect();
    for at in 0..WORDS {
        let (first, step) = spread(at);
        for subject in subjects.iter_mut().skip(first).step_by(step) {
            subject.push(' ');
            subject.push_str(&word(at));
        }
    }
    subjects
}

const COLUMNS: [&str; 19] = [
    "id",
    "type",
    "agency",
    "drafted_in",
    "state",
    "state_at",
    "round",
    "version",
    "subject",
    "secrecy",
    "urgency",
    "classification",
    "signer_position",
    "desk",
    "author",
    "author_name",
    "made_at",
    "number_text",
    "letter_date",
];

fn letter(n: usize, subject: &str, signer: &str) -> Vec<Value> {
    let (office, day) = (OFFICES[n % 4], day(n));
    let at = format!("{day}T02:00:00.000Z");
    vec![
        item(n).into(),
        "nota-dinas".into(),
        office.into(),
        office.into(),
        "dispatched".into(),
        at.as_str().into(),
        1_i64.into(),
        1_i64.into(),
        subject.into(),
        "biasa".into(),
        "biasa".into(),
        "000.8.3.3".into(),
        signer.into(),
        "".into(),
        format!("penulis-{}", n % 500).into(),
        "Penulis Contoh".into(),
        at.as_str().into(),
        format!("000.8.3.3/{n}/CONTOH").into(),
        day.as_str().into(),
    ]
}

/// An id whose order is that of the letters: the digits are digits of a ULID.
fn item(n: usize) -> String {
    format!("01J{n:023}")
}

/// A thousand letters on each day.
fn day(n: usize) -> String {
    let day = n / 1_000;
    format!("{}-{:02}-{:02}", 2_023 + day / 336, 1 + day / 28 % 12, 1 + day % 28)
}
