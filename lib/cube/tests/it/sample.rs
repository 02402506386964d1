//! Cubes to try things with.

use base::{Decimal, Instant};
use cube::{About, Cell, Code, Cube, Dimension, ListName, Mark, Missing, Role, Text, Unit};

pub fn list(id: &str) -> ListName {
    ListName { id: id.into(), agency: "KUTIM".into(), version: "1.0".into() }
}

pub fn about() -> About {
    About {
        id: "POV".into(),
        version: 2,
        agency: "KUTIM".into(),
        title: Text::new("Kemiskinan", "Poverty"),
        source: Text::name("BPS"),
        released: Instant::parse("2026-11-23T01:00:00.000Z").unwrap(),
        notes: vec![Text::new("Garis kemiskinan baru sejak 2024", "New poverty line since 2024")],
    }
}

pub fn unit(id: &str, name: &str, decimals: u8) -> Unit {
    Unit { id: id.into(), title: Text::name(name), decimals }
}

/// A name with every sign that some format has to escape.
pub const ODD: &str = "Muara Ancalong, \"Hulu\" & <Hilir>'s";

/// Regency and two kecamatan, two years, two measures: every mark and every kind of missing figure.
pub fn dimensions() -> Vec<Dimension> {
    let regions = vec![
        Code::new("64.08", Text::name("Kutai Timur")),
        Code::new("64.08.10", Text::name("Kongbeng")).below("64.08"),
        Code::new("64.08.01", Text::name(ODD)).below("64.08"),
    ];
    let years = ["2023", "2024"].map(|year| Code::new(year, Text::name(year))).to_vec();
    let measures = vec![
        Code::new("P0", Text::new("Persentase Penduduk Miskin", "Poverty Rate"))
            .counted_in(unit("PERSEN", "persen", 2)),
        Code::new("JML", Text::new("Penduduk Miskin", "Poor People"))
            .counted_in(unit("JIWA", "jiwa", 0)),
    ];
    let axis = |id: &str, title: Text, role, codes| Dimension {
        id: id.into(),
        title,
        role,
        list: list(&format!("CL_{id}")),
        codes,
    };
    vec![
        axis("WILAYAH", Text::new("Wilayah", "Region"), Role::Region, regions),
        axis("TAHUN", Text::new("Tahun", "Year"), Role::Time, years),
        axis("UKURAN", Text::new("Ukuran", "Measure"), Role::Measure, measures),
    ]
}

pub fn cells() -> Vec<Cell> {
    let figure = |text: &str, mark| Cell::Figure(Decimal::parse(text).unwrap(), mark);
    vec![
        figure("9.06", Mark::Final),
        figure("37520", Mark::Revised),
        figure("8.81", Mark::Provisional),
        figure("37010", Mark::VeryProvisional),
        figure("0.00", Mark::Final),
        figure("0", Mark::Final),
        Cell::Missing(Missing::Suppressed),
        Cell::Missing(Missing::Suppressed),
        Cell::Missing(Missing::NotAvailable),
        Cell::Missing(Missing::NotApplicable),
        figure("7.5", Mark::Projected),
        figure("-1", Mark::Final),
    ]
}

pub fn poverty() -> Cube {
    Cube::new(about(), dimensions(), cells()).unwrap()
}
