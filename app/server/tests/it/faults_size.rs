//! Files that are larger than anybody meant.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::process::{Child, Output, Stdio};

use crate::browser::Browser;
use crate::imports;
use crate::support::*;

const GIB: u64 = 1 << 30;
/// Far below the size of the files, far above what the program needs.
const MOST_MEMORY: u64 = 400 << 20;

/// The most memory a process ever had, in bytes; 0 when it is gone.
fn most_memory(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
    kib.unwrap_or(0) * 1_024
}

/// Waits for a process; its answer, and the most memory it had.
fn watched(mut child: Child) -> (Output, u64) {
    let mut most = 0;
    while child.try_wait().expect("watched").is_none() {
        most = most.max(most_memory(child.id()));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    (child.wait_with_output().expect("its answer"), most)
}

/// Makes line `line` of a file (the header is 1) two gigabytes long without using room on the
/// disk: what was there moves behind it.
fn stretch(path: &str, line: usize) {
    let text = fs::read_to_string(path).expect("a table");
    let split = text.match_indices('\n').nth(line - 2).expect("enough lines").0 + 1;
    let (before, after) = text.split_at(split);
    let mut file: File = OpenOptions::new().write(true).truncate(true).open(path).expect("opened");
    file.write_all(before.as_bytes()).expect("written");
    file.seek(SeekFrom::Current(i64::try_from(2 * GIB).expect("a size"))).expect("skipped");
    file.write_all(format!("\n{after}").as_bytes()).expect("written");
    assert!(file.metadata().expect("its size").len() > 2 * GIB);
}

#[test]
fn a_line_of_two_gigabytes_costs_that_line_and_no_memory() {
    let place = Place::with_cell();
    place.generate(200);
    let table = place.path("extract/DAT_SUBJEK_PAJAK.csv");
    let rows = fs::read_to_string(&table).expect("a table").lines().count() - 1;
    stretch(&table, 50);
    let (config, folder) = (place.config("cell"), place.path("extract"));
    let mut command = pelangi(&["property-tax", "import", "--config", &config, &folder, "--json"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let (done, memory) = watched(child);
    assert!(done.status.success(), "{}", said(&done));
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).expect("a report");
    assert_eq!(report["rejected"], 1);
    assert_eq!(report["balanced"], true);
    assert_eq!(report["changes"]["DAT_SUBJEK_PAJAK"]["new"], rows, "what came after it is there");
    let rejects = fs::read_to_string(report["rejects"].as_str().expect("a file")).expect("rejects");
    let line = rejects.lines().nth(1).expect("a line");
    assert!(line.starts_with("DAT_SUBJEK_PAJAK.csv,50,"), "{line}");
    assert!(line.contains("sismiop/record-too-long"), "{line}");
    assert!((1..MOST_MEMORY).contains(&memory), "{memory} bytes");
}

/// A demo whose settings take so many MiB.
fn demo(place: &Place, most: &str) -> Server {
    let dir = place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "20"];
    let settings = [("PELANGI_SERVER__LARGEST_UPLOAD_MIB", most)];
    Server::start_with(&words, place.path("log").as_ref(), &settings)
}

/// Announces a file of a size: it must be refused, with these words, before it is stored.
fn assert_upload_refused(most: &str, size: u64, status: u16, words: &[&str]) {
    let place = Place::new();
    let server = demo(&place, most);
    let mut officer = Browser::signed_in(&server, "petugas");
    let (answer, sent) = officer.upload_endless(imports::PAGE, "SPPT.csv", size);
    answer.expect(status, &[&["<html"], words].concat());
    assert!(sent < size, "it was answered before everything was sent");
    assert_eq!(imports::stored(&place), Vec::<String>::new());
    let memory = most_memory(server.id());
    assert!((1..MOST_MEMORY).contains(&memory), "{memory} bytes");
    let most = base::Rupiah(most.parse().expect("a number")).to_string().replace("Rp", "");
    officer.get(imports::PAGE).expect(200, &[&format!("paling besar {most} MiB")]);
    server.stop();
}

#[test]
fn an_upload_of_two_gigabytes_beyond_the_limit_is_refused_before_it_is_stored() {
    let words = ["2049 MiB melebihi yang diterima", "Paling banyak 1024 MiB", "ZIP"];
    assert_upload_refused("1024", 2 * GIB, 413, &words);
}

#[test]
fn an_upload_that_the_disk_has_no_room_for_is_refused_before_it_is_stored() {
    // A thousand terabytes, on any machine that runs this.
    let words = ["Ruang di server tidak cukup", "mengosongkan ruang"];
    assert_upload_refused("4294967295", 1 << 50, 503, &words);
}

#[test]
fn a_form_that_is_far_too_large_is_refused_whoever_sends_it() {
    let place = Place::new();
    let server = demo(&place, "4096");
    let (answer, _) = Browser::new(&server).upload_endless("/masuk", "SPPT.csv", 2 * GIB);
    answer.expect(413, &["<html", "Kiriman terlalu besar", "Kirim berkas yang lebih kecil"]);
    server.stop();
}
