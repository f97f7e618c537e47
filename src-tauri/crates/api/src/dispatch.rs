//! How a command is answered: its arguments read, its use case run, its answer written.

use huike_app::gate::Discretion;
use huike_app::{App, AppError};
use huike_domain::error::InvalidCode;
use huike_domain::ids::NOT_AN_ID;
use serde_json::Value;

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $room:ident::$name:ident($($arg:ident: $ty:ty),*) -> $answer:ty;)*) => {
        /// Answers one command. Use cases block (they read and write the file), so each runs on a
        /// thread for blocking work.
        ///
        /// # Errors
        /// What the use case says; [`AppError::NotFound`] for a name that is not in the list and
        /// [`AppError::Internal`] for arguments of another shape, which only a defect can send.
        pub async fn dispatch(app: &App, name: &str, arguments: Value) -> Result<Value, AppError> {
            let app = app.clone();
            // Before anything is read of what was sent along.
            let discretion = $crate::dispatch::admit(&app, name).await?;
            let arguments = $crate::dispatch::held(&app, &discretion, name, arguments).await?;
            let (held, app) = (app.clone(), app);
            let answer = async {
            match name {
                $(concat!(stringify!($room), ".", stringify!($name)) => {
                    #[derive(Deserialize)]
                    #[serde(rename_all = "camelCase")]
                    struct Arguments { $($arg: $ty),* }
                    let Arguments { $($arg),* } = $crate::dispatch::read(name, arguments)?;
                    $crate::dispatch::blocking(move || huike_app::$room::$name(&app, $($arg),*)).await
                })*
                _ => Err(AppError::not_found("command", name)),
            }
            };
            $crate::dispatch::shown(&held, discretion, answer.await).await
        }

        pub(crate) fn list(types: &mut specta::Types) -> Vec<Command> {
            vec![$(describe::<$answer>(
                types,
                stringify!($room),
                stringify!($name),
                concat!($($doc),*).trim(),
                vec![$((stringify!($arg), <$ty as specta::Type>::definition)),*],
            )),*]
        }
    };
}
pub(crate) use commands;

/// Refuses whoever may not use a command; answers what may not be seen by whoever may.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::Locked`], or why the shop does not open.
pub async fn admit(app: &App, name: &str) -> Result<Option<Discretion>, AppError> {
    let (app, name) = (app.clone(), name.to_owned());
    apart(move || huike_app::gate::admit(&app, &name)).await
}

/// The arguments of whoever may not see everything.
pub(crate) async fn held(
    app: &App,
    discretion: &Option<Discretion>,
    name: &str,
    mut arguments: Value,
) -> Result<Value, AppError> {
    let Some(discretion) = discretion.clone() else { return Ok(arguments) };
    let (app, name) = (app.clone(), name.to_owned());
    apart(move || {
        discretion.hold_question(&app, &name, &mut arguments)?;
        Ok(arguments)
    })
    .await
}

/// The answer to whoever may not see everything.
pub(crate) async fn shown(
    app: &App,
    discretion: Option<Discretion>,
    answer: Result<Value, AppError>,
) -> Result<Value, AppError> {
    let Some(discretion) = discretion else { return answer };
    let mut answer = answer.map_err(|error| discretion.hold_refusal(error))?;
    let app = app.clone();
    apart(move || {
        discretion.hold_answer(&app, &mut answer)?;
        Ok(answer)
    })
    .await
}

/// Reads a command's arguments.
pub(crate) fn read<T: serde::de::DeserializeOwned>(
    name: &str,
    arguments: Value,
) -> Result<T, AppError> {
    // A command without arguments may come with none at all.
    let arguments =
        if arguments.is_null() { Value::Object(serde_json::Map::new()) } else { arguments };
    serde_path_to_error::deserialize(arguments).map_err(|error| {
        let field = error.path().iter().next_back().map(ToString::to_string);
        match field {
            // A number too large or too small for its type is something a person typed.
            Some(field) if error.inner().to_string().starts_with("invalid value: integer") => {
                AppError::invalid(&field, InvalidCode::OutOfRange)
            }
            // An address that was typed or cut short.
            Some(field) if error.inner().to_string() == NOT_AN_ID => {
                AppError::not_found(&field, "")
            }
            // A recurrence is held to its rules while it is read.
            _ if let Some(code) = recurrence_problem(&error.inner().to_string()) => {
                AppError::invalid("recurrence", code)
            }
            _ => AppError::Internal { detail: format!("{name}: {error}") },
        }
    })
}

fn recurrence_problem(words: &str) -> Option<InvalidCode> {
    let code = words.strip_prefix("recurrence: ")?;
    let (first, rest) = code.split_at_checked(1)?;
    serde_json::from_value(Value::String(first.to_ascii_lowercase() + rest)).ok()
}

/// Runs blocking work on a thread of its own.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| internal(&error))?
}

/// The same, with the answer as it goes over the wire.
pub(crate) async fn blocking<T: serde::Serialize + Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<Value, AppError> {
    apart(move || serde_json::to_value(work()?).map_err(|error| internal(&error))).await
}

fn internal(error: &dyn std::fmt::Display) -> AppError {
    AppError::Internal { detail: error.to_string() }
}
