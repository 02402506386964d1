//! Keys as files.

use std::fs;
use std::path::{Path, PathBuf};

use cell::{KeyError, Keys};
use tempfile::TempDir;
use testkit::SeededRandom;

fn made() -> (TempDir, PathBuf, Keys) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let keys = Keys::create(&path, &SeededRandom::new(1)).unwrap();
    (folder, path, keys)
}

fn signing_key(folder: &Path) -> PathBuf {
    let id = fs::read_to_string(folder.join("current")).unwrap();
    folder.join(format!("sign-{id}.pem"))
}

#[test]
fn keys_read_back_as_they_were_made() {
    let (_folder, path, keys) = made();
    let again = Keys::load(&path).unwrap();
    assert!(again.verify(b"notice", &keys.sign(b"notice")));
    assert_eq!(again.mac("csrf", b"x"), keys.mac("csrf", b"x"));
}

#[test]
fn a_notice_signed_before_a_rotation_stays_genuine() {
    let (_folder, path, keys) = made();
    let old = keys.sign(b"notice");
    let id = Keys::rotate(&path, &SeededRandom::new(2)).unwrap();
    let rotated = Keys::load(&path).unwrap();
    let new = rotated.sign(b"notice");
    assert_eq!(new.key, id);
    assert_ne!(new.key, old.key);
    assert!(rotated.verify(b"notice", &old) && rotated.verify(b"notice", &new));
    assert_eq!(rotated.verifying_keys().count(), 2);
    assert_eq!(rotated.mac("csrf", b"x"), keys.mac("csrf", b"x"), "the secret stays");
}

#[test]
fn a_program_that_runs_follows_a_rotation() {
    let (_folder, path, running) = made();
    let before = running.signer();
    let id = Keys::rotate(&path, &SeededRandom::new(2)).unwrap();
    assert_eq!(running.sign(b"notice").key, id);
    assert_eq!(running.verifying_keys().count(), 2);
    assert_ne!(before.id(), id, "what was begun with the older key is ended with it");
    assert!(running.verify(b"notice", &before.sign(b"notice")));
}

#[test]
fn a_key_that_was_only_added_does_not_sign_yet() {
    let (_folder, path, running) = made();
    let before = running.current_id();
    let id = Keys::add(&path, &SeededRandom::new(2)).unwrap();
    assert_eq!(
        (running.current_id(), Keys::load(&path).unwrap().current_id()),
        (before.clone(), before)
    );
    Keys::put_in_force(&path, &id).unwrap();
    assert_eq!(running.current_id(), id);
}

#[test]
fn a_rotation_that_cannot_be_read_leaves_the_older_key_signing_until_it_can() {
    let (_folder, path, running) = made();
    let before = running.current_id();
    let id = Keys::rotate(&path, &SeededRandom::new(2)).unwrap();
    let (file, aside) = (signing_key(&path), path.join("aside"));
    fs::rename(&file, &aside).unwrap();
    assert_eq!(running.sign(b"notice").key, before);
    fs::rename(&aside, &file).unwrap();
    // Whoever mends the folder touches the pointer too, as `chown -R` does.
    Keys::put_in_force(&path, &id).unwrap();
    assert_eq!(running.sign(b"notice").key, id);
}

#[test]
fn keys_are_never_overwritten() {
    let (_folder, path, _keys) = made();
    let before = fs::read(path.join("secret")).unwrap();
    let error = Keys::create(&path, &SeededRandom::new(3)).unwrap_err();
    assert!(matches!(error, KeyError::Exists(_)), "{error}");
    assert_eq!(fs::read(path.join("secret")).unwrap(), before);
}

#[test]
fn a_folder_without_keys_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let error = Keys::load(&folder.path().join("gone")).unwrap_err();
    assert!(matches!(error, KeyError::Missing(_)));
    assert!(error.to_string().contains("gone") && error.to_string().contains("cell create"));
}

#[test]
fn a_damaged_file_is_named_and_never_taken_for_a_key() {
    let damages: [(&str, &[u8]); 6] = [
        ("secret", b""),
        ("secret", b"not hexadecimal at all, but exactly sixty-four characters long.."),
        ("secret", b"0123456789abcdef"),
        ("sign", b""),
        ("sign", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
        ("sign", b"\xff\xfe"),
    ];
    for (which, content) in damages {
        let (_folder, path, _keys) = made();
        let file = if which == "sign" { signing_key(&path) } else { path.join(which) };
        fs::write(&file, content).unwrap();
        let error = Keys::load(&path).unwrap_err().to_string();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn an_older_key_that_is_damaged_is_not_silently_forgotten() {
    let (_folder, path, _keys) = made();
    let old = signing_key(&path);
    Keys::rotate(&path, &SeededRandom::new(2)).unwrap();
    fs::write(&old, "scrap").unwrap();
    let error = Keys::load(&path).unwrap_err();
    assert!(matches!(&error, KeyError::Damaged(path) if *path == old), "{error}");
}

#[test]
fn a_rotation_cut_off_before_its_end_leaves_the_old_key_in_force() {
    let (_folder, path, keys) = made();
    let pointer = fs::read(path.join("current")).unwrap();
    Keys::rotate(&path, &SeededRandom::new(2)).unwrap();
    fs::write(path.join("current"), pointer).unwrap();
    fs::write(path.join("current.new"), "half").unwrap();
    let loaded = Keys::load(&path).unwrap();
    assert_eq!(loaded.sign(b"x").key, keys.sign(b"x").key);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_keys() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path, _keys) = made();
    for entry in fs::read_dir(&path).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", entry.path().display());
    }
}
