//! The loopback host: the same screens and the same commands for a browser on this PC.
//!
//! Only this PC can reach the address, but every page that any browser here has open can try it.
//! So each request must name this host, come from no foreign page, and carry a token that only
//! the printed address holds.

mod api;
mod events;
mod files;
mod guard;
mod screens;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use huike_app::followups::Announcement;
use huike_app::scheduler::Notifier;
use huike_app::transfer::files::INCOMING;
use huike_app::{App, AppError, gate};
use huike_domain::error::InvalidCode;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::answer::{self, internal};
use guard::{Load, Token};

/// What every route knows.
struct Host {
    app: App,
    token: Token,
    load: Load,
    port: u16,
    incoming: files::Incoming,
    closing: watch::Receiver<bool>,
}

/// The largest body of a command.
const MOST_OF_A_COMMAND: usize = 1 << 20;

/// How long open requests may take to end after a signal.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves until a signal ends it.
pub(crate) fn run(folder: &Path, port: u16, json: bool) -> Result<(), AppError> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::WARN)
        .init();
    let app = gate::at(folder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(internal)?;
    let incoming = files::Incoming::open(&folder.join(INCOMING))?;
    runtime.block_on(serve(app, incoming, port, json))
}

async fn serve(app: App, incoming: files::Incoming, port: u16, json: bool) -> Result<(), AppError> {
    let taken = |_| AppError::invalid("port", InvalidCode::Taken);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await.map_err(taken)?;
    let port = listener.local_addr().map_err(internal)?.port();
    let token = Token::random()?;
    let url = format!("http://127.0.0.1:{port}/#token={}", token.text());
    let (close, closing) = watch::channel(false);
    let host =
        Arc::new(Host { app: app.clone(), token, load: Load::default(), port, incoming, closing });
    tokio::spawn(huike_app::scheduler::run(app.clone(), NoDesktop));
    answer::say(&if json { serde_json::json!({ "url": url }).to_string() } else { url })?;

    let mut serving = tokio::spawn(
        axum::serve(listener, routes(Arc::clone(&host)))
            .with_graceful_shutdown({
                let mut closing = host.closing.clone();
                async move {
                    // An error means that the sender is gone, which also means the end.
                    let _ = closing.wait_for(|closing| *closing).await;
                }
            })
            .into_future(),
    );
    tokio::select! {
        ended = &mut serving => return ended.map_err(internal)?.map_err(internal),
        () = signal() => {}
    }
    app.jobs().stop_all();
    // Nobody listening is no failure: the server ended by itself.
    let _ = close.send(true);
    if tokio::time::timeout(PATIENCE, &mut serving).await.is_err() {
        serving.abort();
    }
    host.incoming.clear();
    Ok(())
}

fn routes(host: Arc<Host>) -> Router {
    Router::new()
        .route("/api/{command}", post(api::answer))
        .layer(DefaultBodyLimit::max(MOST_OF_A_COMMAND))
        .route("/events", get(events::stream))
        .route("/files", post(files::take_in).layer(DefaultBodyLimit::disable()))
        .route("/files/{token}", get(files::hand_out))
        .fallback(screens::show)
        .layer(from_fn_with_state(Arc::clone(&host), guard::admit))
        .layer(from_fn(guard::harden))
        .with_state(host)
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}

/// A browser's page has no desktop of ours: Today shows what is due.
struct NoDesktop;

impl Notifier for NoDesktop {
    fn has_desktop(&self) -> bool {
        false
    }

    fn show(&self, _: &Announcement) -> Result<(), String> {
        Err("no desktop".to_owned())
    }
}
