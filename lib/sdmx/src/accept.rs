//! Which format an `Accept` header asks for (RFC 9110, 12.5.1; media types of SDMX REST 1.5).

use crate::SdmxError;

/// Formats of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// SDMX-ML 2.1 that is read without its structure: the default of the standard.
    Generic,
    /// SDMX-ML 2.1, shorter, read with its structure.
    StructureSpecific,
    Csv1,
    Csv2,
    Json1,
    Json2,
}

/// Formats of structures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureFormat {
    /// SDMX-ML 2.1: the default.
    Xml,
    /// SDMX-JSON 2.0.0.
    Json,
}

impl DataFormat {
    const ALL: [Self; 6] =
        [Self::Generic, Self::StructureSpecific, Self::Csv1, Self::Csv2, Self::Json2, Self::Json1];

    /// What to answer as `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Generic => "application/vnd.sdmx.genericdata+xml;version=2.1",
            Self::StructureSpecific => "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
            Self::Csv1 => "application/vnd.sdmx.data+csv;version=1.0.0",
            Self::Csv2 => "application/vnd.sdmx.data+csv;version=2.0.0",
            Self::Json1 => "application/vnd.sdmx.data+json;version=1.0.0",
            Self::Json2 => "application/vnd.sdmx.data+json;version=2.0.0",
        }
    }

    /// Names that say less, by which browsers and simple programs ask.
    const fn common(self) -> &'static [&'static str] {
        match self {
            Self::Generic => &["application/xml", "text/xml"],
            Self::Csv1 => &["text/csv"],
            Self::Json2 => &["application/json"],
            _ => &[],
        }
    }
}

impl StructureFormat {
    const ALL: [Self; 2] = [Self::Xml, Self::Json];

    /// What to answer as `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xml => "application/vnd.sdmx.structure+xml;version=2.1",
            Self::Json => "application/vnd.sdmx.structure+json;version=2.0.0",
        }
    }

    const fn common(self) -> &'static [&'static str] {
        match self {
            Self::Xml => &["application/xml", "text/xml"],
            Self::Json => &["application/json"],
        }
    }
}

/// The format of figures that is asked for; the default without a header.
///
/// # Errors
/// [`SdmxError::NotAcceptable`] when none of ours is.
pub fn data(accept: &str) -> Result<DataFormat, SdmxError> {
    choose(accept, &DataFormat::ALL.map(|it| (it, it.media_type(), it.common())))
}

/// The format of structures that is asked for; the default without a header.
///
/// # Errors
/// [`SdmxError::NotAcceptable`] when none of ours is.
pub fn structure(accept: &str) -> Result<StructureFormat, SdmxError> {
    choose(accept, &StructureFormat::ALL.map(|it| (it, it.media_type(), it.common())))
}

type Offer<F> = (F, &'static str, &'static [&'static str]);

/// Takes the first offer that fits the range with the highest weight.
fn choose<F: Copy>(accept: &str, offers: &[Offer<F>]) -> Result<F, SdmxError> {
    let header = if accept.trim().is_empty() { "*/*" } else { accept };
    let mut ranges: Vec<Range<'_>> = header.split(',').filter_map(Range::parse).collect();
    ranges.sort_by_key(|range| std::cmp::Reverse((range.weight, range.is_named())));
    let fitting = ranges.iter().find_map(|range| offers.iter().find(|offer| range.fits(offer)));
    fitting.map(|offer| offer.0).ok_or_else(|| SdmxError::NotAcceptable {
        accept: accept.to_owned(),
        offered: offers.iter().map(|offer| offer.1).collect::<Vec<_>>().join(", "),
    })
}

/// One of the ranges of media types in a header.
struct Range<'a> {
    name: String,
    version: Option<&'a str>,
    /// Thousandths.
    weight: u32,
}

impl<'a> Range<'a> {
    /// `None` for a range that is refused by `q=0`.
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next()?.to_ascii_lowercase();
        let (mut version, mut weight) = (None, 1000);
        for (key, value) in parts.filter_map(|part| part.split_once('=')) {
            match key.trim().to_ascii_lowercase().as_str() {
                "version" => version = Some(value.trim().trim_matches('"')),
                "q" => weight = thousandths(value.trim())?,
                _ => {}
            }
        }
        (weight > 0).then_some(Self { name, version, weight })
    }

    fn is_named(&self) -> bool {
        !self.name.contains('*')
    }

    fn fits<F>(&self, (_, media_type, common): &Offer<F>) -> bool {
        let (name, version) = media_type.split_once(";version=").unwrap_or((media_type, ""));
        match self.name.as_str() {
            "*/*" => true,
            "application/*" => name.starts_with("application/"),
            it if it == name => self.version.is_none_or(|it| same(it, version)),
            it => common.contains(&it),
        }
    }
}

/// `2.0` is `2.0.0`.
fn same(one: &str, other: &str) -> bool {
    let short = |text: &str| text.trim_end_matches(".0").to_owned();
    short(one) == short(other)
}

/// `0.8` as 800; `None` for what is no weight.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let whole: u32 = whole.parse().ok()?;
    let digits: u32 = format!("{:0<3}", rest.get(..rest.len().min(3))?).parse().ok()?;
    Some((whole * 1000 + digits).min(1000))
}
