//! The public log: what stands in it, what does not, and that nobody changes it unnoticed.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::pin::pin;
use std::process::Command;
use std::task::Poll;

use axum::http::StatusCode;
use base::{Error, Id, Instant};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Statement, Tx, Value, params};
use documents::audit_kinds::LOG_LATE;
use documents::domain::content::{Content, Secrecy};
use documents::domain::delivery::Means;
use documents::domain::letter::Letter;
use documents::store::signing::public_pages;
use documents::usecase::dispatch::{self, Travel};
use documents::usecase::incoming::follow;
use documents::usecase::log::{self, check, erase, sequence};
use documents::usecase::{draft, fix, paper, route};
use files::Name;
use futures_util::future::join_all;
use identity::Actor;
use tlog::{
    Address, Checkpoint, Deed, Flaw, Hash, Inclusion, Kind, Leaf, VerifierKey, verify_copy,
};

use crate::desk::code;
use crate::house::*;

const TRAVEL: Travel = Travel { government: Means::Srikandi, outside: Means::Courier };

db::statements! {
    SALTS = "select salt, account from doc_log_entry where subject = $1 order by place";
    CHANGE_LEAF = "update doc_log_entry set leaf = replace(leaf, 'paraf', 'tolak') where seq = $1";
    CHANGE_HASH = "update doc_log_hash set hash = $1 where number = $2";
    CHANGE_NOTE = "update doc_log_checkpoint set note = $1 where size = $2";
    SWAP = "update doc_log_entry set seq = 9999 where seq = $1";
    PUT_IN = "
        insert into doc_log_entry (subject, place, at, leaf, account, salt)
        select subject, 99, $1, replace(leaf, $2, $3), account, salt
        from doc_log_entry
        where seq = 0";
    FORGET_HEADS = "delete from doc_log_checkpoint where size > $1";
    FORGET_HASHES = "delete from doc_log_hash where number >= $1";
    FORGET_NUMBERS = "update doc_log_entry set seq = null where seq >= $1";
    HEADS = "select size, previous, note from doc_log_checkpoint order by size";
}

impl House {
    async fn edit(&self, it: &Statement, values: &[Value]) -> u64 {
        let write = async |tx: &mut Tx| tx.execute(it, values).await;
        self.it.cell.db().write(write).await.unwrap()
    }

    async fn column(
        &self,
        it: &Statement,
        values: &[Value],
        name: &'static str,
    ) -> Vec<Option<String>> {
        let read = async |tx: &mut Tx| {
            let rows = tx.rows(it, values).await?;
            rows.iter().map(|row| Ok(row.opt_text(name)?.map(str::to_owned))).collect()
        };
        let read: Result<Vec<Option<String>>, db::DbError> = self.it.cell.db().read(read).await;
        read.unwrap()
    }

    async fn numbered(&self) -> u64 {
        sequence(&self.it.cell).await.unwrap()
    }

    async fn key(&self) -> VerifierKey {
        VerifierKey::parse(&self.get("", "/log/naskah/key").await.text()).unwrap()
    }

    /// Everything that is published, fetched as anybody would.
    async fn copied(&self) -> BTreeMap<String, Vec<u8>> {
        let note = self.get("", "/log/naskah/checkpoint").await;
        assert_eq!(note.status, StatusCode::OK, "{}", note.text());
        let size = Checkpoint::open(&note.bytes, &self.key().await).unwrap().size;
        let mut copy = BTreeMap::from([("checkpoint".to_owned(), note.bytes)]);
        let kinds = std::iter::once(Kind::Entries).chain((0..8).map(Kind::Tile));
        for address in kinds.flat_map(|kind| Address::all(kind, size)) {
            let path = address.to_string();
            let file = self.get("", &format!("/log/naskah/{path}")).await;
            assert_eq!(file.status, StatusCode::OK, "{path}");
            copy.insert(path, file.bytes);
        }
        copy
    }

    async fn leaves(&self) -> Vec<Leaf> {
        let (copy, key) = (self.copied().await, self.key().await);
        verify_copy(|path| copy.get(path).cloned(), &key, None).unwrap().leaves
    }

    /// What a copy says of steps that came late.
    async fn late(&self) -> Vec<u64> {
        let (copy, key) = (self.copied().await, self.key().await);
        verify_copy(|path| copy.get(path).cloned(), &key, None).unwrap().late
    }

    /// What the audit trail says of it.
    async fn told_late(&self) -> Vec<serde_json::Value> {
        let read = async |tx: &mut Tx| audit::of_kind(tx, LOG_LATE, None, 9).await;
        let found = self.it.cell.db().read(read).await.unwrap();
        found.into_iter().filter_map(|it| it.after).collect()
    }

    async fn page_of(&self, id: Id<Letter>) -> String {
        let read =
            self.it.cell.db().read(async |tx: &mut Tx| public_pages::of_letter(tx, id).await);
        read.await.unwrap().unwrap()
    }

    /// A record of a meeting that is signed on paper, sent out and received.
    async fn journey(&self, subject: &str, secrecy: Secrecy) -> Id<Letter> {
        let (office, lina, tuti) = (&self.office, self.actor("lina"), self.actor("tuti"));
        let record = Content { secrecy, ..self.handover(subject) };
        let id = draft::begin(office, lina, "berita-acara", record).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        self.paraf("wati", id).await;
        fix::fix(office, tuti, id, None).await.unwrap();
        let pdf = paper::pdf(office, tuti, id).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, pdf).await.unwrap();
        dispatch::dispatch(office, tuti, id, TRAVEL, "").await.unwrap();
        id
    }

    /// Some letters that were sent up.
    async fn several(&self, count: usize) {
        for at in 0..count {
            self.sent_up(self.memo(&format!("Surat {at}"), &["kabid"], "kadis")).await;
        }
    }
}

fn deeds(leaves: &[Leaf]) -> Vec<Deed> {
    leaves.iter().map(|leaf| leaf.deed).collect()
}

/// What is wrong, and where.
fn trouble<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.code(), log::DAMAGED, "{error}");
    error.params().iter().find(|(name, _)| *name == "what").unwrap().1.clone()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn the_steps_of_a_letter_stand_in_the_log_and_a_copy_of_it_is_whole(db: Db) {
        let house = House::new(db).await;
        assert_eq!(house.get("", "/log/naskah/checkpoint").await.status, StatusCode::NOT_FOUND);
        assert!(house.get("", "/log").await.says("Log masih kosong"));
        let id = house.journey("Serah terima barang rahasia dapur", Secrecy::Biasa).await;
        let page = house.page_of(id).await;
        assert!(house.get("", &format!("/n/{page}")).await.says("menunggu nomor"));
        assert_eq!(house.numbered().await, 4);
        assert_eq!(house.numbered().await, 0);

        let leaves = house.leaves().await;
        assert_eq!(deeds(&leaves), [Deed::Draf, Deed::Paraf, Deed::Ttd, Deed::Kirim]);
        for leaf in &leaves {
            assert_eq!(leaf.document, Leaf::document_of(&page));
        }
        let kadis = "Kepala Dinas Komunikasi dan Informatika";
        let roles: Vec<&str> = leaves.iter().map(|leaf| leaf.role.as_str()).collect();
        assert_eq!(roles, ["", "Kepala Bidang Aplikasi", kadis, ""]);
        let newest = house.shown("lina", id).await.revisions.pop().unwrap().sha256;
        assert_eq!((&leaves[2].sha256, &leaves[3].sha256), (&newest, &newest));
        assert_ne!(leaves[1].sha256, house.shown("lina", id).await.versions[0].sha256);

        // Whoever holds the salt shows who it was: the signer, although the clerk brought the scan.
        let subject = format!("letter/{id}");
        let salts = house.column(&SALTS, params![&subject], "salt").await;
        let opened = |at: usize, who: &str| {
            let salt = salts[at].as_deref().unwrap().as_bytes().chunks(2);
            let salt = salt.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16));
            let salt: Vec<u8> = salt.map(Result::unwrap).collect();
            Leaf::actor_of(&salt, house.actor(who).id()) == leaves[at].actor
        };
        assert!(opened(0, "lina") && opened(1, "wati") && opened(2, "rudi") && opened(3, "tuti"));
        assert!(!opened(2, "tuti"));
        assert_eq!(check(&house.it.cell).await.unwrap().entries, 4);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn the_page_of_a_letter_proves_its_steps_and_hands_the_proofs_out(db: Db) {
        let house = House::new(db).await;
        house.several(3).await;
        let id = house.journey("Serah terima", Secrecy::Biasa).await;
        house.numbered().await;
        let page = house.page_of(id).await;
        for (language, words) in [("id", "ada di log publik"), ("en", "in the signed public log")] {
            let shown = house.get_in(language, "", &format!("/n/{page}")).await;
            assert!(shown.says(words) && shown.says("6"), "{}", shown.text());
        }
        let proofs = house.get("", &format!("/n/{page}/log.json")).await.text();
        let proofs: serde_json::Value = serde_json::from_str(&proofs).unwrap();
        // Checked as anybody would elsewhere: with the key from another place and nothing else.
        let note = proofs["checkpoint"].as_str().unwrap().as_bytes();
        let head = Checkpoint::open(note, &house.key().await).unwrap();
        let steps = proofs["steps"].as_array().unwrap();
        assert_eq!((steps.len(), head.size), (4, 7));
        for step in steps {
            let hash = |text: &serde_json::Value| -> Hash {
                STANDARD.decode(text.as_str().unwrap()).unwrap().try_into().unwrap()
            };
            let inclusion = Inclusion {
                index: step["index"].as_u64().unwrap(),
                size: step["size"].as_u64().unwrap(),
                path: step["path"].as_array().unwrap().iter().map(hash).collect(),
            };
            let entry = step["entry"].as_str().unwrap();
            assert!(inclusion.holds(entry.as_bytes(), &head.root));
            let other = entry.replacen("\"v\":1", "\"v\":2", 1);
            assert!(other != entry && !inclusion.holds(other.as_bytes(), &head.root));
        }
        let unknown = house.get("", "/n/7k3m9q2x5v8b1n4c6z0j7h5d3f/log.json").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        for language in ["id", "en"] {
            let about = house.get_in(language, "", "/log").await;
            assert_eq!(about.status, StatusCode::OK);
            assert!(about.says("pelangi.test/naskah") && about.says("pelangi log verify"));
            assert!(!about.says(&page), "the log leads nobody to a letter");
        }
        // A step that is not where the head says is told to whoever looks at the letter.
        house.edit(&CHANGE_LEAF, params![4]).await;
        let shown = house.get("", &format!("/n/{page}")).await;
        assert!(shown.says("tidak cocok dengan log publik"), "{}", shown.text());
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn nothing_that_is_published_names_a_person_or_says_what_a_letter_is_about(db: Db) {
        let house = House::new(db).await;
        let secret = house.journey("Mutasi Pejabat Gelombang Tiga", Secrecy::Rahasia).await;
        house.journey("Serah terima", Secrecy::Biasa).await;
        house.it.clock.advance_seconds(1);
        let incoming = house.came("Undangan kementerian").await;
        house.give("rudi", incoming, 0, &["kabid"]).await;
        follow::send_back(&house.office, house.actor("wati"), incoming, (1, "bukan kami")).await.unwrap();
        house.numbered().await;
        let all: String = house
            .copied()
            .await
            .values()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .collect();
        let page = house.page_of(secret).await;
        for word in ["Contoh", "Mutasi", "Undangan", "000.8", "bukan kami", "lina", "letter/", "incoming/", &page] {
            assert!(!all.contains(word), "{word}");
        }
        for who in ["lina", "wati", "rudi", "tuti"] {
            assert!(!all.contains(house.actor(who).id()), "{who}");
        }
        let leaves = house.leaves().await;
        let of_secret = leaves.iter().filter(|leaf| leaf.document == Leaf::document_of(&page));
        let roles: Vec<&str> = of_secret.map(|leaf| leaf.role.as_str()).collect();
        assert_eq!(roles, [Leaf::CLOSED; 4]);
        let last = &leaves[leaves.len() - 3..];
        assert_eq!(deeds(last), [Deed::Terima, Deed::Disposisi, Deed::Tolak]);
        assert!(last.iter().all(|leaf| leaf.document == last[0].document));
        // The same deed of the same person is never seen to be by the same person.
        let mut actors: Vec<&str> = leaves.iter().map(|leaf| leaf.actor.as_str()).collect();
        actors.sort_unstable();
        actors.dedup();
        assert_eq!(actors.len(), leaves.len());
    }

    async fn whatever_is_changed_in_the_database_is_found(db: Db) {
        let house = House::new(db).await;
        house.journey("Serah terima", Secrecy::Biasa).await;
        house.numbered().await;
        let (cell, whole) = (&house.it.cell, house.copied().await);
        let key = house.key().await;
        let changed = house.edit(&CHANGE_LEAF, params![1]).await;
        assert_eq!(changed, 1);
        assert_eq!(trouble(check(cell).await), "entry");
        let copy = house.copied().await;
        assert_eq!(verify_copy(|path| copy.get(path).cloned(), &key, None), Err(Flaw::Root));
        assert!(verify_copy(|path| whole.get(path).cloned(), &key, None).is_ok());
    }

    async fn a_tree_that_does_not_fit_its_head_grows_no_further(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        house.several(5).await;
        house.numbered().await;
        let before = house.get("", "/log/naskah/checkpoint").await.bytes;
        house.several(1).await;
        // Of the five, number 7 is the last leaf's hash: an edge of the tree.
        assert_eq!(house.edit(&CHANGE_HASH, params!["00".repeat(32), 7]).await, 1);
        assert_eq!(trouble(sequence(cell).await), "root");
        assert_eq!(trouble(check(cell).await), "entry");
        assert_eq!(house.get("", "/log/naskah/checkpoint").await.bytes, before, "nothing is signed");
    }

    async fn a_head_that_nobody_signed_is_no_head(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        house.several(2).await;
        house.numbered().await;
        let note = house.get("", "/log/naskah/checkpoint").await.text();
        house.several(1).await;
        let forged = note.replacen("\n2\n", "\n3\n", 1);
        assert_eq!(house.edit(&CHANGE_NOTE, params![forged, 2]).await, 1);
        assert_eq!(trouble(sequence(cell).await), "checkpoint");
        assert_eq!(trouble(check(cell).await), "checkpoint");
    }

    async fn an_entry_that_was_taken_out_is_missed(db: Db) {
        let house = House::new(db).await;
        house.several(3).await;
        house.numbered().await;
        assert_eq!(house.edit(&SWAP, params![1]).await, 1);
        assert_eq!(trouble(check(&house.it.cell).await), "entry");
        let bundle = house.get("", "/log/naskah/tile/entries/000.p/3").await;
        assert_eq!(bundle.status, StatusCode::INTERNAL_SERVER_ERROR);
    }

    async fn a_step_that_is_put_in_with_an_earlier_day_is_told_to_everybody(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        house.several(1).await;
        house.numbered().await;
        let said = house.leaves().await[0].at.clone();
        house.it.clock.advance_seconds(86_400);
        house.several(1).await;
        house.numbered().await;
        assert_eq!(check(cell).await.unwrap().late, 0);
        // A hand in the database, today; the step says yesterday, two minutes after the first one.
        let first = Instant::parse(&said).unwrap().plus_seconds(120);
        let put_in = params![first, &said, Leaf::at(first)];
        assert_eq!(house.edit(&PUT_IN, put_in).await, 1);
        assert_eq!(house.numbered().await, 1);
        assert_eq!(check(cell).await.unwrap().late, 1);
        assert_eq!(house.late().await, [2]);
        assert_eq!(house.told_late().await, [serde_json::json!({ "entries": [[2, Leaf::at(first)]] })]);
        // What follows is in its order again.
        house.several(1).await;
        house.numbered().await;
        assert_eq!((house.late().await, house.told_late().await.len()), (vec![2], 1));
    }

    async fn an_older_database_in_its_place_does_not_fork_the_log(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        house.several(2).await;
        house.numbered().await;
        house.several(2).await;
        house.numbered().await;
        // As it was before the second batch; what was published lies beside it.
        house.edit(&FORGET_HEADS, params![2]).await;
        house.edit(&FORGET_HASHES, params![3]).await;
        house.edit(&FORGET_NUMBERS, params![2]).await;
        assert_eq!(trouble(check(cell).await), "older");
        assert_eq!(trouble(sequence(cell).await), "older");
        // Without that file it could not be known; the log goes on from what is there.
        let name = Name::parse("documents/log/checkpoint").unwrap();
        cell.files().remove(&name).await.unwrap();
        assert_eq!(house.numbered().await, 2);
    }

    async fn several_programs_at_once_make_one_log(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        for round in 1..4_u64 {
            house.several(5).await;
            let done = join_all((0..4).map(|_| sequence(cell))).await;
            let done: u64 = done.into_iter().map(Result::unwrap).sum();
            assert_eq!(done, 5);
            assert_eq!(check(cell).await.unwrap().entries.cast_unsigned(), 5 * round);
        }
        let heads = house.column(&HEADS, &[], "note").await;
        let copy = house.copied().await;
        for note in heads {
            let older = Checkpoint::open(note.unwrap().as_bytes(), &house.key().await).unwrap();
            let read = |path: &str| copy.get(path).cloned();
            let summary = verify_copy(read, &house.key().await, Some(&older)).unwrap();
            assert_eq!(summary.extends, Some(older.size));
        }
    }

    async fn stopped_anywhere_it_goes_on_where_it_was(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        let (mut noted, mut ended) = (0, 0);
        for polls in 0..400_u32 {
            if polls % 8 == 0 || ended < 1 {
                house.several(1).await;
                noted += 1;
            }
            let mut stopped = pin!(sequence(cell));
            for _ in 0..polls {
                let polled = std::future::poll_fn(|context| Poll::Ready(stopped.as_mut().poll(context)));
                if polled.await.is_ready() {
                    ended += 1;
                    break;
                }
                tokio::task::yield_now().await;
            }
            if ended > 2 {
                break;
            }
        }
        house.numbered().await;
        let found = check(cell).await.unwrap();
        assert_eq!(found.entries, noted);
        assert_eq!(house.leaves().await.len(), usize::try_from(noted).unwrap());
    }

    async fn whoever_is_erased_is_gone_and_the_log_is_whole(db: Db) {
        let house = House::new(db).await;
        let cell = &house.it.cell;
        let id = house.journey("Serah terima", Secrecy::Biasa).await;
        house.numbered().await;
        let before = house.copied().await;
        let (operator, wati) = (Actor::operator(), house.actor("wati").id());
        let refused = erase(cell, house.actor("tuti"), wati, "permohonan").await;
        assert_eq!(code(refused), "identity/forbidden");
        assert_eq!(code(erase(cell, &operator, wati, " ").await), "documents/remark");
        assert_eq!(erase(cell, &operator, wati, "permohonan 12/2026").await.unwrap(), 1);
        assert_eq!(code(erase(cell, &operator, wati, "lagi").await), "documents/log-nothing");
        let subject = format!("letter/{id}");
        let salts = house.column(&SALTS, params![&subject], "salt").await;
        let gone: Vec<bool> = salts.iter().map(Option::is_none).collect();
        assert_eq!(gone, [false, true, false, false]);
        let accounts = house.column(&SALTS, params![&subject], "account").await;
        assert_eq!(accounts[1], None);
        assert_eq!(house.copied().await, before);
        assert_eq!(check(cell).await.unwrap().entries, 4);
    }

    async fn a_path_that_names_no_file_is_nothing(db: Db) {
        let house = House::new(db).await;
        house.several(3).await;
        house.numbered().await;
        for path in [
            "tile/entries/000", "tile/0/000", "tile/0/000.p/4", "tile/0/000.p/0", "tile/0/000.p/03",
            "tile/1/000.p/1", "tile/9/000", "tile/64/000.p/1", "tile/255/000.p/1", "tile/0/001.p/1",
            "tile/0/x000/000.p/3", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/%00", "tile/0/..",
            "tile/entries", "tile/-1/000", "tile/0/000.p/3/x", "tile/entries/000.p/3%0a", "nothing",
        ] {
            let found = house.get("", &format!("/log/naskah/{path}")).await;
            assert_eq!(found.status, StatusCode::NOT_FOUND, "{path}");
        }
        let long = format!("/log/naskah/tile/0/{}", "9".repeat(4_000));
        assert_eq!(house.get("", &long).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.get("", "/log/naskah/tile/0/000.p/2").await.bytes.len(), 64, "an older width");
    }

    async fn another_program_reads_the_same_out_of_the_published_files(db: Db) {
        let house = House::new(db).await;
        house.journey("Serah terima", Secrecy::Biasa).await;
        house.several(3).await;
        house.numbered().await;
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in house.copied().await {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        let home = std::env::var_os("HOME").unwrap_or_default();
        let python = std::env::var_os("PELANGI_ORACLES")
            .map_or_else(|| PathBuf::from(home).join(".cache/oracles/bin/python"), PathBuf::from);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lib/tlog/tests/independent.py");
        let key = house.key().await.to_string();
        let ran = Command::new(&python).arg(script).arg(folder.path()).arg(key).output();
        let ran = ran.unwrap_or_else(|e| panic!("{}: {e}; `cargo xtask tools` makes it", python.display()));
        assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), "7 entries", "{ran:?}");
    }
}
