//! One door for the page: every command goes to the list in `huike_api`, save those that concern
//! the desktop: its dialogs, and the window itself.

use huike_app::transfer::files::FileToken;
use huike_app::{App, AppError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::{Manager as _, Webview, Wry};

use crate::{files, window};

/// Answers one command of the page.
pub(crate) fn answer(invoke: Invoke<Wry>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let name = message.command().to_owned();
    let arguments = match message.payload() {
        InvokeBody::Json(payload) => payload.get("args").cloned().unwrap_or_default(),
        InvokeBody::Raw(_) => Value::Null,
    };
    let webview = message.webview();
    tauri::async_runtime::spawn(async move {
        match run(&webview, &name, arguments).await {
            Ok(answer) => resolver.resolve(answer),
            Err(error) => resolver.reject(error),
        }
    });
    true
}

#[derive(Deserialize)]
struct Pick {
    kinds: Vec<String>,
}

#[derive(Deserialize)]
struct Save {
    token: FileToken,
    name: String,
}

async fn run(webview: &Webview, name: &str, arguments: Value) -> Result<Value, AppError> {
    let app = webview.try_state::<App>().ok_or_else(|| internal(&"the data is not open"))?;
    let app = app.inner().clone();
    match name {
        "shell.pick_file" => {
            let Pick { kinds } = read(arguments)?;
            write(files::pick(webview, &app, &kinds).await?)
        }
        "shell.save_file" => {
            let Save { token, name } = read(arguments)?;
            write(files::save(webview, &app, &token, &name).await?)
        }
        "shell.first_screen" => {
            window::first_screen(webview.app_handle());
            Ok(Value::Null)
        }
        name => huike_api::dispatch(&app, name, arguments).await,
    }
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, AppError> {
    serde_json::from_value(arguments).map_err(|error| internal(&error))
}

fn write(answer: impl serde::Serialize) -> Result<Value, AppError> {
    serde_json::to_value(answer).map_err(|error| internal(&error))
}

/// A defect, in technical words.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> AppError {
    AppError::Internal { detail: error.to_string() }
}
