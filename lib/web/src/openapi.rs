//! The API described: the OpenAPI document, and a page that people can read.

use askama::Template;
use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::failure::Result;
use crate::headers::revalidated;
use crate::page::{Page, html};
use crate::visit::Visit;

/// One operation, as the page shows it.
struct Operation {
    method: String,
    path: String,
    summary: String,
    description: String,
    access: String,
    public: bool,
    parameters: Vec<Parameter>,
    answers: Vec<Answer>,
}

struct Parameter {
    name: String,
    place: String,
    required: bool,
    description: String,
}

struct Answer {
    status: String,
    description: String,
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    page: Page,
    operations: Vec<Operation>,
}

pub(crate) fn document(document: &Value) -> Response {
    revalidated(Json(document).into_response())
}

pub(crate) fn page(visit: &Visit, document: &Value) -> Result<Response> {
    let view = ApiPage { page: visit.page("api-title"), operations: operations(document) };
    Ok(revalidated(html(&view)?))
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.filter(|(_, o)| o["responses"].is_object()).map(|(m, o)| operation(m, path, o))
    });
    all.collect()
}

fn operation(method: &str, path: &str, operation: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let responses = operation["responses"].as_object().into_iter().flatten();
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary"),
        description: text(operation, "description"),
        public: operation["x-public"].is_string(),
        access: [text(operation, "x-public"), text(operation, "x-permission")].concat(),
        parameters: parameters.map(parameter).collect(),
        answers: responses
            .map(|(status, answer)| Answer {
                status: status.clone(),
                description: text(answer, "description").replace('`', ""),
            })
            .collect(),
    }
}

fn parameter(parameter: &Value) -> Parameter {
    Parameter {
        name: text(parameter, "name"),
        place: text(parameter, "in"),
        required: parameter["required"].as_bool().unwrap_or(false),
        description: text(parameter, "description"),
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
