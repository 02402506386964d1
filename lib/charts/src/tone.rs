//! What a shape means, from which page and paper take its colour.

/// The role of a shape or a text. On a page it is a class of the stylesheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// The main series.
    Data,
    /// The second series, lighter than the first.
    Second,
    /// A third series.
    Third,
    /// The small bar beside a figure.
    Bar,
    /// The small bar of a figure that lags behind.
    Low,
    /// The full length behind a small bar, and the zero line of a change.
    Track,
    /// The tick of a target.
    Mark,
    /// A class of amounts, 1 (least) to 5 (most).
    Amount1,
    Amount2,
    Amount3,
    Amount4,
    Amount5,
    /// A class of changes: down, unchanged, and three times up.
    Change1,
    Change2,
    Change3,
    Change4,
    Change5,
    /// No data.
    Missing,
    /// Neither up nor down, where it is counted rather than mapped.
    Unchanged,
    /// A line of the grid.
    Axis,
    /// The line of what happened.
    Line,
    /// The dashed line of what was planned.
    Target,
    /// A label.
    Label,
    /// A figure, stronger than a label.
    Figure,
    /// A figure on a bar of the main series.
    OnData,
    /// The label of a region on a light class.
    OnLight,
    /// The label of a region on a dark class.
    OnDark,
    /// The label of a region on the fourth class of changes, which needs ink in both themes.
    OnOchre,
}

impl Tone {
    /// Classes of amounts from least to most: one hue, light to dark.
    pub const AMOUNTS: [Self; 5] =
        [Self::Amount1, Self::Amount2, Self::Amount3, Self::Amount4, Self::Amount5];

    /// Classes of changes: down (teal), unchanged, up in three steps (ochre). Never red and
    /// green, which one man in twelve cannot tell apart.
    pub const CHANGES: [Self; 5] =
        [Self::Change1, Self::Change2, Self::Change3, Self::Change4, Self::Change5];

    /// The class in the stylesheet; empty where the plain text colour serves.
    pub fn class(self) -> &'static str {
        match self {
            Self::Data => "fb",
            Self::Second => "fq",
            Self::Third => "fd",
            Self::Bar => "b",
            Self::Low => "low",
            Self::Track => "bg",
            Self::Mark => "mk",
            Self::Amount1 => "s1",
            Self::Amount2 => "s2",
            Self::Amount3 => "s3",
            Self::Amount4 => "s4",
            Self::Amount5 => "s5",
            Self::Change1 => "d1",
            Self::Change2 => "d2",
            Self::Change3 => "d3",
            Self::Change4 => "d4",
            Self::Change5 => "d5",
            Self::Missing => "s0",
            Self::Unchanged => "fn",
            Self::Axis => "ax",
            Self::Line => "ln",
            Self::Target => "ln t",
            Self::Figure => "v",
            Self::OnData => "onb",
            Self::OnDark => "hi",
            Self::OnOchre => "d4t",
            Self::Label | Self::OnLight => "",
        }
    }

    /// The colour on white paper as red, green, blue: the light theme of the stylesheet.
    pub fn print_colour(self) -> [u8; 3] {
        match self {
            Self::Data | Self::Bar | Self::Line => [0x0f, 0x5e, 0x6b],
            Self::Third | Self::Target => [0x72, 0x82, 0x87],
            Self::Track | Self::Axis => [0xd9, 0xdf, 0xdc],
            Self::Mark | Self::Figure | Self::OnLight | Self::OnOchre => [0x14, 0x25, 0x2a],
            Self::Amount1 => [0xcf, 0xe4, 0xe4],
            Self::Second | Self::Amount2 => [0xa0, 0xcb, 0xce],
            Self::Amount3 => [0x6a, 0xaa, 0xb3],
            Self::Amount4 | Self::Change1 => [0x2f, 0x7c, 0x8a],
            Self::Amount5 => [0x0b, 0x47, 0x53],
            Self::Change2 => [0xdd, 0xdc, 0xd2],
            Self::Change3 => [0xf3, 0xd3, 0xa0],
            Self::Low | Self::Change4 => [0xd9, 0x8f, 0x3b],
            Self::Change5 => [0x8c, 0x4a, 0x0b],
            Self::Missing | Self::Unchanged => [0xc3, 0xcb, 0xc9],
            Self::Label => [0x4a, 0x5c, 0x61],
            Self::OnData | Self::OnDark => [0xff, 0xff, 0xff],
        }
    }

    /// The tone of a label that stands on this one, with contrast of at least 4.5 in both themes.
    #[must_use]
    pub fn label(self) -> Self {
        match self {
            Self::Amount4 | Self::Amount5 | Self::Change1 | Self::Change5 => Self::OnDark,
            Self::Change4 => Self::OnOchre,
            _ => Self::OnLight,
        }
    }
}
