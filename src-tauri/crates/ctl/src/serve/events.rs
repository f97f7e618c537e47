//! What screens are told without asking, as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event as Message, KeepAlive, Sse};
use futures_util::{Stream, StreamExt as _};
use huike_app::events::{DataKind, Event};
use tokio_stream::wrappers::BroadcastStream;

use super::Host;

/// Long enough to cost nothing, short enough that a dead browser is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Tells until the page or the program closes.
pub(super) async fn stream(
    State(host): State<Arc<Host>>,
) -> Sse<impl Stream<Item = Result<Message, Infallible>>> {
    let mut closing = host.closing.clone();
    let closed = async move {
        // An error means that the sender is gone, which also means the end.
        let _ = closing.wait_for(|closing| *closing).await;
    };
    let events = BroadcastStream::new(host.app.events())
        // Whoever fell behind does not know what was missed: it may be anything.
        .map(|event| event.unwrap_or_else(|_| Event::Changed { kinds: vec![DataKind::All] }))
        .filter_map(|event| async move { Message::default().json_data(&event).ok().map(Ok) })
        .take_until(Box::pin(closed));
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
