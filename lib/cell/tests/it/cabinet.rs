//! Private things beside the keys of a cell.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use cell::{Cell, Keys, Parts, cabinet};
use testkit::{SeededRandom, TestCell};

/// The same cell with its keys in a folder.
fn in_folder(it: &TestCell, folder: &Path) -> Cell {
    let keys = match Keys::load(folder) {
        Ok(keys) => keys,
        Err(_) => Keys::create(folder, &SeededRandom::new(7)).unwrap(),
    };
    Cell::new(Parts {
        db: it.cell.db().clone(),
        files: it.cell.files().clone(),
        keys,
        clock: it.cell.shared_clock(),
        random: Arc::new(SeededRandom::new(8)),
        settings: it.cell.settings().clone(),
    })
}

testkit::on_each_engine! {
    with &[];

    async fn what_was_put_away_is_there_after_a_restart_and_nobody_else_can_read_it(db: Db) {
        let it = TestCell::new(db);
        let keys = it.folder.path().join("keys");
        let cell = in_folder(&it, &keys);
        assert!(cabinet::get(&cell, "ca-issuing-1.key").unwrap().is_none());
        cabinet::put(&cell, "ca-issuing-1.key", b"a private key").unwrap();
        let again = in_folder(&it, &keys);
        let found = cabinet::get(&again, "ca-issuing-1.key").unwrap().unwrap();
        assert_eq!(&**found, b"a private key");
        let file = keys.join("ca-issuing-1.key");
        assert!(!fs::read_to_string(&file).unwrap().contains("a private key"));
        let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&file).unwrap());
        assert_eq!(mode & 0o077, 0);
    }

    async fn nothing_is_ever_overwritten(db: Db) {
        let it = TestCell::new(db);
        let cell = in_folder(&it, &it.folder.path().join("keys"));
        for cell in [&cell, &it.cell] {
            cabinet::put(cell, "ca-root-1.key", b"first").unwrap();
            let error = cabinet::put(cell, "ca-root-1.key", b"second").unwrap_err();
            assert_eq!(error.code(), "cell/keys-exist");
            assert_eq!(&**cabinet::get(cell, "ca-root-1.key").unwrap().unwrap(), b"first");
        }
    }

    async fn a_file_that_was_renamed_or_changed_cannot_be_opened(db: Db) {
        let it = TestCell::new(db);
        let keys = it.folder.path().join("keys");
        let cell = in_folder(&it, &keys);
        cabinet::put(&cell, "ca-tsa-1.key", b"a private key").unwrap();
        fs::copy(keys.join("ca-tsa-1.key"), keys.join("ca-ocsp-1.key")).unwrap();
        let error = cabinet::get(&cell, "ca-ocsp-1.key").unwrap_err();
        assert_eq!(error.code(), "cell/secret-damaged");
        let sealed = fs::read_to_string(keys.join("ca-tsa-1.key")).unwrap();
        let changed = sealed.replacen(sealed.chars().nth(40).unwrap(), "-", 1);
        fs::write(keys.join("ca-tsa-1.key"), changed).unwrap();
        assert_eq!(cabinet::get(&cell, "ca-tsa-1.key").unwrap_err().code(), "cell/secret-damaged");
    }

    async fn no_name_leads_out_of_the_folder(db: Db) {
        let it = TestCell::new(db);
        for name in ["", "../secret", "/etc/passwd", "A", ".hidden", "a/b", "a b"] {
            assert!(cabinet::put(&it.cell, name, b"x").is_err(), "{name}");
            assert!(cabinet::get(&it.cell, name).is_err(), "{name}");
        }
    }

    async fn something_public_lies_there_as_it_is(db: Db) {
        let it = TestCell::new(db);
        let keys = it.folder.path().join("keys");
        let cell = in_folder(&it, &keys);
        cabinet::put_public(&cell, "ca-root-1.cer", b"\x30\x00").unwrap();
        assert_eq!(fs::read(keys.join("ca-root-1.cer")).unwrap(), b"\x30\x00");
        assert_eq!(cabinet::get_public(&cell, "ca-root-1.cer").unwrap().unwrap(), b"\x30\x00");
    }
}
