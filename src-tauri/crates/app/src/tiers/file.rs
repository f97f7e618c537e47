//! A program as a file that a person writes: levels and benefits by their names.

use std::collections::HashMap;

use serde_json::Value;

use super::programs;
use crate::App;
use crate::clock;
use crate::error::AppError;
use huike_domain::error::InvalidCode;
use huike_domain::tiers::Program;

/// Reads a program from JSON. Ids may be left out: a level or benefit that goes by the name of a
/// present one is that one, and any other is new; benefits may name their levels instead.
///
/// # Errors
/// [`AppError::Invalid`] names the place that cannot be read.
pub fn read(app: &App, text: &str) -> Result<Program, AppError> {
    let mut json: Value = serde_json::from_str(text)
        .map_err(|error| AppError::invalid(&error.to_string(), InvalidCode::Unreadable))?;
    let now = programs(app)?.now;
    let mut known: HashMap<String, String> = HashMap::new();
    let levels = now.levels.iter().map(|level| (level.name.clone(), level.id.to_string()));
    let benefits = now.benefits.iter().map(|each| (each.name.clone(), each.id.to_string()));
    let mut present: HashMap<_, _> =
        [("levels", levels.collect::<HashMap<_, _>>()), ("benefits", benefits.collect())].into();
    for (part, names) in &mut present {
        for each in json.get_mut(*part).and_then(Value::as_array_mut).into_iter().flatten() {
            let name = each.get("name").and_then(Value::as_str).unwrap_or_default().trim();
            let id = match (each.get("id").and_then(Value::as_str), names.get(name)) {
                (Some(id), _) => id.to_owned(),
                (None, Some(id)) => id.clone(),
                (None, None) => clock::new_operation().to_string(),
            };
            if *part == "levels" {
                known.insert(name.to_owned(), id.clone());
            }
            each["id"] = Value::String(id);
        }
    }
    for benefit in json.get_mut("benefits").and_then(Value::as_array_mut).into_iter().flatten() {
        let levels = benefit.get_mut("trigger").and_then(|trigger| trigger.get_mut("levels"));
        for level in levels.and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(id) = level.as_str().and_then(|name| known.get(name.trim())) {
                *level = Value::String(id.clone());
            }
        }
    }
    let program: Program = serde_path_to_error::deserialize(json)
        .map_err(|error| AppError::invalid(&error.path().to_string(), InvalidCode::Unreadable))?;
    Ok(program.checked()?)
}
