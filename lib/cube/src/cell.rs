//! What stands in one place of a cube.

use base::Decimal;

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

    /// The reason that is printed so.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.sign() == sign)
    }
}
