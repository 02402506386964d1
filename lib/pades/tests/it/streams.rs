//! Streams: where they end, and what is decoded.

use pades::{Bound, Document, Fault, Length, Limits, Object, Ref, Stream};

use crate::support::{Pdf, packed, stream};

/// Object 7 as a stream, handed to a check.
fn seen<T>(pdf: &Pdf, check: impl FnOnce(Result<&Stream<'_>, Fault>) -> T) -> T {
    let document = Document::open(&pdf.bytes).unwrap();
    match document.newest().unwrap().get(Ref::new(7, 0)) {
        Ok(Object::Stream(stream)) => {
            assert_eq!(&pdf.bytes[stream.at..stream.at + stream.data.len()], stream.data);
            check(Ok(&stream))
        }
        Ok(_) => panic!("object 7 is no stream"),
        Err(error) => check(Err(error.what)),
    }
}

fn file(text: impl AsRef<[u8]>) -> Pdf {
    Pdf::with_catalog().object(7, text).object(8, "5").table("")
}

fn decoded(dict: &str, data: &[u8]) -> Result<Vec<u8>, Fault> {
    seen(&file(stream(dict, data)), |stream| {
        let data = stream.unwrap().decode(&Limits::default());
        data.map(|data| data.into_owned()).map_err(|error| error.what)
    })
}

#[test]
fn the_declared_length_counts_when_endstream_stands_there() {
    for end in ["\n", "\r\n", "\r", ""] {
        let text = format!("<</Length 5>>\nstream\r\nABCDE{end}endstream");
        seen(&file(text), |stream| {
            let stream = stream.unwrap();
            assert_eq!((stream.data, stream.length), (&b"ABCDE"[..], Length::Declared));
        });
    }
    let by_reference = "<</Length 8 0 R>>\nstream\nABCDE\nendstream";
    seen(&file(by_reference), |s| assert_eq!(s.unwrap().length, Length::Declared));
    let holds_the_word = stream("", b"a endstream b");
    seen(&file(holds_the_word), |s| assert_eq!(s.unwrap().data, b"a endstream b"));
}

#[test]
fn a_wrong_length_is_searched_and_said() {
    let wrong = [
        "",
        "/Length 4",
        "/Length 8",
        "/Length -1",
        "/Length 9999",
        "/Length 1 0 R",
        "/Length 7 0 R",
        "/Length 55 0 R",
        "/Length(5)",
    ];
    for length in wrong {
        let text = format!("<<{length}>>\nstream\nABCDE\r\nendstream");
        seen(&file(text), |stream| {
            let stream = stream.unwrap();
            assert_eq!((stream.data, stream.length), (&b"ABCDE"[..], Length::Searched), "{length}");
        });
    }
}

#[test]
fn a_stream_begins_and_ends_as_the_standard_says() {
    let fault = |text: &str| seen(&file(text), |stream| stream.map(|_| ()).unwrap_err());
    assert_eq!(fault("<</Length 5>>\nstream\rABCDE\nendstream"), Fault::StreamKeyword);
    assert_eq!(fault("<</Length 5>>\nstream ABCDE\nendstream"), Fault::StreamKeyword);
    assert_eq!(fault("<</Length 5>>\nstream\nABCDE"), Fault::StreamLength);
    assert_eq!(fault("<</Length 5>>\nstream\nABCDE\nendstream 1"), Fault::Endobj);
}

#[test]
fn data_without_filter_is_borrowed() {
    seen(&file(stream("", b"ABC")), |stream| {
        let data = stream.unwrap().decode(&Limits::default()).unwrap();
        assert!(matches!(data, std::borrow::Cow::Borrowed(b"ABC")));
    });
    assert_eq!(decoded("/Filter null", b"ABC").unwrap(), b"ABC");
    assert_eq!(decoded("/Filter[]", b"ABC").unwrap(), b"ABC");
}

#[test]
fn flate_is_decoded_once_or_several_times() {
    let data = packed(b"nota dinas");
    assert_eq!(decoded("/Filter/FlateDecode", &data).unwrap(), b"nota dinas");
    assert_eq!(decoded("/Filter[/Fl]/DecodeParms[null]", &data).unwrap(), b"nota dinas");
    let twice = packed(&data);
    assert_eq!(decoded("/Filter[/FlateDecode/FlateDecode]", &twice).unwrap(), b"nota dinas");
    let five = "/Filter[/Fl/Fl/Fl/Fl/Fl]";
    assert_eq!(decoded(five, &data), Err(Fault::Limit(Bound::Filters)));
}

#[test]
fn filters_of_text_are_decoded() {
    assert_eq!(decoded("/Filter/ASCIIHexDecode", b"6e6F 74\n61>").unwrap(), b"nota");
    assert_eq!(decoded("/Filter/AHx", b"6e6f7>").unwrap(), b"nop");
    assert_eq!(decoded("/Filter/ASCII85Decode", b"9jqo^ BlbD-BleB1~>").unwrap(), b"Man is disti");
    assert_eq!(decoded("/Filter/A85", b"z!!~>").unwrap(), [0, 0, 0, 0, 0]);
    let both = "/Filter[/ASCIIHexDecode/FlateDecode]";
    let hex: String = packed(b"nota").iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(decoded(both, format!("{hex}>").as_bytes()).unwrap(), b"nota");
    assert_eq!(decoded("/Filter/RunLengthDecode", b"\x01ab\xFEc\x80").unwrap(), b"abccc");
    // The example of ISO 32000-1 §7.4.4.2.
    let lzw = b"\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01";
    assert_eq!(
        decoded("/Filter/LZWDecode", lzw).unwrap(),
        [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
    );
}

#[test]
fn damaged_text_filters_are_refused() {
    for (filter, data) in [
        ("/AHx", b"6e6".as_slice()),
        ("/AHx", b"xy>"),
        ("/A85", b"uuuuu~>"),
        ("/A85", b"!~>"),
        ("/RL", b"\x05ab"),
        ("/LZW", b"\x80\x7F\xFF"),
    ] {
        assert_eq!(decoded(&format!("/Filter{filter}"), data), Err(Fault::Damaged), "{filter}");
    }
    let bomb = [0x81, 7].repeat(600_000);
    assert!(decoded("/Filter/RL", &bomb) == Err(Fault::Limit(Bound::Decoded)));
}

#[test]
fn filters_of_pictures_stay_opaque() {
    for filter in ["/DCTDecode", "/JPXDecode", "[/JBIG2Decode/FlateDecode]", "/Crypt", "(x)"] {
        assert_eq!(decoded(&format!("/Filter{filter}"), b"raw"), Err(Fault::Filter), "{filter}");
    }
    seen(&file(stream("/Filter/DCTDecode", b"raw")), |s| assert_eq!(s.unwrap().data, b"raw"));
}

#[test]
fn damaged_data_is_refused() {
    let mut data = packed(b"nota dinas nota dinas");
    assert_eq!(decoded("/Filter/Fl", &data[..data.len() - 6]), Err(Fault::Inflate));
    *data.last_mut().unwrap() ^= 1;
    assert_eq!(decoded("/Filter/Fl", &data), Err(Fault::Inflate));
    assert_eq!(decoded("/Filter/Fl", b""), Err(Fault::Inflate));
    assert_eq!(decoded("/Filter/Fl", b"no zlib at all"), Err(Fault::Inflate));
}

#[test]
fn a_bomb_is_refused_by_size_and_by_ratio() {
    let bomb = packed(&vec![0; 8 << 20]);
    assert!((8 << 20) / bomb.len() > Limits::default().ratio);
    assert_eq!(decoded("/Filter/Fl", &bomb), Err(Fault::Limit(Bound::Decoded)));
    // Two in each other do not help.
    let double = packed(&bomb);
    assert_eq!(decoded("/Filter[/Fl/Fl]", &double), Err(Fault::Limit(Bound::Decoded)));
    assert_eq!(decoded("/Filter/Fl", &packed(&vec![0; 1 << 20])).unwrap().len(), 1 << 20);
    seen(&file(stream("/Filter/Fl", &packed(&[7; 100]))), |stream| {
        let limits = Limits { decoded: 99, ..Limits::default() };
        let error = stream.unwrap().decode(&limits).unwrap_err();
        assert_eq!(error.what, Fault::Limit(Bound::Decoded));
    });
}

#[test]
fn each_png_filter_is_undone() {
    // Rows of 3 bytes, one byte a pixel; worked out by hand from the PNG specification.
    let rows: [(&[u8], [u8; 3]); 5] = [
        (&[0, 10, 20, 30], [10, 20, 30]),
        (&[1, 1, 1, 1], [1, 2, 3]),
        (&[2, 1, 1, 1], [2, 3, 4]),
        (&[3, 1, 1, 1], [2, 3, 4]),
        (&[4, 1, 1, 255], [3, 4, 3]),
    ];
    let coded: Vec<u8> = rows.iter().flat_map(|(row, _)| row.iter().copied()).collect();
    let plain: Vec<u8> = rows.iter().flat_map(|(_, row)| *row).collect();
    let dict = "/Filter/Fl/DecodeParms<</Predictor 12/Columns 3>>";
    assert_eq!(decoded(dict, &packed(&coded)).unwrap(), plain);
    // The last row may be cut short.
    assert_eq!(decoded(dict, &packed(&[0, 1, 2, 3, 2, 1])).unwrap(), [1, 2, 3, 2]);
    assert_eq!(decoded(dict, &packed(&[5, 1, 2, 3])), Err(Fault::Inflate));
    // Two bytes a pixel: the one to the left is two bytes away.
    let wide = "/Filter/Fl/DecodeParms<</Predictor 15/Columns 2/Colors 2>>";
    assert_eq!(decoded(wide, &packed(&[1, 1, 2, 1, 2])).unwrap(), [1, 2, 2, 4]);
}

#[test]
fn parameters_that_make_no_sense_are_refused() {
    let data = packed(&[0, 1, 2, 3]);
    let wrong = [
        "/Predictor 2",
        "/Predictor 9",
        "/Predictor 16",
        "/Predictor/X",
        "/Predictor 12/Columns 0",
        "/Predictor 12/Columns -1",
        "/Predictor 12/Columns 99999999999",
        "/Predictor 12/Colors 33",
        "/Predictor 12/BitsPerComponent 3",
    ];
    for parameters in wrong {
        let dict = format!("/Filter/Fl/DecodeParms<<{parameters}>>");
        assert_eq!(decoded(&dict, &data), Err(Fault::FilterParameters), "{parameters}");
    }
    assert_eq!(decoded("/Filter/Fl/DecodeParms 8 0 R", &data), Err(Fault::FilterParameters));
    assert_eq!(decoded("/Filter/Fl/DecodeParms<</Predictor 1>>", &data).unwrap(), [0, 1, 2, 3]);
}
