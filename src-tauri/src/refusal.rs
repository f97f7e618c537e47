//! Where the data cannot be opened, a dialog says why and what to do next.

use huike_app::AppError;
use huike_app::words::Words;
use huike_domain::shop::Language;
use rfd::{AsyncMessageDialog, MessageLevel};
use tauri::AppHandle;

/// Tells, and ends the program when it was read.
pub(crate) fn tell(shell: &AppHandle, error: &AppError) {
    tracing::error!(%error, "cannot open");
    let words = Words::of(system_language());
    let dialog = AsyncMessageDialog::new()
        .set_level(MessageLevel::Error)
        .set_title(words.say("app.name", &[]))
        .set_description(explain(words, error))
        .show();
    let shell = shell.clone();
    tauri::async_runtime::spawn(async move {
        dialog.await;
        shell.exit(1);
    });
}

fn explain(words: &Words, error: &AppError) -> String {
    let (kind, variables) = match error {
        AppError::Locked => ("locked", vec![]),
        AppError::Busy => ("busy", vec![]),
        AppError::DiskFull => ("diskFull", vec![]),
        AppError::KeysChanged => ("keysChanged", vec![]),
        AppError::Damaged { .. } => ("damaged", vec![]),
        AppError::NewerFile { file, program } => {
            ("newerFile", vec![("file", file.to_string()), ("program", program.to_string())])
        }
        _ => ("internal", vec![]),
    };
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let say = |part: &str| words.say(&format!("errors.{kind}.{part}"), &variables);
    let mut text = format!("{}\n\n{}", say("text"), say("next"));
    match error {
        AppError::Damaged { backup: Some(backup) } => text.push_str(&format!("\n\n{backup}")),
        AppError::Internal { detail } => text.push_str(&format!("\n\n{detail}")),
        _ => {}
    }
    text
}

/// The desktop's language; the shop's own is in the file that does not open.
fn system_language() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if !locale.starts_with("zh") => Language::En,
        _ => Language::ZhCn,
    }
}
