//! The programs that judge what we write.

use std::collections::HashSet;

use xtask::oracles::ALL;

#[test]
fn every_program_that_judges_is_pinned_to_one_version() {
    for environment in ALL {
        let lines = environment.list.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let version = line.split_once("==").map(|(_, version)| version);
            let is_exact = version.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
            assert!(is_exact, "{}: {line}", environment.name);
        }
    }
}

#[test]
fn each_environment_has_a_folder_of_its_own() {
    let folders: HashSet<_> = ALL.iter().map(|it| it.name).collect();
    assert_eq!(folders.len(), ALL.len());
}
