//! A new module keeps every rule of the house from its first minute, and stands in THE list.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::{Tree, new_module, report, root, rules};

/// The project once more, or those of its files that are wanted, where a module may be made.
fn copy(wanted: impl Fn(&str) -> bool) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in Tree::read(&root()).unwrap().files.into_iter().filter(|it| wanted(&it.path)) {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
    folder
}

/// Only what is copied, and what a module is entered into.
fn lists() -> TempDir {
    let entered = ["Cargo.toml", "app/server/Cargo.toml", "app/server/src/modules.rs"];
    copy(|path| path.starts_with("modules/skeleton/") || entered.contains(&path))
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn it_keeps_every_rule() {
    let folder = copy(|_| true);
    new_module::make(folder.path(), "guest-book").unwrap();
    let tree = Tree::read(folder.path()).unwrap();
    assert!(tree.crates.iter().any(|it| it.name == "guest-book"));
    let broken: Vec<String> = rules::ALL
        .iter()
        .map(|rule| report::judge(rule, &tree))
        .filter(|it| it.failed)
        .map(|it| it.text)
        .collect();
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn it_stands_in_every_list_under_its_own_name() {
    let folder = lists();
    new_module::make(folder.path(), "guest-book").unwrap();
    let list = text(folder.path(), "app/server/src/modules.rs");
    syn::parse_file(&list).unwrap();
    for line in [
        "let guest_book = guest_book::module(cell);",
        "guest_book.audit_kinds,",
        "statistics, guest_book, administration])",
        "guest_book::migrations(),",
        "guest_book::permissions::GRANTS,",
    ] {
        assert_eq!(list.matches(line).count(), 1, "{line}");
    }
    let workspace = text(folder.path(), "Cargo.toml");
    assert!(workspace.contains("guest-book = { path = \"modules/guest-book\" }\npayments"));
    let server = text(folder.path(), "app/server/Cargo.toml");
    assert!(server.contains("getrandom.workspace = true\nguest-book.workspace = true\n"));
    let tree = Tree::read(&folder.path().join("modules/guest-book")).unwrap();
    assert!(tree.files.iter().any(|it| it.path == "templates/guest-book-notes.html"));
    for file in &tree.files {
        assert!(!file.text.to_lowercase().contains("skeleton"), "{}", file.path);
    }
    let statements = tree.file("src/store/notes.rs").unwrap();
    assert!(statements.text.contains("from guest_book_note"));
}

#[test]
fn a_name_that_cannot_be_one_makes_nothing() {
    let folder = lists();
    let before = text(folder.path(), "Cargo.toml");
    for name in
        ["", "Buku", "buku_tamu", "-a", "a--b", "../x", "web", "serde", "statistics", "skeleton"]
    {
        new_module::make(folder.path(), name).unwrap_err();
    }
    assert_eq!(text(folder.path(), "Cargo.toml"), before);
    assert_eq!(fs::read_dir(folder.path().join("modules")).unwrap().count(), 1);
}

#[test]
fn a_list_that_is_not_where_it_was_is_said_and_nothing_is_made() {
    let folder = lists();
    let list = folder.path().join("app/server/src/modules.rs");
    fs::write(&list, text(folder.path(), "app/server/src/modules.rs").replace("KINDS,", "DEEDS,"))
        .unwrap();
    let refused = new_module::make(folder.path(), "guest-book").unwrap_err();
    assert!(refused.contains("modules.rs") && refused.contains("KINDS"), "{refused}");
    assert!(!folder.path().join("modules/guest-book").exists());
    assert!(!text(folder.path(), "Cargo.toml").contains("guest-book"));
}
