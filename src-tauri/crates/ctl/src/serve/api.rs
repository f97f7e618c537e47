//! Commands over HTTP: `POST /api/<room>.<name>`, arguments as the body, the answer as the body.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use huike_app::AppError;
use serde_json::Value;

use super::Host;
use crate::answer::internal;

/// Runs one command.
pub(super) async fn answer(
    State(host): State<Arc<Host>>,
    Path(command): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let arguments = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(&body) };
    let arguments = arguments
        .map_err(|error| Problem { status: StatusCode::BAD_REQUEST, error: internal(error) })?;
    Ok(Json(huike_api::dispatch(&host.app, &command, arguments).await?))
}

/// An error as the body, under the status that fits its kind.
pub(super) struct Problem {
    status: StatusCode,
    error: AppError,
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        Self { status: status(&error), error }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self.error)).into_response()
    }
}

const fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::Invalid { .. }
        | AppError::Filter { .. }
        | AppError::ScriptText { .. }
        | AppError::RecoveryCode { .. }
        | AppError::File { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::NotFound { .. } => StatusCode::NOT_FOUND,
        AppError::NoShop
        | AppError::AlreadyDone { .. }
        | AppError::CannotUndo { .. }
        | AppError::Conflict { .. }
        | AppError::CountChanged { .. }
        | AppError::RefundBeyondPaid { .. }
        | AppError::RefundBeyondRest { .. }
        | AppError::PointsShort { .. }
        | AppError::Voucher { .. }
        | AppError::NeedsApproval { .. }
        | AppError::PointsLimit { .. }
        | AppError::Complaint { .. }
        | AppError::Cancelled => StatusCode::CONFLICT,
        AppError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Locked => StatusCode::LOCKED,
        AppError::NotAllowed { .. } => StatusCode::FORBIDDEN,
        AppError::TooSoon { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::DiskFull | AppError::BackupFailed { .. } => StatusCode::INSUFFICIENT_STORAGE,
        AppError::NewerFile { .. }
        | AppError::KeysChanged
        | AppError::Damaged { .. }
        | AppError::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
