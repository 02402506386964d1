//! The figures of a flow as series over time.

use cube::{Cell, Cube, Unit};

use crate::{DataDetail, DataFormat, Flow, Header, SdmxError, csv, data_json, data_xml, wire_id};

/// A cube (or what is left of it after [`Cube::select`]), ready to be written.
#[derive(Debug, Clone)]
pub struct Data<'c> {
    pub flow: Flow<'c>,
    cube: &'c Cube,
    pub detail: DataDetail,
}

/// The figures with the same codes in all dimensions but time.
#[derive(Debug, Clone)]
pub struct Series<'d> {
    /// The place of its code in each dimension of the key.
    pub key: Vec<usize>,
    /// Its ids on the wire, in the order of the key.
    pub ids: Vec<&'d str>,
    pub unit: Option<&'d Unit>,
    /// The period and what stands there, in the order of the cube's periods.
    pub cells: Vec<(&'d str, Cell)>,
}

impl<'c> Data<'c> {
    /// # Errors
    /// As [`Flow::new`].
    pub fn new(cube: &'c Cube, detail: DataDetail) -> Result<Self, SdmxError> {
        Ok(Self { flow: Flow::of(cube)?, cube, detail })
    }

    /// Each series, the last dimension of the key fastest.
    pub fn series(&self) -> impl Iterator<Item = Series<'_>> {
        let sizes: Vec<usize> = self.flow.key().iter().map(|axis| axis.ids.len()).collect();
        let all: usize = sizes.iter().product();
        (0..all).map(move |at| self.one(places(at, &sizes)))
    }

    fn one(&self, key: Vec<usize>) -> Series<'_> {
        let axes = || self.flow.key().iter().zip(&key);
        let strides = self.strides();
        let stride = |place: usize| strides.get(place).copied().unwrap_or_default();
        let start: usize = axes().map(|(axis, at)| stride(axis.place) * at).sum();
        let (time, step) = (self.flow.time(), stride(self.flow.time().place));
        let cells =
            time.ids.iter().enumerate().filter_map(|(at, id)| {
                Some((id.as_str(), *self.cube.cells().get(start + at * step)?))
            });
        let ids = axes().filter_map(|(axis, at)| axis.ids.get(*at).map(String::as_str));
        let measure = self.flow.measure().and_then(|(at, axis)| Some((axis, *key.get(at)?)));
        let code = measure.and_then(|(axis, at)| axis.dimension.codes.get(at));
        let unit = code.and_then(|code| code.unit.as_ref());
        Series { ids: ids.collect(), unit, cells: cells.collect(), key }
    }

    /// How far apart neighbours along each dimension of the cube are.
    fn strides(&self) -> Vec<usize> {
        let mut step = 1;
        let mut strides: Vec<usize> = Vec::new();
        for size in self.cube.sizes().into_iter().rev() {
            strides.push(step);
            step *= size;
        }
        strides.reverse();
        strides
    }

    /// The message in a format.
    pub fn write(&self, format: DataFormat, header: &Header) -> String {
        match format {
            DataFormat::Generic => data_xml::generic(self, header),
            DataFormat::StructureSpecific => data_xml::specific(self, header),
            DataFormat::Csv1 => csv::first(self),
            DataFormat::Csv2 => csv::second(self),
            DataFormat::Json1 => data_json::first(self, header),
            DataFormat::Json2 => data_json::second(self, header),
        }
    }
}

impl Series<'_> {
    /// `UNIT_MEASURE` and `DECIMALS`.
    pub(crate) fn attributes(&self) -> Option<(String, String)> {
        self.unit.map(|unit| (wire_id(&unit.id), unit.decimals.to_string()))
    }
}

/// The places of the series at a place in row-major order.
fn places(at: usize, sizes: &[usize]) -> Vec<usize> {
    let mut rest = at;
    let mut places: Vec<usize> = Vec::with_capacity(sizes.len());
    for size in sizes.iter().rev() {
        places.push(rest % size);
        rest /= size;
    }
    places.reverse();
    places
}
