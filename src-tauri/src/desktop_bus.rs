//! What a Linux desktop offers, asked over its session bus.

use std::time::Duration;

use zbus::blocking::fdo::{DBusProxy, PropertiesProxy};
use zbus::blocking::{Connection, connection};
use zbus::names::InterfaceName;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// A desktop that does not answer in this time is as good as none.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether tray icons are shown: somebody collects them and somebody displays them.
pub(crate) fn has_tray() -> bool {
    shows_tray().unwrap_or(false)
}

fn shows_tray() -> zbus::Result<bool> {
    let bus = connect()?;
    if !DBusProxy::new(&bus)?.name_has_owner(WATCHER.try_into()?)? {
        return Ok(false);
    }
    let watcher = PropertiesProxy::builder(&bus)
        .destination(WATCHER)?
        .path("/StatusNotifierWatcher")?
        .build()?;
    let shown = watcher.get(InterfaceName::try_from(WATCHER)?, "IsStatusNotifierHostRegistered")?;
    Ok(shown.try_into()?)
}

/// A connection of one's own to the session bus.
pub(crate) fn connect() -> zbus::Result<Connection> {
    connection::Builder::session()?.method_timeout(PATIENCE).build()
}
