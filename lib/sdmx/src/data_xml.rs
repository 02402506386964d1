//! Figures as SDMX-ML 2.1, with generic or with structure-specific names.

use crate::flow::{DECIMALS, STATUS, TIME, UNIT, VALUE};
use crate::xml::{COMMON, GENERIC, INSTANCE, MESSAGE, SPECIFIC, Xml};
use crate::{Data, Flow, Header, Series, status};

/// `mes:GenericData`: every name is a value.
pub(crate) fn generic(data: &Data<'_>, header: &Header) -> String {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:mes", MESSAGE),
        ("xmlns:gen", GENERIC),
        ("xmlns:com", COMMON),
        ("xmlns:xsi", INSTANCE),
    ];
    xml.open("mes:GenericData", &spaces);
    head(&mut xml, &data.flow, header, None);
    xml.open("mes:DataSet", &[("structureRef", &data.flow.about().id), ("action", "Information")]);
    for series in data.series() {
        xml.open("gen:Series", &[]);
        generic_series(&mut xml, data, &series);
        xml.close("gen:Series");
    }
    xml.close("mes:DataSet");
    xml.close("mes:GenericData");
    xml.finish()
}

fn generic_series(xml: &mut Xml, data: &Data<'_>, series: &Series<'_>) {
    xml.open("gen:SeriesKey", &[]);
    for (axis, id) in data.flow.key().iter().zip(&series.ids) {
        xml.empty("gen:Value", &[("id", &axis.dimension.id), ("value", id)]);
    }
    xml.close("gen:SeriesKey");
    if let Some((unit, decimals)) = series.attributes().filter(|_| data.detail.has_attributes()) {
        xml.open("gen:Attributes", &[]);
        xml.empty("gen:Value", &[("id", UNIT), ("value", &unit)]);
        xml.empty("gen:Value", &[("id", DECIMALS), ("value", &decimals)]);
        xml.close("gen:Attributes");
    }
    if !data.detail.has_figures() {
        return;
    }
    for (period, cell) in &series.cells {
        xml.open("gen:Obs", &[]);
        xml.empty("gen:ObsDimension", &[("value", period)]);
        if let Some(value) = cell.value() {
            xml.empty("gen:ObsValue", &[("value", &value.to_string())]);
        }
        if data.detail.has_attributes() {
            xml.open("gen:Attributes", &[]);
            xml.empty("gen:Value", &[("id", STATUS), ("value", status(*cell))]);
            xml.close("gen:Attributes");
        }
        xml.close("gen:Obs");
    }
}

/// `mes:StructureSpecificData`: names of the structure are names of attributes.
pub(crate) fn specific(data: &Data<'_>, header: &Header) -> String {
    let mut xml = Xml::new();
    let space = format!("{}:ObsLevelDim:{TIME}", data.flow.structure().urn());
    let spaces = [
        ("xmlns:mes", MESSAGE),
        ("xmlns:ss", SPECIFIC),
        ("xmlns:com", COMMON),
        ("xmlns:xsi", INSTANCE),
        ("xmlns:ns1", space.as_str()),
    ];
    xml.open("mes:StructureSpecificData", &spaces);
    head(&mut xml, &data.flow, header, Some(&space));
    let set = [
        ("ss:structureRef", data.flow.about().id.as_str()),
        ("xsi:type", "ns1:DataSetType"),
        ("ss:dataScope", "DataStructure"),
        ("ss:action", "Information"),
    ];
    xml.open("mes:DataSet", &set);
    for series in data.series() {
        specific_series(&mut xml, data, &series);
    }
    xml.close("mes:DataSet");
    xml.close("mes:StructureSpecificData");
    xml.finish()
}

fn specific_series(xml: &mut Xml, data: &Data<'_>, series: &Series<'_>) {
    let key = data.flow.key().iter().map(|axis| axis.dimension.id.as_str());
    let mut attributes: Vec<(&str, &str)> = key.zip(series.ids.iter().copied()).collect();
    let units = series.attributes().filter(|_| data.detail.has_attributes());
    if let Some((unit, decimals)) = &units {
        attributes.extend([(UNIT, unit.as_str()), (DECIMALS, decimals.as_str())]);
    }
    if !data.detail.has_figures() {
        return xml.empty("Series", &attributes);
    }
    xml.open("Series", &attributes);
    for (period, cell) in &series.cells {
        let value = cell.value().map(|it| it.to_string());
        let mut attributes = vec![(TIME, *period)];
        attributes.extend(value.as_deref().map(|value| (VALUE, value)));
        if data.detail.has_attributes() {
            attributes.push((STATUS, status(*cell)));
        }
        xml.empty("Obs", &attributes);
    }
    xml.close("Series");
}

/// The header of a data message says by which structure it is read.
fn head(xml: &mut Xml, flow: &Flow<'_>, header: &Header, namespace: Option<&str>) {
    xml.open("mes:Header", &[]);
    header.write(xml);
    let mut attributes =
        vec![("structureID", flow.about().id.as_str()), ("dimensionAtObservation", TIME)];
    attributes.extend(namespace.map(|it| ("namespace", it)));
    xml.open("mes:Structure", &attributes);
    let structure = flow.structure();
    xml.open("com:Structure", &[]);
    let reference = [
        ("agencyID", structure.agency.as_str()),
        ("id", structure.id.as_str()),
        ("version", structure.version.as_str()),
        ("class", "DataStructure"),
    ];
    xml.empty("Ref", &reference);
    xml.close("com:Structure");
    xml.close("mes:Structure");
    xml.text("mes:Source", &[("xml:lang", "id")], &flow.about().source.id);
    xml.text("mes:Source", &[("xml:lang", "en")], &flow.about().source.en);
    xml.close("mes:Header");
}
