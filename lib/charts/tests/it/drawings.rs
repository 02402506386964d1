//! The SVG writer.

use charts::{Bar, Column, Columns, Drawing, Point, Shape, Tone, bar};

fn sheet(shapes: Vec<Shape>) -> Drawing {
    Drawing {
        class: "chart",
        width: 100,
        height: 50,
        stretch: false,
        sentence: Some("Satu kalimat".to_owned()),
        shapes,
    }
}

fn column(label: &str) -> Columns {
    let label = label.to_owned();
    let column = Column { figure: label.clone(), label: label.clone(), value: 3, tone: Tone::Data };
    Columns { sentence: label.clone(), note: label, columns: vec![column] }
}

#[test]
fn texts_from_outside_cannot_become_markup() {
    let svg = column("</text><script>alert('x')</script>\" onload=\"&").draw().to_svg();
    assert!(!svg.contains("<script") && !svg.contains("\" onload"), "{svg}");
    assert!(svg.contains("&lt;script&gt;") && svg.contains("&quot; onload=&quot;&amp;"), "{svg}");
}

#[test]
fn control_characters_become_spaces() {
    assert!(column("a\u{0}b\nc").draw().to_svg().contains("aria-label=\"a b c\""));
}

#[test]
fn a_drawing_is_an_image_with_a_sentence() {
    let svg = sheet(vec![]).to_svg();
    assert_eq!(
        svg,
        "<svg class=\"chart\" viewBox=\"0 0 100 50\" role=\"img\" aria-label=\"Satu kalimat\"></svg>"
    );
}

#[test]
fn links_make_it_a_group_that_the_keyboard_can_enter() {
    let rings = vec![vec![Point::new(0, 0), Point::new(9, 0), Point::new(9, 9)]];
    let link = Some("/pbb?a=1&b=\"2\"".to_owned());
    let title = Some("Busang: +1 %".to_owned());
    let svg = sheet(vec![Shape::Area { rings, tone: Tone::Change3, title, link }]).to_svg();
    assert!(svg.contains("role=\"group\"") && !svg.contains("role=\"img\""), "{svg}");
    assert!(svg.contains("<a href=\"/pbb?a=1&amp;b=&quot;2&quot;\" aria-label=\"Busang: +1 %\">"));
    assert!(
        svg.contains(
            "<path class=\"d3\" d=\"M0 0l9 0 0 9z\"><title>Busang: +1 %</title></path></a>"
        )
    );
}

#[test]
fn steps_of_a_path_are_relative_and_parted_only_where_needed() {
    let points = [(10, 20), (7, 18), (9, 30), (9, 25)].map(|(x, y)| Point::new(x, y)).to_vec();
    let svg = sheet(vec![Shape::Trace { points, tone: Tone::Target }]).to_svg();
    assert!(svg.contains("<path class=\"ln t\" d=\"M10 20l-3-2 2 12 0-5\"/>"), "{svg}");
}

#[test]
fn no_drawing_carries_a_style() {
    for svg in [column("Busang").draw().to_svg(), bar(-3, 5, Bar::Change(Tone::Change1)).to_svg()] {
        assert!(!svg.contains("style") && !svg.contains("fill=\"") && !svg.contains('#'), "{svg}");
    }
}
