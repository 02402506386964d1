//! Words of tables: totals, notes, numbers of columns, units.

/// Letters and digits in lower case.
pub(crate) fn bare(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Without the number of an item before it: `1. Muara Wahau`, `a) Negeri`.
pub(crate) fn without_item(text: &str) -> &str {
    let text = text.trim();
    let Some((item, rest)) = text.split_once(['.', ')']) else { return text };
    let digits = !item.is_empty() && item.len() <= 3 && item.bytes().all(|b| b.is_ascii_digit());
    let letter = item.len() == 1 && item.bytes().all(|b| b.is_ascii_alphabetic());
    let rest_is_name = rest.trim_start().starts_with(char::is_alphabetic);
    if (digits || letter) && rest_is_name { rest.trim() } else { text }
}

/// *Jumlah*, *Total*, *Kabupaten* alone: a row or column of sums.
pub(crate) fn is_total(text: &str) -> bool {
    const TOTALS: [&str; 12] = [
        "jumlah",
        "total",
        "jumlahtotal",
        "grandtotal",
        "totaljumlah",
        "jml",
        "jumlahseluruh",
        "jumlahseluruhnya",
        "sum",
        "lp",
        "jumlahkabupaten",
        "totalkabupaten",
    ];
    TOTALS.contains(&bare(text).as_str())
}

/// What stands below a table and is not of it.
pub(crate) fn is_note(text: &str) -> bool {
    const NOTES: [&str; 11] = [
        "sumber",
        "source",
        "catatan",
        "keterangan",
        "ket.",
        "ket:",
        "note",
        "mengetahui",
        "*)",
        "**)",
        "r)",
    ];
    let lower = text.trim().to_lowercase();
    NOTES.iter().any(|it| lower.starts_with(*it)) || (lower.starts_with('*') && lower.len() > 3)
}

/// Heads of running numbers.
pub(crate) fn is_number_head(text: &str) -> bool {
    ["no", "nomor", "nourut", "nomorurut", "number", "urut"].contains(&bare(text).as_str())
}

/// Heads of regions, and whether of codes.
pub(crate) fn region_head(text: &str) -> Option<bool> {
    const REGIONS: [&str; 14] = [
        "kecamatan",
        "desa",
        "kelurahan",
        "wilayah",
        "kabupaten",
        "kampung",
        "region",
        "district",
        "village",
        "subdistrict",
        "kab",
        "daerah",
        "lokasi",
        "kota",
    ];
    const AROUND: [&str; 11] =
        ["nama", "kode", "code", "name", "kemendagri", "bps", "atau", "dan", "id", "of", "kec"];
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let fits = words.iter().all(|it| REGIONS.contains(it) || AROUND.contains(it));
    let code = words.iter().any(|it| matches!(*it, "kode" | "code" | "id"));
    let region = words.iter().any(|it| REGIONS.contains(it) || *it == "kec");
    (fits && (region || code)).then_some(code)
}

/// Powers of ten that words of units stand for.
pub(crate) fn power(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).find_map(|word| match word {
        "ratus" | "ratusan" => Some(2),
        "ribu" | "ribuan" | "thousand" | "thousands" => Some(3),
        "juta" | "jutaan" | "million" | "millions" => Some(6),
        "miliar" | "milyar" | "miliaran" | "billion" => Some(9),
        "triliun" | "trilyun" | "trillion" => Some(12),
        _ => None,
    })
}

pub(crate) fn is_percent(text: &str) -> bool {
    text.contains('%') || {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        words.any(|it| matches!(it, "persen" | "persentase" | "percent" | "percentage"))
    }
}

/// Shorter ways to write the sexes.
pub(crate) fn long_form(text: &str) -> Option<&'static str> {
    match bare(text).as_str() {
        "l" | "lk" | "pria" | "laki" | "lelaki" => Some("Laki-laki"),
        "p" | "pr" | "pn" | "wanita" => Some("Perempuan"),
        _ => None,
    }
}

/// The text without what stands between brackets, and what stands there.
pub(crate) fn unbracketed(text: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(letter),
            _ => outside.push(letter),
        }
    }
    (outside.split_whitespace().collect::<Vec<_>>().join(" "), inside)
}
