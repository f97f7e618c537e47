//! Whoever locks the PC or lets it sleep has left: the shop is shut with it, where it takes a
//! passphrase to open. That the PC slept is noticed on every system by the clock as well; see
//! `huike_app::scheduler`.

use huike_app::App;

/// Shuts the shop whenever the desktop says that the PC is locked or about to sleep.
#[cfg(target_os = "linux")]
pub(crate) fn watch(app: &App) {
    use zbus::blocking::Connection;

    for (bus, rule) in [
        (Connection::system as fn() -> zbus::Result<Connection>, SLEEPS),
        (Connection::system, LOCKED),
        (Connection::session, SAVED),
    ] {
        let app = app.clone();
        let heard = move || {
            for message in heard_on(&bus()?, rule)? {
                let message = message?;
                // A word that goes with it says whether it begins or ends.
                if !matches!(message.body().deserialize::<bool>(), Ok(false)) {
                    leave(&app);
                }
            }
            zbus::Result::Ok(())
        };
        let named = std::thread::Builder::new().name("huike-away".to_owned());
        let spawned = named.spawn(move || {
            // Without that bus nobody says so here.
            if let Err(error) = heard() {
                tracing::info!(%error, "away");
            }
        });
        if let Err(error) = spawned {
            tracing::warn!(%error, "away");
        }
    }
}

#[cfg(target_os = "linux")]
const SLEEPS: &str =
    "type='signal',interface='org.freedesktop.login1.Manager',member='PrepareForSleep'";
#[cfg(target_os = "linux")]
const LOCKED: &str = "type='signal',interface='org.freedesktop.login1.Session',member='Lock'";
#[cfg(target_os = "linux")]
const SAVED: &str = "type='signal',interface='org.freedesktop.ScreenSaver',member='ActiveChanged'";

#[cfg(target_os = "linux")]
fn heard_on(
    bus: &zbus::blocking::Connection,
    rule: &str,
) -> zbus::Result<zbus::blocking::MessageIterator> {
    zbus::blocking::MessageIterator::for_match_rule(zbus::MatchRule::try_from(rule)?, bus, None)
}

#[cfg(target_os = "linux")]
fn leave(app: &App) {
    if let Err(error) = huike_app::gate::look(app, true) {
        tracing::warn!(%error, "away");
    }
}

/// Elsewhere the clock alone says it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_: &App) {}
