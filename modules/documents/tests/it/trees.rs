//! Dispositions of a letter, whatever people do.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Id, Instant};
use documents::domain::incoming::tree::Answer;
use documents::domain::incoming::{
    Asked, Giver, NodeState, Order, Receiver, State, Tree, TreeError,
};
use identity::{Basis, Position};
use proptest::prelude::*;

use crate::house::day;

const NOW: Instant = Instant::from_millis(500);

fn position(n: u8) -> Id<Position> {
    Id::parse(&format!("01ARZ3NDEKTSV4RRFFQ69G5F{n:02}")).unwrap()
}

/// Positions are called by numbers; below ten they are positions, above people.
fn receiver(n: u8) -> Receiver {
    if n < 10 { Receiver::Position(position(n)) } else { Receiver::Person(format!("person-{n}")) }
}

fn asked(n: u8) -> Asked {
    Asked { receiver: receiver(n), title: format!("Jabatan {n}"), agency: "diskominfo".to_owned() }
}

fn giver(n: u8) -> Giver {
    let (title, actor) = (format!("Jabatan {n}"), format!("person-{n}"));
    Giver { position: position(n), title, basis: Basis::Definitif, name: actor.clone(), actor }
}

fn order() -> Order {
    Order { instructions: vec!["tindak-lanjuti".to_owned()], ..Order::default() }
}

fn answer(text: &str) -> Answer {
    Answer { at: NOW, name: "Siti".to_owned(), text: text.to_owned() }
}

fn given(to: &[u8]) -> Tree {
    let to: Vec<Asked> = to.iter().map(|n| asked(*n)).collect();
    Tree::begun(position(0)).give(0, &giver(0), &to, &order(), NOW).unwrap()
}

fn read(tree: &Tree, ordinal: u32) -> Tree {
    tree.read(ordinal, "Siti", NOW).unwrap()
}

#[test]
fn a_letter_goes_down_and_its_answers_come_up() {
    let tree = read(&given(&[1, 2]), 1);
    assert_eq!(tree.state, State::Disposed);
    let tree = tree.give(1, &giver(1), &[asked(3), asked(10)], &order(), NOW).unwrap();
    assert_eq!(tree.node(3).unwrap().parent, 1);
    let line: Vec<u32> = tree.line(3).iter().map(|node| node.ordinal).collect();
    assert_eq!(line, [3, 1]);
    // Nobody answers for what is still open below.
    assert_eq!(tree.answer(1, answer("selesai")), Err(TreeError::BelowOpen));
    let tree = read(&tree, 3).answer(3, answer("datanya terlampir")).unwrap();
    assert_eq!(tree.answer(1, answer("selesai")), Err(TreeError::BelowOpen));
    let tree = tree.cancel(4, NOW).unwrap().answer(1, answer("selesai")).unwrap();
    // The answer from below was settled with the one it is part of.
    assert_eq!(tree.node(3).unwrap().state, NodeState::Closed);
    let tree = tree.close(1, NOW).unwrap();
    assert_eq!(tree.state, State::Disposed, "the second receiver has not answered");
    let tree = read(&tree, 2).close(2, NOW).unwrap();
    assert_eq!(tree.state, State::Done);
}

#[test]
fn what_was_read_is_not_taken_back() {
    let tree = given(&[1]);
    let back = tree.cancel(1, NOW).unwrap();
    assert_eq!(back.state, State::Waiting);
    let read = read(&tree, 1);
    assert_eq!(read.cancel(1, NOW), Err(TreeError::Node(NodeState::Read)));
    // Reading it again changes nothing: the first time counts.
    assert_eq!(read.read(1, "Budi", Instant::from_millis(900)).unwrap(), read);
}

#[test]
fn sent_back_with_a_reason_and_asked_again() {
    let tree = read(&given(&[1]), 1);
    assert_eq!(tree.send_back(1, answer(" ")), Err(TreeError::NoReason));
    let back = tree.send_back(1, answer("bukan tugas kami")).unwrap();
    assert_eq!(back.state, State::Disposed);
    assert_eq!(back.ask_again(1, "", NOW), Err(TreeError::NoReason));
    let again = back.ask_again(1, "tetap dikerjakan", NOW).unwrap();
    assert_eq!(again.node(1).unwrap().state, NodeState::Read);
    assert_eq!(again.ask_again(1, "lagi", NOW), Err(TreeError::Node(NodeState::Read)));
    assert_eq!(back.close(1, NOW).unwrap().state, State::Done);
}

#[test]
fn nobody_is_asked_twice_and_nothing_goes_round_in_a_circle() {
    let begun = Tree::begun(position(0));
    let give = |to: &[Asked]| begun.give(0, &giver(0), to, &order(), NOW);
    assert_eq!(give(&[]), Err(TreeError::Nobody));
    assert!(matches!(give(&[asked(0)]), Err(TreeError::Circle(_))));
    assert!(matches!(give(&[asked(1), asked(1)]), Err(TreeError::Twice(_))));
    let tree = read(&given(&[1]), 1);
    assert!(matches!(
        tree.give(0, &giver(0), &[asked(1)], &order(), NOW),
        Err(TreeError::Twice(_))
    ));
    let up = tree.give(1, &giver(1), &[asked(0)], &order(), NOW);
    assert!(matches!(up, Err(TreeError::Circle(_))));
    let tree = tree.give(1, &giver(1), &[asked(2)], &order(), NOW).unwrap();
    let tree = read(&tree, 2);
    let up = tree.give(2, &giver(2), &[asked(1)], &order(), NOW);
    assert!(matches!(up, Err(TreeError::Circle(_))));
}

#[test]
fn only_who_holds_it_gives_it() {
    let begun = Tree::begun(position(0));
    let to = [asked(2)];
    assert_eq!(begun.give(0, &giver(1), &to, &order(), NOW), Err(TreeError::NotHeld));
    let tree = given(&[1]);
    let unread = tree.give(1, &giver(1), &to, &order(), NOW);
    assert_eq!(unread, Err(TreeError::Node(NodeState::Unread)));
    let tree = read(&tree, 1);
    assert_eq!(tree.give(1, &giver(3), &to, &order(), NOW), Err(TreeError::NotHeld));
    assert_eq!(tree.give(9, &giver(1), &to, &order(), NOW), Err(TreeError::Unknown));
    let empty = Order::default();
    assert_eq!(tree.give(1, &giver(1), &to, &empty, NOW), Err(TreeError::Nothing));
}

#[test]
fn what_is_passed_on_is_due_no_later() {
    let due = |text: &str| Order { due: Some(day(text)), ..order() };
    let begun = Tree::begun(position(0));
    let tree = begun.give(0, &giver(0), &[asked(1)], &due("2026-08-20"), NOW).unwrap();
    let tree = read(&tree, 1);
    let later = tree.give(1, &giver(1), &[asked(2)], &due("2026-08-21"), NOW);
    assert_eq!(later, Err(TreeError::DueLater(day("2026-08-20"))));
    assert!(tree.give(1, &giver(1), &[asked(2)], &due("2026-08-20"), NOW).is_ok());
    assert!(tree.give(1, &giver(1), &[asked(2)], &order(), NOW).is_ok());
}

#[test]
fn a_letter_is_filed_or_void_only_while_nobody_was_asked() {
    let begun = Tree::begun(position(0));
    assert_eq!(begun.file().unwrap().state, State::Done);
    let void = begun.void().unwrap();
    let to = [asked(1)];
    assert_eq!(void.give(0, &giver(0), &to, &order(), NOW), Err(TreeError::Letter(State::Void)));
    let tree = given(&[1]);
    assert_eq!(tree.file(), Err(TreeError::Letter(State::Disposed)));
    let back = tree.cancel(1, NOW).unwrap();
    assert_eq!(back.void(), Err(TreeError::Letter(State::Waiting)), "somebody was asked once");
    // What was filed can still be given to somebody.
    let later = begun.file().unwrap().give(0, &giver(0), &to, &order(), NOW).unwrap();
    assert_eq!(later.state, State::Disposed);
}

#[test]
fn a_secret_disposition_is_read_by_those_in_its_line() {
    let secret = Order { is_secret: true, ..order() };
    let begun = Tree::begun(position(0));
    let tree = begun.give(0, &giver(0), &[asked(1), asked(2)], &order(), NOW).unwrap();
    let tree = read(&tree, 1).give(1, &giver(1), &[asked(10)], &secret, NOW).unwrap();
    let node = tree.node(3).unwrap();
    let reads = |n: u8| tree.is_read_by(node, |one| *one == receiver(n));
    assert!(reads(0) && reads(1) && reads(10));
    assert!(!reads(2) && !reads(3));
    assert!(
        tree.takes_part(|one| *one == receiver(2)) && !tree.takes_part(|one| *one == receiver(3))
    );
}

/// Something somebody tries.
#[derive(Debug, Clone)]
enum Try {
    Give(u32, u8, Vec<u8>),
    Read(u32),
    Answer(u32),
    SendBack(u32),
    AskAgain(u32),
    Close(u32),
    Cancel(u32),
    File,
    Void,
}

fn tries() -> impl Strategy<Value = Try> {
    let node = || 1..8_u32;
    prop_oneof![
        6 => (0..8_u32, 0..6_u8, prop::collection::vec(0..12_u8, 0..3))
            .prop_map(|(from, by, to)| Try::Give(from, by, to)),
        6 => node().prop_map(Try::Read),
        4 => node().prop_map(Try::Answer),
        2 => node().prop_map(Try::SendBack),
        2 => node().prop_map(Try::AskAgain),
        4 => node().prop_map(Try::Close),
        2 => node().prop_map(Try::Cancel),
        1 => Just(Try::File),
        1 => Just(Try::Void),
    ]
}

fn tried(tree: &Tree, what: &Try) -> Result<Tree, TreeError> {
    match what {
        Try::Give(from, by, to) => {
            let to: Vec<Asked> = to.iter().map(|n| asked(*n)).collect();
            tree.give(*from, &giver(*by), &to, &order(), NOW)
        }
        Try::Read(ordinal) => tree.read(*ordinal, "Siti", NOW),
        Try::Answer(ordinal) => tree.answer(*ordinal, answer("selesai")),
        Try::SendBack(ordinal) => tree.send_back(*ordinal, answer("bukan kami")),
        Try::AskAgain(ordinal) => tree.ask_again(*ordinal, "lengkapi", NOW),
        Try::Close(ordinal) => tree.close(*ordinal, NOW),
        Try::Cancel(ordinal) => tree.cancel(*ordinal, NOW),
        Try::File => tree.file(),
        Try::Void => tree.void(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_settled_over_something_open_and_nothing_read_disappears(
        all in prop::collection::vec(tries(), 1..70)
    ) {
        let mut tree = Tree::begun(position(0));
        for one in &all {
            let Ok(next) = tried(&tree, one) else { continue };
            // What was given stays; what was read was not taken back; what is over stays over.
            prop_assert!(next.nodes.len() >= tree.nodes.len());
            for (before, now) in tree.nodes.iter().zip(&next.nodes) {
                prop_assert_eq!((before.parent, &before.asked), (now.parent, &now.asked));
                prop_assert!(before.read.is_none() || before.read == now.read);
                prop_assert!(!before.state.is_over() || before.state == now.state);
                if now.state == NodeState::Cancelled {
                    prop_assert!(now.read.is_none());
                }
            }
            tree = next;
            for node in &tree.nodes {
                let open_below = tree.below(node.ordinal).any(|below| !below.state.is_over());
                prop_assert!(!(open_below && node.state != NodeState::Read), "{:?}", node.state);
                // Whoever passed it on had read it, and stands nowhere above themselves.
                if let Ok(above) = tree.node(node.parent) {
                    prop_assert!(above.read.is_some());
                }
                let line = tree.line(node.ordinal);
                for (at, one) in line.iter().enumerate() {
                    prop_assert_ne!(&one.asked.receiver, &Receiver::Position(position(0)));
                    prop_assert!(line.iter().skip(at + 1).all(|it| it.asked.receiver != one.asked.receiver));
                }
                let twin = |other: &documents::domain::incoming::Node| {
                    other.parent == node.parent && other.ordinal != node.ordinal
                        && other.asked.receiver == node.asked.receiver && !other.state.is_over()
                };
                prop_assert!(node.state.is_over() || !tree.nodes.iter().any(twin));
            }
            prop_assert_eq!(tree.state == State::Disposed, tree.is_open());
            prop_assert!(tree.state != State::Void || tree.nodes.is_empty());
        }
    }
}
