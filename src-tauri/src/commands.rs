//! One door for the page: every command goes to the list in `huike_api`, save those that concern
//! the desktop: its dialogs, and the window itself.

use std::sync::Arc;

use huike_app::transfer::files::{FileToken, plain_name};
use huike_app::{App, AppError};
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tauri::http::HeaderValue;
use tauri::ipc::{Invoke, InvokeBody, Response};
use tauri::{Manager as _, Webview, Wry};

use crate::{files, notify, window, with_pc};

/// Answers one command of the page.
pub(crate) fn answer(invoke: Invoke<Wry>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let name = message.command().to_owned();
    let webview = message.webview();
    let asked = match message.payload() {
        InvokeBody::Json(payload) => Asked::Json(payload.get("args").cloned().unwrap_or_default()),
        InvokeBody::Raw(bytes) => {
            let coded = message.headers().get(FILE_NAME).map(HeaderValue::as_bytes);
            let name = percent_decode(coded.unwrap_or_default()).decode_utf8_lossy();
            Asked::File { name: plain_name(&name), bytes: bytes.clone() }
        }
    };
    tauri::async_runtime::spawn(async move {
        match run(&webview, &name, asked).await {
            Ok(Answer::Json(answer)) => resolver.resolve(answer),
            Ok(Answer::Bytes(bytes)) => resolver.resolve(Response::new(bytes)),
            Err(error) => resolver.reject(error),
        }
    });
    true
}

/// What the page sends along: arguments, or a file that was dropped or pasted on it.
enum Asked {
    Json(Value),
    File { name: String, bytes: Vec<u8> },
}

/// What the page is answered.
enum Answer {
    Json(Value),
    Bytes(Vec<u8>),
}

/// Names a file that comes as bytes, with its characters percent-coded.
const FILE_NAME: &str = "x-huike-file";

#[derive(Deserialize)]
struct Pick {
    kinds: Vec<String>,
}

#[derive(Deserialize)]
struct Show {
    token: FileToken,
}

#[derive(Deserialize)]
struct Save {
    token: FileToken,
    name: String,
}

#[derive(Deserialize)]
struct TryOut {
    sound: bool,
}

#[derive(Deserialize)]
struct StartWithPc {
    on: bool,
}

async fn run(webview: &Webview, name: &str, asked: Asked) -> Result<Answer, AppError> {
    let app = webview.try_state::<App>().ok_or_else(|| internal(&"the data is not open"))?;
    let app = app.inner().clone();
    let arguments = match asked {
        Asked::Json(arguments) => arguments,
        Asked::File { name, bytes } => {
            // Whoever may bring nothing in leaves nothing behind on the disk either.
            huike_api::admit(&app, "attachments.add").await?;
            return write(files::hold(&app, name, bytes).await?);
        }
    };
    match name {
        "shell.pick_file" => {
            let Pick { kinds } = read(arguments)?;
            write(files::pick(webview, &app, &kinds).await?)
        }
        "shell.save_file" => {
            let Save { token, name } = read(arguments)?;
            write(files::save(webview, &app, &token, &name).await?)
        }
        "shell.file_bytes" => {
            let Show { token } = read(arguments)?;
            Ok(Answer::Bytes(files::bytes(&app, token).await?))
        }
        "shell.try_notification" => {
            let TryOut { sound } = read(arguments)?;
            write(try_notification(webview, sound).await?)
        }
        "shell.starts_with_pc" => write(with_pc::is_on(webview.app_handle())?),
        "shell.set_starts_with_pc" => {
            let StartWithPc { on } = read(arguments)?;
            write(with_pc::set(webview.app_handle(), on)?)
        }
        "shell.first_screen" => {
            window::first_screen(webview.app_handle());
            Ok(Answer::Json(Value::Null))
        }
        name => Ok(Answer::Json(huike_api::dispatch(&app, name, arguments).await?)),
    }
}

async fn try_notification(webview: &Webview, sound: bool) -> Result<notify::Tried, AppError> {
    let desktop = webview.try_state::<Arc<notify::Desktop>>();
    let desktop = desktop.ok_or_else(|| internal(&"no desktop yet"))?.inner().clone();
    // The desktop may take its time to answer.
    let tried = tokio::task::spawn_blocking(move || desktop.try_out(sound)).await;
    tried.map_err(|error| internal(&error))
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, AppError> {
    serde_json::from_value(arguments).map_err(|error| internal(&error))
}

fn write(answer: impl serde::Serialize) -> Result<Answer, AppError> {
    serde_json::to_value(answer).map(Answer::Json).map_err(|error| internal(&error))
}

/// A defect, in technical words.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> AppError {
    AppError::Internal { detail: error.to_string() }
}
