//! Paths made by another library, each with at most one fault in it.

use std::collections::BTreeSet;

use pki::trust::{PathFault, Pool, Purpose, TrustAnchor, TrustList, Verdict};
use pki::{Certificate, TimestampFault};

use crate::support::{World, at, json, without_revocation};

fn fault_name(fault: &PathFault) -> String {
    let text = match fault {
        PathFault::Unusable(error) => format!("{error:?}"),
        other => format!("{other:?}"),
    };
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}

struct Case {
    name: String,
    fault: String,
    purpose: String,
    certvalidator: String,
    at: base::Instant,
    certificate: Certificate,
    pool: Pool,
    trust: TrustList,
}

fn cases() -> Vec<Case> {
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap().to_owned();
    let case = |value: &serde_json::Value| {
        let mut pool = Pool::new();
        if !text(value, "pool").is_empty() {
            let certificates = Certificate::all_from_pem(&text(value, "pool")).unwrap();
            certificates.into_iter().for_each(|each| pool.add_certificate(each));
        }
        Case {
            name: text(value, "name"),
            fault: text(value, "fault"),
            purpose: text(value, "purpose"),
            certvalidator: text(value, "certvalidator"),
            at: at(&text(value, "at")),
            certificate: Certificate::all_from_pem(&text(value, "certificate")).unwrap().remove(0),
            pool,
            trust: TrustList::from_pem(&text(value, "anchors")).unwrap(),
        }
    };
    json("chains.json").as_array().unwrap().iter().map(case).collect()
}

impl Case {
    fn judge(&self) -> (Verdict, BTreeSet<String>) {
        let purpose = match self.purpose.as_str() {
            "time-stamping" => Purpose::TimeStamping,
            _ => Purpose::DocumentSigning,
        };
        let policy = without_revocation();
        let judgement =
            self.trust.judge(&self.pool, &self.certificate, purpose, self.at, self.at, &policy);
        let faults = judgement.problems.iter().map(|problem| fault_name(&problem.fault)).collect();
        (judgement.verdict, faults)
    }
}

#[test]
fn every_path_has_exactly_the_fault_that_was_put_into_it() {
    for case in cases() {
        let (verdict, faults) = case.judge();
        let expected: BTreeSet<String> =
            Some(case.fault.clone()).into_iter().filter(|fault| !fault.is_empty()).collect();
        assert_eq!(faults, expected, "{}", case.name);
        assert_eq!(verdict == Verdict::Trusted, case.fault.is_empty(), "{}", case.name);
    }
}

#[test]
fn there_is_a_path_for_every_fault_a_path_can_have() {
    let faults: BTreeSet<String> = cases().into_iter().map(|case| case.fault).collect();
    for fault in [
        "NoIssuer",
        "IssuerSignature",
        "Weak",
        "NotYetValid",
        "Expired",
        "NotAuthority",
        "MayNotIssue",
        "PathLength",
        "UnknownCritical",
        "NameConstraints",
        "UnknownConstraints",
        "Purpose",
        "KeyUsage",
    ] {
        assert!(faults.contains(fault), "{fault}");
    }
}

#[test]
fn what_another_validator_refuses_is_refused_here_and_more() {
    for case in cases() {
        let (verdict, _) = case.judge();
        if case.certvalidator != "valid" {
            assert_ne!(verdict, Verdict::Trusted, "{}: {}", case.name, case.certvalidator);
        }
        if case.fault.is_empty() {
            assert_eq!(case.certvalidator, "valid", "{}", case.name);
        }
    }
}

#[test]
fn an_empty_list_trusts_nobody() {
    let world = World::shared();
    let now = at("2026-06-01");
    let policy = without_revocation();
    let person = &world.person.certificate;
    let judgement = TrustList::new().judge_signer(&world.pool(), person, now, now, &policy);
    assert_eq!(judgement.verdict, Verdict::Untrusted);
    assert_eq!(judgement.path.as_slice(), std::slice::from_ref(person));
}

#[test]
fn the_path_and_the_label_of_the_anchor_are_told() {
    let world = World::shared();
    let now = at("2026-06-01");
    let person = &world.person.certificate;
    let judgement =
        world.trust().judge_signer(&world.pool(), person, now, now, &without_revocation());
    let path = [person, &world.authority.certificate, &world.root.certificate].map(Clone::clone);
    assert_eq!((judgement.verdict, judgement.path), (Verdict::Trusted, path.to_vec()));
    assert_eq!(judgement.anchor.as_deref(), Some("Akar"));
}

#[test]
fn a_pinned_authority_needs_no_root() {
    let world = World::shared();
    let now = at("2026-06-01");
    let anchor = TrustAnchor::new(world.authority.certificate.clone());
    let list: TrustList = [anchor].into_iter().collect();
    let person = &world.person.certificate;
    let judgement = list.judge_signer(&Pool::new(), person, now, now, &without_revocation());
    assert_eq!((judgement.verdict, judgement.path.len()), (Verdict::Trusted, 2));
}

#[test]
fn a_pinned_person_is_trusted_while_the_certificate_is_valid() {
    let world = World::shared();
    let person = &world.person.certificate;
    let list: TrustList = [TrustAnchor::new(person.clone())].into_iter().collect();
    let judge = |now| {
        list.judge_signer(&Pool::new(), person, at(now), at(now), &without_revocation()).verdict
    };
    assert_eq!(judge("2026-06-01"), Verdict::Trusted);
    assert_eq!(judge("2028-06-01"), Verdict::Indeterminate);
}

#[test]
fn an_anchor_can_be_for_one_purpose_and_for_some_time() {
    let world = World::shared();
    let now = at("2026-06-01");
    let judge = |anchor: TrustAnchor| {
        let list: TrustList = [anchor].into_iter().collect();
        let person = &world.person.certificate;
        list.judge_signer(&world.pool(), person, now, now, &without_revocation()).problems
    };
    let anchor = || TrustAnchor::new(world.root.certificate.clone());
    assert!(judge(anchor().only_for(Purpose::DocumentSigning)).is_empty());
    let stamps = judge(anchor().only_for(Purpose::TimeStamping));
    assert_eq!(stamps[0].fault, PathFault::AnchorPurpose);
    assert!(judge(anchor().between(Some(at("2026-01-01")), Some(at("2027-01-01")))).is_empty());
    let ended = judge(anchor().between(None, Some(now)));
    assert_eq!(ended[0].fault, PathFault::AnchorInterval(now));
    let begins = judge(anchor().between(Some(at("2026-07-01")), None));
    assert_eq!(begins[0].fault, PathFault::AnchorInterval(now));
}

#[test]
fn the_same_authority_twice_in_the_pool_changes_nothing() {
    let world = World::shared();
    let now = at("2026-06-01");
    let mut pool = world.pool();
    pool.add_certificate(world.authority.certificate.clone());
    pool.add_certificate(world.root.certificate.clone());
    assert_eq!(pool.certificates().len(), 2);
    let person = &world.person.certificate;
    let judgement = world.trust().judge_signer(&pool, person, now, now, &without_revocation());
    assert_eq!((judgement.verdict, judgement.path.len()), (Verdict::Trusted, 3));
}

#[test]
fn a_search_that_costs_too_much_ends_without_a_verdict() {
    let world = World::shared();
    let now = at("2026-06-01");
    let policy = pki::trust::Policy { work: 2, ..without_revocation() };
    let person = &world.person.certificate;
    let judgement = world.trust().judge_signer(&world.pool(), person, now, now, &policy);
    assert_eq!(judgement.verdict, Verdict::Indeterminate);
    assert_eq!(judgement.problems[0].fault, PathFault::TooMuchWork);
}

#[test]
fn a_certificate_for_documents_cannot_stamp() {
    let world = World::shared();
    let refused = pki::authority::TimestampAuthority::new(
        &world.person.certificate,
        &world.person.key,
        &[],
        crate::support::POLICY,
    );
    assert_eq!(refused.err(), Some(TimestampFault::Purpose.into()));
}
