//! Whether the name in a certificate is that of an account.

/// The words of a name without titles: `Dr. Budi Santoso, S.Sos., M.Si.` and `BUDI SANTOSO` are the
/// same person. What stands behind the first comma are degrees; words with a full stop are
/// abbreviations of titles. Initials that a certificate leaves out make it another name: a false
/// alarm is told to a person, a wrong signer would be a forged letter.
pub fn is_same_person(certificate: &str, account: &str) -> bool {
    let (one, other) = (words(certificate), words(account));
    !one.is_empty() && one == other
}

fn words(name: &str) -> Vec<String> {
    let before = name.split(',').next().unwrap_or_default();
    let plain = before.split_whitespace().filter(|word| !word.contains('.'));
    plain
        .map(str::to_lowercase)
        .filter(|word| !matches!(&**word, "h" | "hj" | "ir" | "drs"))
        .collect()
}
