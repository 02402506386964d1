//! Names of the published files.

use proptest::prelude::*;
use tlog::{Address, Kind};

#[test]
fn the_names_are_those_of_the_standard() {
    let tile = Address { kind: Kind::Tile(0), index: 1_234_067, width: 256 };
    assert_eq!(tile.to_string(), "tile/0/x001/x234/067");
    let part = Address { kind: Kind::Tile(1), index: 0, width: 5 };
    assert_eq!(part.to_string(), "tile/1/000.p/5");
    let bundle = Address { kind: Kind::Entries, index: 999, width: 1 };
    assert_eq!(bundle.to_string(), "tile/entries/999.p/1");
}

#[test]
fn one_file_has_one_name() {
    for wrong in [
        "tile/0/x000/067",
        "tile/0/67",
        "tile/00/067",
        "tile/0/067.p/0",
        "tile/0/067.p/256",
        "tile/0/067.p/07",
        "tile/0/067/",
        "tile/0/x067",
        "tile/256/000",
        "tile/0",
        "tile/entries",
        "tile/entries/000.p/",
        "tile/0/000/000",
        "checkpoint",
        "tile/-1/000",
        "tile/0/+01",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(Address::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_tree_of_66_thousand_entries_has_three_levels() {
    let names = |kind| Address::all(kind, 66_000).map(|a| a.to_string()).collect::<Vec<_>>();
    assert_eq!(names(Kind::Tile(2)), ["tile/2/000.p/1"]);
    assert_eq!(names(Kind::Tile(1)), ["tile/1/000", "tile/1/001.p/1"]);
    assert_eq!(names(Kind::Tile(0)).len(), 258);
    assert_eq!(names(Kind::Entries).last().unwrap(), "tile/entries/257.p/208");
    assert_eq!(Address::all(Kind::Tile(8), u64::MAX).count(), 0);
}

proptest! {
    #[test]
    fn a_name_leads_back(level in 0_u8..8, index in 0_u64..1 << 50, width in 1_u64..=256) {
        for kind in [Kind::Tile(level), Kind::Entries] {
            let address = Address { kind, index, width };
            prop_assert_eq!(Address::parse(&address.to_string()), Some(address));
        }
    }

    #[test]
    fn no_path_breaks_the_reader(path in "tile/(entries|[0-9]{1,3})(/x?[0-9.p]{1,5}){0,9}") {
        if let Some(address) = Address::parse(&path) {
            prop_assert_eq!(address.to_string(), path);
        }
    }
}
