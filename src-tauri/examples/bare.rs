//! A window of the same framework and web view with nothing in it: what a start costs before we do
//! anything. `cargo xtask bench` starts ours beside it.

use tauri::http::Response;
use tauri::webview::PageLoadEvent;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &[u8] = b"<!doctype html><title>Bare</title><p>Bare</p>";

fn main() -> anyhow::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            let page = Response::builder().header("Content-Type", "text/html");
            page.body(PAGE).expect("a whole answer")
        })
        .setup(|shell| {
            let page = WebviewUrl::CustomProtocol("bare://localhost/".parse()?);
            WebviewWindowBuilder::new(shell, "bare", page)
                .inner_size(1280.0, 800.0)
                .on_page_load(|_, page| {
                    if page.event() == PageLoadEvent::Finished {
                        println!("first screen");
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
