//! When an answer is over by its own word (`nextUpdate`). Only the way to that field is walked;
//! whatever looks odd on the way has no end, and is not kept.

use base::Instant;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const ENUMERATED: u8 = 0x0a;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Of a `CertificateList` (RFC 5280, section 5.1): version?, algorithm, issuer, thisUpdate,
/// nextUpdate?.
pub(crate) fn of_list(der: &[u8]) -> Option<Instant> {
    let mut list = Walk(Walk(der).inside(SEQUENCE)?);
    let mut to_be_signed = Walk(list.inside(SEQUENCE)?);
    to_be_signed.skip_if(INTEGER);
    to_be_signed.inside(SEQUENCE)?;
    to_be_signed.inside(SEQUENCE)?;
    to_be_signed.time()?;
    to_be_signed.time()
}

/// Of a successful `OCSPResponse` (RFC 6960, section 4.2.1): the first of its answers to end.
pub(crate) fn of_ocsp(der: &[u8]) -> Option<Instant> {
    let mut response = Walk(Walk(der).inside(SEQUENCE)?);
    let status = response.inside(ENUMERATED)?;
    let mut holder = Walk(response.inside(0xa0).filter(|_| status == [0])?);
    let mut bytes = Walk(holder.inside(SEQUENCE)?);
    // The kind of answer; id-pkix-ocsp-basic is the only one there is.
    bytes.inside(0x06)?;
    let mut basic = Walk(Walk(bytes.inside(OCTETS)?).inside(SEQUENCE)?);
    let mut data = Walk(basic.inside(SEQUENCE)?);
    // Version?, responder by name or by key, producedAt.
    data.skip_if(0xa0);
    data.inside(0xa1).or_else(|| data.inside(0xa2))?;
    data.time()?;
    let mut answers = Walk(data.inside(SEQUENCE)?);
    let mut first: Option<Instant> = None;
    while !answers.0.is_empty() {
        let end = of_answer(answers.inside(SEQUENCE)?)?;
        first = Some(first.map_or(end, |other| other.min(end)));
    }
    first
}

/// Of a `SingleResponse`: certificate, status, thisUpdate, nextUpdate?.
fn of_answer(inside: &[u8]) -> Option<Instant> {
    let mut answer = Walk(inside);
    answer.inside(SEQUENCE)?;
    // good [0], revoked [1], unknown [2]
    let (tag, _) = answer.next()?;
    matches!(tag, 0x80 | 0xa1 | 0x82).then_some(())?;
    answer.time()?;
    Walk(answer.inside(0xa0)?).time()
}

/// A walk along DER values.
struct Walk<'a>(&'a [u8]);

impl<'a> Walk<'a> {
    /// The tag and the content of the next value.
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let &[tag, first, ref rest @ ..] = self.0 else { return None };
        let octets = usize::from(first & 0x7f);
        let (length, rest) = if first < 0x80 {
            (octets, rest)
        } else {
            let (length, rest) = rest.split_at_checked(octets)?;
            let length = (1..=4).contains(&octets).then_some(length)?;
            (length.iter().fold(0, |sum, &octet| sum << 8 | usize::from(octet)), rest)
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, content))
    }

    /// The content of the next value if it has this tag; else nothing is walked.
    fn inside(&mut self, wanted: u8) -> Option<&'a [u8]> {
        let here = self.0;
        match self.next() {
            Some((tag, content)) if tag == wanted => Some(content),
            _ => {
                self.0 = here;
                None
            }
        }
    }

    fn skip_if(&mut self, tag: u8) {
        self.inside(tag);
    }

    /// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ` (RFC 5280, section 4.1.2.5).
    fn time(&mut self) -> Option<Instant> {
        let (century, content) = match self.inside(UTC_TIME) {
            Some(content) if content.first()? < &b'5' => ("20", content),
            Some(content) => ("19", content),
            None => ("", self.inside(GENERALIZED_TIME)?),
        };
        let digits = format!("{century}{}", std::str::from_utf8(content).ok()?);
        let part = |from: usize, to: usize| digits.get(from..to);
        let right = digits.len() == 15 && digits.ends_with('Z');
        let [year, month, day] = [part(0, 4)?, part(4, 6)?, part(6, 8)?];
        let [hour, minute, second] = [part(8, 10)?, part(10, 12)?, part(12, 14)?];
        let text = format!("{year}-{month}-{day}T{hour}:{minute}:{second}.000Z");
        Instant::parse(&text).ok().filter(|_| right)
    }
}
