//! The outside of a DER value, which is all that an adapter looks at.

/// The length of a DER sequence with its header, as announced (X.690, section 8.1.3); `None` when
/// the bytes do not begin with one.
pub fn der_sequence_length(bytes: &[u8]) -> Option<usize> {
    let &[0x30, first, ref rest @ ..] = bytes else { return None };
    let octets = usize::from(first & 0x7f);
    if first < 0x80 {
        return Some(2 + octets);
    }
    // Indefinite is no DER, and more than four octets are no answer.
    let length = rest.get(..octets).filter(|_| (1..=4).contains(&octets))?;
    let length = length.iter().fold(0_usize, |sum, &octet| sum << 8 | usize::from(octet));
    length.checked_add(2 + octets)
}

/// Checks that a body is one whole DER sequence and nothing besides.
///
/// # Errors
/// Says what it is instead.
pub fn whole_der_sequence(body: &[u8]) -> Result<(), String> {
    match der_sequence_length(body) {
        Some(length) if length == body.len() => Ok(()),
        Some(length) => Err(format!("it has {} bytes and announces {length}", body.len())),
        None if body.is_empty() => Err("it is empty".to_owned()),
        None => Err("it is no DER sequence".to_owned()),
    }
}
