//! A cube as columns (Apache Parquet) for engines of analysis: one row per cell, as in the CSV.
//!
//! Figures are decimals of 38 digits with as many places as the most exact of them has, never floating
//! point. Texts repeat and are written once each (dictionaries).

use std::sync::Arc;

use base::{Decimal, Error, Kind, Language};
use cube::table::{self, Field};
use cube::{Cube, Role};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

/// The media type of Parquet.
pub const MEDIA_TYPE: &str = "application/vnd.apache.parquet";

/// Bytes of a decimal, and the digits that fit in.
const WIDTH: i32 = 16;
const PRECISION: i32 = 38;

/// The file.
///
/// # Errors
/// `statistics/cube`: our own fault.
pub fn parquet(cube: &Cube, language: Language) -> base::Result<Vec<u8>> {
    write(cube, language)
        .map_err(|error| Error::new(Kind::Internal, "statistics/cube").caused_by(error))
}

fn write(cube: &Cube, language: Language) -> Result<Vec<u8>, ParquetError> {
    let columns = table::columns(cube.dimensions(), language);
    let places = places(cube);
    let fields: Result<Vec<TypePtr>, _> = columns.iter().map(|it| field(it, places)).collect();
    let schema = Type::group_type_builder("schema").with_fields(fields?).build()?;
    let about = cube.about();
    let said = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
    let known = vec![
        said("dataset", about.id.clone()),
        said("title", about.title.said(language).to_owned()),
        said("source", about.source.said(language).to_owned()),
        said("version", about.version.to_string()),
        said("released", about.released.to_string()),
    ];
    let properties = WriterProperties::builder()
        .set_compression(Compression::LZ4_RAW)
        .set_created_by("pelangi".to_owned())
        .set_key_value_metadata(Some(known))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let rows: Vec<Vec<Field<'_>>> = table::rows(cube, language).collect();
    let mut group = file.next_row_group()?;
    for at in 0..columns.len() {
        let cells: Vec<Field<'_>> = rows.iter().filter_map(|row| row.get(at)).copied().collect();
        column(&mut group, &cells, places)?;
    }
    group.close()?;
    file.into_inner()
}

/// Those of the most exact figure, or of the unit with most of them.
fn places(cube: &Cube) -> u8 {
    let figures = cube.cells().iter().filter_map(|it| it.value()).map(Decimal::places);
    let measures = cube.of_role(Role::Measure).into_iter().flat_map(|(_, it)| &it.codes);
    let units = measures.filter_map(|it| it.unit.as_ref()).map(|unit| unit.decimals);
    figures.chain(units).max().unwrap_or(0)
}

fn field(column: &table::Column, places: u8) -> Result<TypePtr, ParquetError> {
    let built = if column.kind == table::Kind::Value {
        Type::primitive_type_builder(&column.name, Physical::FIXED_LEN_BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::decimal(i32::from(places), PRECISION)))
            .with_length(WIDTH)
            .with_precision(PRECISION)
            .with_scale(i32::from(places))
            .with_repetition(Repetition::OPTIONAL)
    } else {
        Type::primitive_type_builder(&column.name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_repetition(Repetition::REQUIRED)
    };
    built.build().map(Arc::new)
}

fn column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: &[Field<'_>],
    places: u8,
) -> Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let is_text = cells.iter().all(|it| matches!(it, Field::Text(_)));
    if is_text {
        let texts: Vec<ByteArray> = cells.iter().filter_map(text).collect();
        writer.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
    } else {
        let is_there = |it: &Field<'_>| i16::from(matches!(it, Field::Figure(Some(_))));
        let there: Vec<i16> = cells.iter().map(is_there).collect();
        let figures: Vec<FixedLenByteArray> =
            cells.iter().filter_map(|it| figure(it, places)).collect();
        writer.typed::<FixedLenByteArrayType>().write_batch(&figures, Some(&there), None)?;
    }
    writer.close()
}

fn text(field: &Field<'_>) -> Option<ByteArray> {
    match field {
        Field::Text(text) => Some(ByteArray::from(*text)),
        Field::Figure(_) => None,
    }
}

/// Its units at so many places, as a number of two's complement, the first byte the greatest.
fn figure(field: &Field<'_>, places: u8) -> Option<FixedLenByteArray> {
    let Field::Figure(Some(value)) = field else { return None };
    let more = places.saturating_sub(value.places());
    let units = i128::from(value.units()) * 10_i128.pow(u32::from(more));
    Some(FixedLenByteArray::from(units.to_be_bytes().to_vec()))
}
