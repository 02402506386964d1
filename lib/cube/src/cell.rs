//! What stands in one place of a cube.

use base::{Decimal, Language};

/// A figure, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    Figure(Decimal, Mark),
    Missing(Missing),
}

/// How final a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    Final,
    /// `*`: angka sementara.
    Provisional,
    /// `**`: angka sangat sementara.
    VeryProvisional,
    /// `r`: angka diperbaiki, different from what was published before.
    Revised,
    /// `p`: a projection, computed and not observed.
    Projected,
}

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// `...`: data tidak tersedia.
    NotAvailable,
    /// `NA`: tidak dapat diterapkan; there is nothing to count here.
    NotApplicable,
    /// `x`: dirahasiakan; it would tell something of one person or company.
    Suppressed,
}

impl Cell {
    pub const fn value(self) -> Option<Decimal> {
        match self {
            Self::Figure(value, _) => Some(value),
            Self::Missing(_) => None,
        }
    }

    /// The sign beside the figure or in its place, as statistical tables print it; empty for a final
    /// figure.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Figure(_, mark) => mark.sign(),
            Self::Missing(why) => why.sign(),
        }
    }

    /// The sign in words.
    pub const fn said(self, language: Language) -> &'static str {
        match self {
            Self::Figure(_, mark) => mark.said(language),
            Self::Missing(why) => why.said(language),
        }
    }
}

impl Mark {
    pub const ALL: [Self; 5] =
        [Self::Final, Self::Provisional, Self::VeryProvisional, Self::Revised, Self::Projected];

    pub const fn sign(self) -> &'static str {
        match self {
            Self::Final => "",
            Self::Provisional => "*",
            Self::VeryProvisional => "**",
            Self::Revised => "r",
            Self::Projected => "p",
        }
    }

    /// The mark in words.
    pub const fn said(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Final, Language::Id) => "angka tetap",
            (Self::Final, Language::En) => "final",
            (Self::Provisional, Language::Id) => "angka sementara",
            (Self::Provisional, Language::En) => "provisional",
            (Self::VeryProvisional, Language::Id) => "angka sangat sementara",
            (Self::VeryProvisional, Language::En) => "very provisional",
            (Self::Revised, Language::Id) => "angka diperbaiki",
            (Self::Revised, Language::En) => "revised",
            (Self::Projected, Language::Id) => "angka proyeksi",
            (Self::Projected, Language::En) => "projected",
        }
    }

    /// The mark that is printed so.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.sign() == sign)
    }
}

impl Missing {
    pub const ALL: [Self; 3] = [Self::NotAvailable, Self::NotApplicable, Self::Suppressed];

    pub const fn sign(self) -> &'static str {
        match self {
            Self::NotAvailable => "...",
            Self::NotApplicable => "NA",
            Self::Suppressed => "x",
        }
    }

    /// The reason in words.
    pub const fn said(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NotAvailable, Language::Id) => "data tidak tersedia",
            (Self::NotAvailable, Language::En) => "not available",
            (Self::NotApplicable, Language::Id) => "tidak dapat diterapkan",
            (Self::NotApplicable, Language::En) => "not applicable",
            (Self::Suppressed, Language::Id) => "dirahasiakan",
            (Self::Suppressed, Language::En) => "suppressed",
        }
    }

    /// The reason that is printed so.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.sign() == sign)
    }
}
