//! The words of classes.

use base::Language::{En, Id};
use base::format::integer;
use charts::legend::{Entry, html};
use charts::{Breaks, Tone, breaks};

const PERCENT: &str = "\u{a0}%";

fn words(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.text.replace('\u{a0}', " ")).collect()
}

fn changes() -> Breaks {
    breaks::around_zero(&[-3, 0, 2, 3, 4, 5, 7, 8, 9], 1)
}

#[test]
fn a_legend_of_changes_says_down_unchanged_and_up() {
    assert_eq!(
        words(&changes().legend(Id, integer, PERCENT)),
        ["turun lebih dari 1 %", "tetap (±1 %)", "naik 1–4 %", "naik 4–8 %", "naik 8 % ke atas"]
    );
    assert_eq!(
        words(&changes().legend(En, integer, PERCENT))[2..],
        ["up 1–4 %", "up 4–8 %", "up 8 % and above"]
    );
}

#[test]
fn a_legend_has_one_entry_for_each_class_with_its_tone() {
    let breaks = breaks::around_zero(&[-3, 5, 6], 0);
    let legend = breaks.legend(Id, integer, PERCENT);
    assert_eq!(words(&legend), ["turun", "tetap", "naik 0–6 %", "naik 6 % ke atas"]);
    assert_eq!(legend.len(), breaks.bounds().len() + 1);
    assert_eq!(legend[3].tone, breaks.tone(6));
}

#[test]
fn without_any_rise_the_legend_ends_with_up() {
    let legend = breaks::around_zero(&[-3], 1).legend(Id, integer, PERCENT);
    assert_eq!(words(&legend)[2..], ["naik lebih dari 1 %"]);
    assert_eq!(words(&breaks::around_zero(&[], 0).legend(En, integer, ""))[2..], ["up"]);
}

#[test]
fn a_legend_of_amounts_is_open_at_both_ends() {
    let breaks = breaks::round(&[50, 58, 66, 77, 90], 5);
    assert_eq!(
        words(&breaks.legend(Id, integer, PERCENT)),
        ["di bawah 55 %", "55–60 %", "60–70 %", "70–80 %", "80 % ke atas"]
    );
    assert_eq!(words(&breaks::round(&[], 5).legend(Id, integer, "")), ["semua"]);
}

#[test]
fn the_html_of_a_legend_is_escaped() {
    let entries = [Entry::new(Tone::Data, "tanah <b>"), Entry::missing(Id)];
    assert_eq!(
        html(&entries),
        "<ul class=\"legend\"><li><svg aria-hidden=\"true\"><rect class=\"fb\" width=\"22\" \
         height=\"14\"/></svg>tanah &lt;b&gt;</li><li><svg aria-hidden=\"true\"><rect class=\"s0\" \
         width=\"22\" height=\"14\"/></svg>tidak ada data</li></ul>"
    );
}
