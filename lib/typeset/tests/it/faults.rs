//! A template with a mistake.

use base::Kind;
use typeset::{File, TypesetError};

use crate::support::{form, refusal, render, sheet, typesetter, with_prelude, words};

#[test]
fn a_mistake_is_shown_with_line_column_and_text() {
    let source = "Baris satu\nBaris dua\n  Ini #tidak-ada ya";
    let error = refusal(&sheet(source));
    let fault = error.fault().unwrap();
    assert_eq!((fault.file.as_str(), fault.line, fault.column), ("/main.typ", 3, 8));
    assert_eq!(fault.text, "  Ini #tidak-ada ya");
    assert_eq!(fault.message, "unknown variable: tidak-ada");
    assert!(
        error.to_string().starts_with("/main.typ line 3, column 8: unknown variable"),
        "{error}"
    );
}

#[test]
fn columns_are_those_the_author_sees_behind_loops_and_functions() {
    let cases = [
        ("#for x in (1, 2) [#x] #salah", 1, 24),
        ("#let f(x) = x + 1; #f(2) #salah", 1, 27),
        ("#let f = x => y => x\n#for a in range(2) { for b in range(2) { salah } }", 2, 42),
        ("#let f(x) = {\n  salah\n}\n#f(1)", 2, 3),
        ("#((x => x)(1)) #while false {} #salah", 1, 33),
        ("äöü #for x in (1,) [é#salah]", 1, 23),
    ];
    for (source, line, column) in cases {
        let error = refusal(&sheet(source));
        let fault = error.fault().unwrap();
        assert_eq!((fault.line, fault.column), (line, column), "{source}: {fault}");
        assert!(source.lines().nth(line - 1) == Some(fault.text.as_str()));
    }
}

#[test]
fn a_mistake_of_grammar_is_shown_too_and_others_are_counted() {
    let error = refusal(&sheet("#let = 3\n#let = 4\n#("));
    let TypesetError::Template { fault, more } = error else { panic!("{error}") };
    assert_eq!(fault.line, 1);
    assert!(more >= 1);
}

#[test]
fn a_mistake_in_a_file_beside_the_template_names_the_file() {
    let mut sheet = sheet("#import \"bagian/kop.typ\": kop\n#kop()");
    sheet.files = vec![File::new("/bagian/kop.typ", "#let kop() = {\n  salah\n}")];
    let fault = refusal(&sheet).fault().unwrap().clone();
    assert_eq!((fault.file.as_str(), fault.line, fault.column), ("/bagian/kop.typ", 2, 3));
}

#[test]
fn a_wrong_call_of_the_prelude_is_shown_where_it_is_called() {
    let fault =
        refusal(&with_prelude("Satu\n\n#tempat(\"A\", 1cm, \"lebar\")")).fault().unwrap().clone();
    assert_eq!((fault.file.as_str(), fault.line), ("/main.typ", 4), "{fault}");
    assert_eq!(fault.text, "#tempat(\"A\", 1cm, \"lebar\")");
}

#[test]
fn packages_are_refused_with_the_reason() {
    let error = refusal(&sheet("#import \"@preview/cetz:0.3.0\": *"));
    assert!(error.to_string().contains("nothing is loaded from a network"), "{error}");
    assert_eq!(error.fault().unwrap().line, 1);
}

#[test]
fn a_character_without_a_typeface_is_named_with_its_page() {
    let error = refusal(&form("surat-dinas", |f| f["hal"] = "Rapat 😀".into()));
    assert_eq!(error, TypesetError::Glyph { character: '😀', page: 1 });
    assert!(error.to_string().contains("U+1F600"), "{error}");
    let error = refusal(&with_prelude("Halo\n#pagebreak()\n漢字"));
    assert_eq!(error, TypesetError::Glyph { character: '漢', page: 2 });
}

#[test]
fn letters_of_indonesia_and_europe_have_a_typeface() {
    let text = "Élan naïve Ŋusa ñ ç “kutip” ‘satu’ – — … • ½ ² ³ ° § € Rp ≤ ≥ × ✓ → ﬁ Āēī Дом αβγ";
    for huruf in ["sans", "serif"] {
        let mut sheet = with_prelude(&format!("#show: naskah.with(huruf: \"{huruf}\")\n#data.isi"));
        sheet.data = serde_json::json!({ "isi": text });
        let shown = words(&render(&sheet));
        assert_eq!(shown, text, "{huruf}");
    }
}

#[test]
fn an_attachment_cannot_be_put_into_the_archive() {
    let error = refusal(&sheet("#pdf.attach(\"a.txt\", bytes(\"halo\"))"));
    assert_eq!(error.code(), "typeset/archive", "{error}");
}

#[test]
fn an_error_at_the_border_has_kind_code_and_place() {
    let error = base::Error::from(refusal(&sheet("#salah")));
    assert_eq!((error.kind(), error.code()), (Kind::Invalid, "typeset/template"));
    assert!(error.params().contains(&("line", "1".to_owned())), "{:?}", error.params());
    let error = base::Error::from(typesetter().preview(&sheet("a"), 9, 1.0).unwrap_err());
    assert_eq!((error.kind(), error.code()), (Kind::NotFound, "typeset/no-page"));
}

#[test]
fn loops_and_functions_mean_what_they_mean_without_the_pulse() {
    let source = r##"
#let add(a, b) = a + b
#let twice = f => x => f(f(x))
#let pick(n) = if n > 1 { return "banyak" } else [satu]
#let lines(x) = (x
  + 1)
#let ignore(..args) = args.pos().len()
#for n in (1, 2, 3) { if n == 2 { continue }; str(n) }
#let n = 0
#while n < 5 { n += 1; if n == 4 { break } }
#n #add(1, 2) #(twice)(x => x * 3)(1) #pick(1) #pick(2) #lines(4) #ignore(1, 2)
#(1, 2, 3).map(x => x * 2).fold(0, (a, x) => a + x)
#let kosong() = {}
#repr(kosong()) #for x in () {} #repr((x => none)(1)) #context text.size
#show "ganti": it => [diganti]
ganti
#let butir = for x in (1, 2) { (x,) }
#repr(butir)
"##;
    let text =
        render(&sheet(source)).text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text, "13 4 3 9 satu banyak 5 2 12 none none 11pt diganti (1, 2)");
}
