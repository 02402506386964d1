//! The way of a letter, whatever people do.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Id, Instant};
use documents::domain::chain::{Asked, Chain, ChainError, Manner, Mark, StepRole, StepState};
use documents::domain::letter::State;
use identity::{Basis, Position};
use proptest::prelude::*;

fn position(n: u8) -> Id<Position> {
    Id::parse(&format!("01ARZ3NDEKTSV4RRFFQ69G5F{n:02}")).unwrap()
}

fn asked(n: u8, manner: Manner) -> Asked {
    Asked { position: position(n), title: format!("Jabatan {n}"), manner }
}

fn mark(actor: &str, version: u32) -> Mark {
    let at = Instant::from_millis(1_000);
    let (actor, name, basis) = (actor.to_owned(), actor.to_owned(), Basis::Definitif);
    Mark { actor, name, basis, version, at }
}

const NOW: Instant = Instant::from_millis(500);

fn sent_up(manners: &[Manner]) -> Chain {
    let reviewers: Vec<Asked> = (1..).zip(manners).map(|(n, m)| asked(n, *m)).collect();
    Chain::begun("lina").send_up(&reviewers, &asked(90, Manner::Hierarki), NOW).unwrap()
}

fn open(chain: &Chain) -> Vec<u32> {
    chain.open_steps().map(|step| step.ordinal).collect()
}

#[test]
fn superiors_are_asked_one_after_the_other_and_neighbours_together() {
    use Manner::{Hierarki, Koordinasi};
    let chain = sent_up(&[Hierarki, Koordinasi, Koordinasi, Hierarki]);
    assert_eq!(open(&chain), [1]);
    let chain = chain.paraf(1, mark("wati", 1)).unwrap();
    assert_eq!(open(&chain), [2, 3]);
    let chain = chain.paraf(3, mark("dina", 1)).unwrap();
    assert_eq!((open(&chain), chain.state), (vec![2], State::Review));
    let chain = chain.paraf(2, mark("joko", 1)).unwrap();
    let chain = chain.paraf(4, mark("sekda", 1)).unwrap();
    assert_eq!((open(&chain), chain.state), (vec![5], State::Ready));
    assert_eq!(chain.sign_step().unwrap().ordinal, 5);
}

#[test]
fn a_letter_without_reviewers_goes_straight_to_its_signer() {
    assert_eq!(sent_up(&[]).state, State::Ready);
}

#[test]
fn nobody_acts_out_of_turn_or_on_an_old_version() {
    let chain = sent_up(&[Manner::Hierarki, Manner::Hierarki]);
    assert_eq!(chain.paraf(2, mark("joko", 1)), Err(ChainError::NotOpen));
    assert_eq!(chain.paraf(3, mark("rudi", 1)), Err(ChainError::NotOpen));
    let stale = ChainError::Stale { seen: 0, current: 1 };
    assert_eq!(chain.paraf(1, mark("wati", 0)), Err(stale));
    assert_eq!(chain.fix(), Err(ChainError::State(State::Review)));
    assert_eq!(chain.save("lina"), Err(ChainError::State(State::Review)));
}

#[test]
fn a_returned_letter_needs_every_paraf_again() {
    let chain = sent_up(&[Manner::Hierarki, Manner::Hierarki]);
    let chain = chain.paraf(1, mark("wati", 1)).unwrap();
    assert_eq!(chain.send_back(2, mark("joko", 1), "  "), Err(ChainError::NoRemark));
    let chain = chain.send_back(2, mark("joko", 1), "perbaiki").unwrap();
    assert_eq!(chain.state, State::Returned);
    assert_eq!(chain.steps[2].state, StepState::Dropped);
    let chain = chain.save("lina").unwrap();
    let again = [asked(1, Manner::Hierarki), asked(2, Manner::Hierarki)];
    let chain = chain.send_up(&again, &asked(90, Manner::Hierarki), NOW).unwrap();
    assert_eq!((chain.round, chain.version, open(&chain)), (2, 2, vec![1]));
}

#[test]
fn the_signer_sends_back_what_is_fixed() {
    let chain = sent_up(&[Manner::Hierarki]).paraf(1, mark("wati", 1)).unwrap().fix().unwrap();
    let back = chain.send_back(2, mark("rudi", 1), "salah nama").unwrap();
    assert_eq!(back.state, State::Returned);
    assert_eq!(chain.send_back(1, mark("wati", 1), "x"), Err(ChainError::NotOpen));
}

#[test]
fn nobody_passes_their_own_letter_alone() {
    let alone = sent_up(&[Manner::Hierarki]).paraf(1, mark("lina", 1)).unwrap().fix().unwrap();
    assert_eq!(alone.begin_signing("lina"), Err(ChainError::FourEyes));
    assert_eq!(alone.signed(mark("lina", 1)), Err(ChainError::FourEyes));
    assert!(alone.begin_signing("rudi").is_ok());
    let seen = sent_up(&[Manner::Hierarki]).paraf(1, mark("wati", 1)).unwrap().fix().unwrap();
    assert!(seen.signed(mark("lina", 1)).is_ok());
}

#[test]
fn a_position_stands_in_a_chain_once() {
    let twice = [asked(1, Manner::Hierarki), asked(1, Manner::Koordinasi)];
    let begun = Chain::begun("lina");
    let signer = asked(90, Manner::Hierarki);
    assert_eq!(begun.send_up(&twice, &signer, NOW), Err(ChainError::Twice));
    let signs = [asked(90, Manner::Hierarki)];
    assert_eq!(begun.send_up(&signs, &signer, NOW), Err(ChainError::Twice));
}

#[test]
fn a_cancelled_or_withdrawn_letter_stays_so() {
    let fixed = sent_up(&[]).fix().unwrap();
    assert_eq!(fixed.withdraw(), Err(ChainError::State(State::Fixed)));
    let cancelled = fixed.cancel().unwrap();
    assert!(cancelled.steps.iter().all(|step| step.state == StepState::Dropped));
    for over in [cancelled, sent_up(&[]).withdraw().unwrap()] {
        assert!(over.save("lina").is_err() && over.fix().is_err() && over.dispatch().is_err());
        assert!(over.recall().is_err() && over.withdraw().is_err() && over.cancel().is_err());
    }
}

/// Something somebody tries.
#[derive(Debug, Clone)]
enum Try {
    Save,
    SendUp(Vec<bool>),
    Paraf(u32, u8, u32),
    SendBack(u32, u8),
    Recall,
    Withdraw,
    Fix,
    Begin(u8),
    Failed,
    Signed(u8),
    Dispatch,
    Cancel,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        3 => Just(Try::Save),
        4 => prop::collection::vec(any::<bool>(), 0..4).prop_map(Try::SendUp),
        12 => (1..6_u32, 0..4_u8, 0..2_u32).prop_map(|(step, who, old)| Try::Paraf(step, who, old)),
        1 => (1..6_u32, 0..4_u8).prop_map(|(step, who)| Try::SendBack(step, who)),
        1 => Just(Try::Recall),
        1 => Just(Try::Withdraw),
        4 => Just(Try::Fix),
        4 => (0..4_u8).prop_map(Try::Begin),
        1 => Just(Try::Failed),
        4 => (0..4_u8).prop_map(Try::Signed),
        2 => Just(Try::Dispatch),
        1 => Just(Try::Cancel),
    ]
}

fn tried(chain: &Chain, what: &Try) -> Result<Chain, ChainError> {
    let who = |n: u8| ["lina", "wati", "joko", "rudi"][usize::from(n)];
    let manner = |beside: &bool| if *beside { Manner::Koordinasi } else { Manner::Hierarki };
    match what {
        Try::Save => chain.save("lina"),
        Try::SendUp(manners) => {
            let reviewers: Vec<Asked> =
                (1..).zip(manners).map(|(n, beside)| asked(n, manner(beside))).collect();
            chain.send_up(&reviewers, &asked(90, Manner::Hierarki), NOW)
        }
        Try::Paraf(step, n, old) => {
            chain.paraf(*step, mark(who(*n), chain.version.saturating_sub(*old)))
        }
        Try::SendBack(step, n) => chain.send_back(*step, mark(who(*n), chain.version), "perbaiki"),
        Try::Recall => chain.recall(),
        Try::Withdraw => chain.withdraw(),
        Try::Fix => chain.fix(),
        Try::Begin(n) => chain.begin_signing(who(*n)),
        Try::Failed => chain.signing_failed(),
        Try::Signed(n) => chain.signed(mark(who(*n), chain.version)),
        Try::Dispatch => chain.dispatch(),
        Try::Cancel => chain.cancel(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_signed_without_every_paraf_on_its_current_version(
        all in prop::collection::vec(tries(), 1..60)
    ) {
        let mut chain = Chain::begun("lina");
        for one in &all {
            let Ok(next) = tried(&chain, one) else { continue };
            // What was seen is what is there: nobody writes on a letter on its way.
            if next.version != chain.version {
                prop_assert!(chain.state.is_open());
            }
            chain = next;
            let past = matches!(
                chain.state,
                State::Ready | State::Fixed | State::Signing | State::Signed | State::Dispatched
            );
            let of = |role| chain.steps.iter().filter(move |step| step.role == role);
            if past {
                for step in of(StepRole::Paraf) {
                    prop_assert_eq!(step.mark.as_ref().map(|mark| mark.version), Some(chain.version));
                    prop_assert_eq!(step.state, StepState::Done);
                }
            }
            if matches!(chain.state, State::Signed | State::Dispatched) {
                let sign = chain.sign_step().and_then(|step| step.mark.as_ref());
                prop_assert_eq!(sign.map(|mark| mark.version), Some(chain.version));
                let eyes = chain.steps.iter().filter_map(|step| step.mark.as_ref());
                prop_assert!(eyes.into_iter().any(|mark| mark.actor != chain.author));
            }
        }
    }
}
