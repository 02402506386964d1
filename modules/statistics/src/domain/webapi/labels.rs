//! Labels of BPS without their markup: `<b>PAPUA</b>`, `Pria &amp; wanita`.

/// What BPS writes for signs.
const ENTITIES: [(&str, &str); 6] =
    [("nbsp", " "), ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("#39", "'")];

/// The text of a label: tags are left out, signs are said, and white space is one blank.
pub fn plain(label: &str) -> String {
    let text = said(&without_tags(label));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A `<` that begins no tag, as in *< 5 tahun*, stays.
fn without_tags(label: &str) -> String {
    let mut text = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let begins = tag[1..].starts_with(|it: char| it == '/' || it.is_ascii_alphabetic());
        match tag.find('>').filter(|_| begins) {
            Some(end) => {
                text.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                text.push('<');
                rest = &tag[1..];
            }
        }
    }
    text + rest
}

fn said(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, sign) = rest.split_at(at);
        all.push_str(before);
        let known = ENTITIES.iter().find_map(|(name, is)| {
            let left = sign[1..].strip_prefix(name)?.strip_prefix(';')?;
            Some((*is, left))
        });
        let (is, left) = known.unwrap_or(("&", &sign[1..]));
        all.push_str(is);
        rest = left;
    }
    all + rest
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_left_out_and_signs_are_said() {
        for (label, text) in [
            ("<b>PAPUA</b>", "PAPUA"),
            ("Laki-laki<br/>dan&nbsp; perempuan", "Laki-laki dan perempuan"),
            ("R&amp;D &lt; 5 &#39;tahun&#39;", "R&D < 5 'tahun'"),
            ("< 5 tahun & lebih; <", "< 5 tahun & lebih; <"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(plain(label), text, "{label}");
        }
    }
}
