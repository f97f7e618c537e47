//! Vouchers as they are printed: each with its code as a QR code.

use huike_domain::ids::{VoucherBatchId, VoucherId};
use qrcode::{Color, EcLevel, QrCode};
use serde::{Deserialize, Serialize};

use super::{VoucherView, of_batch};
use crate::App;
use crate::error::AppError;

/// A voucher and its QR code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintedVoucher {
    /// The voucher.
    pub voucher: VoucherView,
    /// The code without hyphens, as a QR code.
    pub qr: QrPath,
}

/// A QR code as the path of an SVG, one unit a module, without its quiet zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct QrPath {
    /// Modules on each side.
    pub size: u32,
    /// The dark modules.
    pub path: String,
}

/// A stretch of a batch's vouchers with their QR codes, as [`of_batch`].
///
/// # Errors
/// [`AppError::Internal`].
pub fn printed(
    app: &App,
    batch: VoucherBatchId,
    after: Option<VoucherId>,
    limit: u32,
) -> Result<Vec<PrintedVoucher>, AppError> {
    let vouchers = of_batch(app, batch, after, limit)?;
    let printed = vouchers
        .into_iter()
        .map(|voucher| Ok(PrintedVoucher { qr: qr_of(&voucher.code.replace('-', ""))?, voucher }));
    printed.collect()
}

fn qr_of(text: &str) -> Result<QrPath, AppError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|error| AppError::Internal { detail: error.to_string() })?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width.max(1)).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
            }
            x += run.max(1);
        }
    }
    Ok(QrPath { size: u32::try_from(width).unwrap_or(u32::MAX), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_the_smallest_square() {
        let qr = qr_of("7KQM2X4TP").expect("a code");
        assert_eq!(qr.size, 21);
        // The corner that every reader looks for.
        assert!(qr.path.starts_with("M0 0h7v1h-7z"), "{}", qr.path);
    }
}
