//! Files that are small and never end: each costs its own worker, and nobody else a picture.

use std::thread;
use std::time::Duration;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pages::{Change, Limits, PagesError, Program, Renderer, guard};

use crate::{file, page, renderer, within};

const HONEST: &str = "0 g 10 10 50 50 re f";

/// Longer than an honest page takes on a machine that does much else beside it.
const TIME: Duration = Duration::from_secs(8);

/// A stream with these entries.
fn stream(entries: &str, contents: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", contents.len());
    [head.as_bytes(), contents, b"\nendstream"].concat()
}

/// A page that uses the object with number 5.
fn using(contents: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R\
        /Resources<</XObject<</F 5 0 R>>>>>>";
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.to_vec(),
        stream("", contents.as_bytes()),
    ];
    objects.extend(more);
    file(&objects)
}

/// Forms that use each other ten times, twelve of them: a million times a million squares.
fn bomb_of_forms() -> Vec<u8> {
    let form = |number: usize| {
        let next = format!("/Resources<</XObject<</F {} 0 R>>>>", number + 1);
        let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 200 100]{next}");
        stream(&entries, "/F Do ".repeat(10).as_bytes())
    };
    let mut forms: Vec<Vec<u8>> = (5..17).map(form).collect();
    forms.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]", b"0 0 9 9 re f"));
    using("/F Do", forms)
}

/// A picture of one pixel that says nothing of the 200 megabytes behind it.
fn bomb_of_memory() -> Vec<u8> {
    let packed = compress_to_vec_zlib(&vec![0; 200 << 20], 1);
    let entries = "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8\
        /ColorSpace/DeviceGray/Filter/FlateDecode";
    using("/F Do", vec![stream(entries, &packed)])
}

fn hasty() -> Renderer {
    within(Limits { time: TIME, at_once: 2, wait: TIME * 10, ..Limits::default() })
}

#[test]
fn forms_in_forms_are_ended_and_the_next_page_is_drawn() {
    let bomb = bomb_of_forms();
    assert_eq!(guard(&bomb, &Limits::default()), Ok(1), "no look at it tells");
    let renderer = hasty();
    assert_eq!(renderer.render(&bomb, 1, 400), Err(PagesError::TooSlow));
    assert!(renderer.render(page(HONEST, ""), 1, 400).is_ok());
}

#[test]
fn two_of_them_at_once_do_not_stop_a_third_drawing() {
    let (renderer, bomb) = (hasty(), bomb_of_forms());
    thread::scope(|scope| {
        let bombs: Vec<_> =
            (0..2).map(|_| scope.spawn(|| renderer.render(&bomb, 1, 400))).collect();
        for _ in 0..3 {
            assert!(renderer.render(page(HONEST, ""), 1, 400).is_ok());
        }
        for bomb in bombs {
            assert_eq!(bomb.join().unwrap(), Err(PagesError::TooSlow));
        }
    });
}

#[test]
fn a_comparison_ends_with_the_first_page_that_does_not() {
    let (renderer, bomb) = (hasty(), bomb_of_forms());
    let pages = renderer.changes(page(HONEST, ""), &bomb, 400).unwrap();
    assert_eq!(pages[0].change, Change::NotDrawn(PagesError::TooSlow));
    let pages = renderer.changes(page(HONEST, ""), page(HONEST, ""), 400).unwrap();
    assert_eq!(pages[0].change, Change::Same);
}

#[test]
fn what_grows_without_end_takes_no_more_memory_than_its_worker_has() {
    let bomb = bomb_of_memory();
    assert_eq!(guard(&bomb, &Limits::default()), Ok(1), "a picture is believed");
    let (memory, time) = (64 << 20, Duration::from_secs(30));
    let small = within(Limits { memory, time, ..Limits::default() });
    assert_eq!(small.render(&bomb, 1, 400), Err(PagesError::Failed));
    assert!(small.render(page(HONEST, ""), 1, 400).is_ok());
}

#[test]
fn a_program_that_is_no_worker_draws_nothing() {
    let page = page(HONEST, "");
    let drawn = |path: &str, words: &[&str], time: Duration| {
        let limits = Limits { time, ..Limits::default() };
        Renderer::new(Some(Program::new(path, words)), limits).render(&page, 1, 400)
    };
    // Who ends is told from who is slow, however slow the machine: these get all the time there is.
    let (ample, short) = (Duration::from_secs(60), Duration::from_millis(300));
    let missing = drawn("/no/such/program", &[], ample);
    assert!(matches!(missing, Err(PagesError::NoWorker(_))));
    assert_eq!(drawn("/bin/sh", &["-c", "exit 1"], ample), Err(PagesError::Failed));
    assert_eq!(drawn("/bin/sh", &["-c", "kill -9 $$"], ample), Err(PagesError::Failed));
    assert_eq!(drawn("/bin/sh", &["-c", "exec sleep 600"], short), Err(PagesError::TooSlow));
    let none = Renderer::new(None, Limits::default()).render(&page, 1, 400);
    assert!(matches!(none, Err(PagesError::NoWorker(_))), "never in this process");
}

#[test]
fn a_worker_knows_nothing_of_who_started_it() {
    let folder = std::env::temp_dir().join(format!("pages-{}", std::process::id()));
    let words =
        format!("env > {0}; pwd >> {0}; ls -l /proc/self/fd | wc -l >> {0}", folder.display());
    let curious = Program::new("/bin/sh", ["-c", &words]);
    assert!(
        Renderer::new(Some(curious), Limits::default()).render(page(HONEST, ""), 1, 400).is_err()
    );
    let told = std::fs::read_to_string(&folder).unwrap();
    std::fs::remove_file(&folder).unwrap();
    assert!(
        told.contains("PWD=/\n") && !told.contains("CARGO") && !told.contains("HOME"),
        "{told}"
    );
}

#[test]
fn a_worker_that_is_killed_is_replaced() {
    let renderer = renderer();
    for _ in 0..4 {
        let hurried = within(Limits { time: Duration::from_millis(1), ..Limits::default() });
        assert!(hurried.render(bomb_of_forms(), 1, 400).is_err());
        assert!(renderer.render(page(HONEST, ""), 1, 400).is_ok());
    }
}
