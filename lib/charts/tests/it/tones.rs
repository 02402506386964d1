//! Colours of page and paper.

use charts::Tone;

const TOKENS: &str = include_str!("../../../../assets/src/styles/_tokens.scss");

/// The colour of a name in the light theme, which stands first in the file.
fn token(name: &str) -> Option<[u8; 3]> {
    let start = TOKENS.find(&format!("--{name}: #"))? + name.len() + 5;
    let hex: String = TOKENS[start..].chars().take_while(char::is_ascii_hexdigit).collect();
    let hex = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex };
    let channel = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[test]
fn paper_has_the_colours_of_the_light_theme() {
    for (tone, name) in Tone::AMOUNTS.into_iter().zip(["s1", "s2", "s3", "s4", "s5"]) {
        assert_eq!(Some(tone.print_colour()), token(name), "{name}");
    }
    for (tone, name) in Tone::CHANGES.into_iter().zip(["d1", "d2", "d3", "d4", "d5"]) {
        assert_eq!(Some(tone.print_colour()), token(name), "{name}");
    }
    assert_eq!(Some(Tone::Data.print_colour()), token("data"));
    assert_eq!(Some(Tone::Missing.print_colour()), token("none"));
    assert_eq!(Some(Tone::Third.print_colour()), token("edge"));
    assert_eq!(Some(Tone::Axis.print_colour()), token("line"));
    assert_eq!(Some(Tone::Figure.print_colour()), token("ink"));
    assert_eq!(Some(Tone::Label.print_colour()), token("ink-2"));
}

#[test]
fn a_label_can_be_read_on_its_class() {
    for tone in Tone::AMOUNTS.into_iter().chain(Tone::CHANGES).chain([Tone::Missing]) {
        let ratio = contrast(tone.print_colour(), tone.label().print_colour());
        assert!(ratio >= 4.5, "{tone:?} has {ratio:.1}");
    }
}

/// The contrast ratio of WCAG 2.2.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}
