//! The screens, as built into the program. Debug builds read them from the disk, so that they can
//! be rebuilt without building the program again.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../../ui/dist"]
#[allow_missing = true]
struct Screens;

/// Files whose name changes with their content.
const HASHED: &str = "assets/";

/// Answers with a file of the screens, or with the first page, which knows every other path.
pub(super) async fn show(request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    match Screens::get(path) {
        Some(file) => answer(path, file),
        // A page of an older program asks for what is gone; the first page is no script.
        None if path.starts_with(HASHED) => StatusCode::NOT_FOUND.into_response(),
        None => match Screens::get("index.html") {
            Some(file) => answer("index.html", file),
            None => (StatusCode::NOT_FOUND, "the screens are not built in").into_response(),
        },
    }
}

fn answer(path: &str, file: EmbeddedFile) -> Response {
    let keep =
        if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut kind = file.metadata.mimetype().to_owned();
    if kind.starts_with("text/") {
        kind.push_str("; charset=utf-8");
    }
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep.to_owned())], file.data)
        .into_response()
}
