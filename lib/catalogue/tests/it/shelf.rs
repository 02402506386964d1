//! A catalogue to try things with.

use base::Instant;
use catalogue::{
    Access, Catalogue, Contact, Dataset, Distribution, Frequency, Licence, Period, Publisher,
};
use cube::Text;

use crate::sample::ODD;

pub fn licence() -> Licence {
    Licence {
        id: "cc-by".into(),
        title: "Creative Commons Atribusi 4.0".into(),
        uri: "https://creativecommons.org/licenses/by/4.0/".into(),
    }
}

pub fn publisher() -> Publisher {
    Publisher {
        name: "dinsos".into(),
        uri: "https://data.example.go.id/organisasi/dinsos".into(),
        title: Text::new("Dinas Sosial \"Kutim\" & <kawan>", "Social Office"),
        description: Text::name(""),
        homepage: Some("https://dinsos.example.go.id/".into()),
    }
}

fn form(name: &str, media_type: &str, format: &str, path: Option<&str>) -> Distribution {
    let url = format!("https://data.example.go.id/d/pov/{name}");
    Distribution {
        name: name.into(),
        uri: format!("https://data.example.go.id/d/pov#{name}"),
        title: Text::new(format!("Tabel {format}"), format!("Table as {format}")),
        url,
        path: path.map(str::to_owned),
        media_type: media_type.into(),
        format: format.into(),
        bytes: None,
        conforms_to: (name == "json").then(|| "https://json-stat.org/full/".into()),
    }
}

pub fn poverty() -> Dataset {
    let released = Instant::parse("2026-11-23T01:00:00.000Z").unwrap();
    Dataset {
        name: "pov".into(),
        uri: "https://data.example.go.id/d/pov".into(),
        title: Text::new("Kemiskinan", "Poverty"),
        description: Text::new(format!("Baris satu\nbaris dua: {ODD}\\"), "One line"),
        keywords: vec![Text::new("kemiskinan", "poverty"), Text::new("sosial", "social")],
        themes: vec!["http://publications.europa.eu/resource/authority/data-theme/SOCI".into()],
        publisher: publisher(),
        contact: Some(Contact {
            name: "Walidata".into(),
            email: Some("data@example.go.id".into()),
        }),
        licence: licence(),
        access: Access::Public,
        frequency: Some(Frequency::Annual),
        area: Some("https://data.example.go.id/wilayah/64.08".into()),
        period: Some(Period { start: "2023".into(), end: "2024-12".into() }),
        page: "https://data.example.go.id/data/pov".into(),
        version: "2".into(),
        issued: released,
        modified: released,
        distributions: vec![
            Distribution {
                bytes: Some(912),
                ..form("csv", "text/csv; charset=utf-8", "CSV", Some("pov.csv"))
            },
            form("json", "application/json", "JSON-stat", None),
        ],
    }
}

pub fn shelf() -> Catalogue {
    Catalogue {
        uri: "https://data.example.go.id/catalog".into(),
        title: Text::new("Satu Data Kutai Timur", "One Data of East Kutai"),
        description: Text::new("Semua data terbuka", "All open data"),
        homepage: "https://data.example.go.id/".into(),
        publisher: publisher(),
        licence: licence(),
        modified: Instant::parse("2026-11-23T01:00:00.000Z").unwrap(),
        datasets: vec![poverty()],
    }
}
