//! What somebody wants signed, and how.

use base::{Instant, Zone};

use crate::sign::appearance::Appearance;
use crate::sign::field::FieldSpec;

/// Which field the signature goes into.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A field that exists and is empty.
    Existing(String),
    /// A field made in the same revision.
    New(FieldSpec),
}

/// What may happen to a certified document (ISO 32000-1 §12.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// P = 1. Acrobat then calls the signature broken at the first byte added, a time-stamp or DSS
    /// included, so nothing may follow.
    Nothing = 1,
    /// P = 2: forms are filled in and signed.
    Fill = 2,
    /// P = 3: annotations as well. Verifiers, ours among them, accept no more than under 2.
    Annotate = 3,
}

/// Which signature is wanted.
#[derive(Debug, Clone)]
pub struct SignatureRequest<'f> {
    pub target: Target,
    /// Fields that are made in the same revision and stay empty: those of the signers to come.
    pub prepare: Vec<FieldSpec>,
    /// What is drawn; nothing for an invisible signature.
    pub appearance: Option<Appearance<'f>>,
    /// Makes it the signature that certifies the document.
    pub certify: Option<Permission>,
    /// `/M`: when the signer says it is. What counts is a time-stamp.
    pub time: Instant,
    /// The zone in which `/M` is written.
    pub zone: Zone,
    /// `/Name`, `/Reason`, `/Location`, `/ContactInfo`, when they are given.
    pub name: Option<String>,
    pub reason: Option<String>,
    pub location: Option<String>,
    pub contact: Option<String>,
    /// Bytes kept free for the CMS; as many as certificates and level need when it is not said.
    pub reserve: Option<usize>,
}

impl SignatureRequest<'_> {
    /// Room for RSA-4096, a chain of three certificates and a time-stamp with its own chain.
    pub const RESERVE: usize = 16_384;

    /// A plain signature.
    pub const fn new(target: Target, time: Instant, zone: Zone) -> Self {
        Self {
            target,
            prepare: Vec::new(),
            appearance: None,
            certify: None,
            time,
            zone,
            name: None,
            reason: None,
            location: None,
            contact: None,
            reserve: None,
        }
    }
}

/// What the caller should tell the person who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Certified with P = 1: no further signature, time-stamp or revocation data can be added.
    NothingMayFollow,
    /// No time-stamp could be had, or none that was right: the signature is B-B, and a document
    /// time-stamp should follow.
    NoTimestamp,
}
