//! A web view that draws through a GPU that is not there shows an empty window.

/// Turns WebKitGTK's GPU buffers off where no GPU is found and nobody has decided otherwise. Forced
/// everywhere it would end some newer systems' web views at once.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub(crate) fn avoid_what_shows_nothing() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SWITCH).is_some() || has_gpu() {
        return;
    }
    // SAFETY: the first call of `main`; no other thread reads the environment yet.
    unsafe { std::env::set_var(SWITCH, "1") };
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn avoid_what_shows_nothing() {}

#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let Ok(devices) = std::fs::read_dir("/dev/dri") else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
