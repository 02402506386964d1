//! Stories of the file store.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use files::{Files, Name};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

#[tokio::test]
async fn a_stored_file_reads_back_and_can_be_replaced_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::folder(folder.path()).unwrap();
    let rejects = name("property-tax/01jd4r/rejects.csv");
    assert!(files.find(&rejects).await.unwrap().is_none());

    files.put(&rejects, "first").await.unwrap();
    files.put(&rejects, "second").await.unwrap();
    assert_eq!(files.find(&rejects).await.unwrap().unwrap().as_ref(), b"second");

    files.remove(&rejects).await.unwrap();
    files.remove(&rejects).await.unwrap();
    assert!(files.find(&rejects).await.unwrap().is_none());
}

#[test]
fn names_that_could_leave_the_store_or_confuse_a_disk_are_refused() {
    for bad in ["", "/etc/passwd", "../up", "a/../b", "a//b", "Surat.pdf", "a b", ".hidden", "a/"] {
        assert!(Name::parse(bad).is_err(), "{bad:?} was accepted");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    let occupied = folder.path().join("occupied");
    std::fs::write(&occupied, "a file").unwrap();
    let error = Files::folder(&occupied).unwrap_err();
    assert_eq!(error.code(), "files/folder");
    assert!(error.to_string().contains("occupied"));
}

#[tokio::test]
async fn a_file_written_piece_by_piece_is_seen_whole_and_can_be_copied_out() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::folder(&folder.path().join("store")).unwrap();
    let name = name("property-tax/uploads/a.zip");
    let mut writing = files.write(&name).await.unwrap();
    writing.add("eins".into()).await.unwrap();
    assert_eq!(files.find(&name).await.unwrap(), None, "a half is never seen");
    writing.add("zwei".into()).await.unwrap();
    writing.finish().await.unwrap();
    let target = folder.path().join("copy");
    assert!(files.copy_to(&name, &target).await.unwrap());
    assert_eq!(std::fs::read(&target).unwrap(), b"einszwei");
    files.remove(&name).await.unwrap();
    assert!(!files.copy_to(&name, &target).await.unwrap(), "what is gone is said to be gone");
    files.write(&name).await.unwrap().abort().await.unwrap();
    assert_eq!(files.find(&name).await.unwrap(), None);
}

#[tokio::test]
async fn a_folder_goes_with_what_was_never_finished_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::folder(folder.path()).unwrap();
    for file in ["uploads/a/one.csv", "uploads/b/one.csv"] {
        files.put(&name(file), "x").await.unwrap();
    }
    std::fs::write(folder.path().join("uploads/a/two.csv#1"), "half").unwrap();
    assert_eq!(files.folders(&name("uploads")).await.unwrap(), ["a", "b"]);
    files.remove_folder(&name("uploads/a")).await.unwrap();
    files.remove_folder(&name("uploads/a")).await.unwrap();
    assert!(!folder.path().join("uploads/a").exists());
    assert_eq!(files.folders(&name("uploads")).await.unwrap(), ["b"]);
    assert_eq!(files.folders(&name("elsewhere")).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_workroom_goes_with_its_work_or_with_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::folder(folder.path()).unwrap();
    let (done, alive) = (files.workroom().unwrap(), files.workroom().unwrap());
    std::fs::write(done.path().join("SPPT.csv"), "x").unwrap();
    let path = done.path().to_owned();
    drop(done);
    assert!(!path.exists());
    // What a killed process leaves: nobody holds the lock any more.
    let dead = folder.path().join(".work/wdead");
    std::fs::create_dir_all(dead.join("room")).unwrap();
    std::fs::write(dead.join("lock"), "").unwrap();
    std::fs::write(dead.join("room/SPPT.csv"), "x").unwrap();
    assert_eq!(files.sweep().await.unwrap(), 1);
    assert!(!dead.exists() && alive.path().exists());
    assert_eq!(files.sweep().await.unwrap(), 0);
}

#[test]
fn what_is_too_large_or_does_not_fit_is_told_with_figures() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::folder(folder.path()).unwrap().taking_at_most(5 << 20);
    assert!(files.admit(5 << 20).is_ok());
    let error = files.admit((5 << 20) + 1).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("files/too-large", base::Kind::TooLarge));
    assert!(error.to_string().contains("largest=5"), "{error}");
    // No disk has a thousand petabytes.
    let error = files.taking_at_most(u64::MAX).admit(1 << 60).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("files/no-room", base::Kind::Unavailable));
}
