//! What makes up for something, and the shop's catalogue of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Severity;
use crate::error::{FieldError, InvalidCode};
use crate::ids::{BenefitId, CatalogueId, CauseId, PurchaseId, VoucherBatchId};

/// The most remedies of one offer.
pub const MOST_REMEDIES: usize = 10;

/// The most that one remedy is worth: a million yuan.
const MOST_FEN: u32 = 100_000_000;

/// The most points of one remedy.
const MOST_POINTS: u32 = 10_000_000;

const TEXT_CHARS: usize = 200;
const NAME_CHARS: usize = 60;
const MOST_ENTRIES: usize = 100;

/// What makes up for something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Remedy {
    /// Money back on a purchase; takes back its points, and the level where it hung on them.
    Refund {
        /// Which; none in a catalogue: the one that the complaint is about.
        purchase: Option<PurchaseId>,
        /// How much, in fen, 1 to 100,000,000.
        fen: u32,
    },
    /// A voucher of a batch.
    Voucher {
        /// Which batch.
        batch: VoucherBatchId,
    },
    /// Points.
    Points {
        /// 1 to 10,000,000.
        points: u32,
    },
    /// A present.
    Gift {
        /// What, 1 to 200 characters.
        item: String,
        /// What it costs the shop, in fen, 0 to 100,000,000.
        worth_fen: u32,
    },
    /// The work is done again, or the goods are replaced.
    Redo {
        /// What, 1 to 200 characters.
        what: String,
        /// By when; none: as soon as the shop opens next.
        day: Option<NaiveDate>,
        /// What it costs the shop, in fen, 0 to 100,000,000.
        cost_fen: u32,
    },
    /// A service or something else of the shop's benefits.
    Benefit {
        /// Which.
        benefit: BenefitId,
    },
}

super::coded! {
    /// The kinds of remedies.
    RemedyKind {
        /// Money back.
        Refund "refund",
        /// A voucher.
        Voucher "voucher",
        /// Points.
        Points "points",
        /// A present.
        Gift "gift",
        /// Done again.
        Redo "redo",
        /// A benefit.
        Benefit "benefit",
    }
}

impl Remedy {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> RemedyKind {
        match self {
            Self::Refund { .. } => RemedyKind::Refund,
            Self::Voucher { .. } => RemedyKind::Voucher,
            Self::Points { .. } => RemedyKind::Points,
            Self::Gift { .. } => RemedyKind::Gift,
            Self::Redo { .. } => RemedyKind::Redo,
            Self::Benefit { .. } => RemedyKind::Benefit,
        }
    }

    fn checked(self) -> Result<Self, FieldError> {
        let out_of_range = |field| Err(FieldError::new(field, InvalidCode::OutOfRange));
        Ok(match self {
            Self::Refund { fen, .. } if !(1..=MOST_FEN).contains(&fen) => {
                return out_of_range("fen");
            }
            Self::Points { points } if !(1..=MOST_POINTS).contains(&points) => {
                return out_of_range("points");
            }
            Self::Gift { worth_fen, .. } if worth_fen > MOST_FEN => {
                return out_of_range("worthFen");
            }
            Self::Redo { cost_fen, .. } if cost_fen > MOST_FEN => return out_of_range("costFen"),
            Self::Gift { item, worth_fen } => {
                Self::Gift { item: text("item", &item, TEXT_CHARS)?, worth_fen }
            }
            Self::Redo { what, day, cost_fen } => {
                Self::Redo { what: text("what", &what, TEXT_CHARS)?, day, cost_fen }
            }
            other => other,
        })
    }
}

fn text(field: &str, text: &str, limit: usize) -> Result<String, FieldError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new(field, InvalidCode::Required)),
        count if count <= limit => Ok(text.to_owned()),
        _ => Err(FieldError::too_long(field, limit)),
    }
}

/// What is offered to a customer: something, or nothing for a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What makes up for it.
    pub remedies: Vec<Remedy>,
    /// Why nothing does, up to 200 characters; empty where something does.
    #[serde(default)]
    pub none_because: String,
}

impl Offer {
    /// Whether it is decided that nothing is given.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.remedies.is_empty()
    }

    /// Trims texts and holds figures to their ranges.
    ///
    /// # Errors
    /// Names the field to mend; `noneBecause` where nothing is offered and no reason is given.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        if self.remedies.len() > MOST_REMEDIES {
            return Err(FieldError::too_many("remedies", MOST_REMEDIES));
        }
        self.remedies = self.remedies.into_iter().map(Remedy::checked).collect::<Result<_, _>>()?;
        self.none_because = if self.is_none() {
            text("noneBecause", &self.none_because, TEXT_CHARS)?
        } else {
            String::new()
        };
        Ok(self)
    }
}

/// A remedy that the shop offers again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueEntry {
    /// Stays when the entry gets another name.
    pub id: CatalogueId,
    /// What the shop calls it, 1 to 60 characters.
    pub name: String,
    /// What it is.
    pub remedy: CatalogueRemedy,
    /// For these causes and what lies under them; empty: for any.
    pub causes: Vec<CauseId>,
    /// From this severity on.
    pub from: Severity,
    /// Up to this severity.
    pub to: Severity,
}

/// A remedy of the catalogue: a part of the purchase, or a remedy as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CatalogueRemedy {
    /// So much of the purchase back, 1 to 100 percent.
    Part {
        /// Percent.
        percent: u8,
    },
    /// As it stands.
    Fixed {
        /// The remedy; not a refund.
        remedy: Remedy,
    },
}

/// The shop's remedies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
#[specta(transparent)]
pub struct Catalogue(pub Vec<CatalogueEntry>);

impl Catalogue {
    /// Trims texts and holds figures to their ranges.
    ///
    /// # Errors
    /// Names the field to mend, with the entry's place: `catalogue.2.name`.
    pub fn checked(self) -> Result<Self, FieldError> {
        if self.0.len() > MOST_ENTRIES {
            return Err(FieldError::too_many("catalogue", MOST_ENTRIES));
        }
        let entries = self.0.into_iter().enumerate().map(|(place, mut entry)| {
            let at = |error: FieldError| FieldError {
                field: format!("catalogue.{place}.{}", error.field),
                ..error
            };
            let wrong = |field, code| Err(at(FieldError::new(field, code)));
            entry.name = text("name", &entry.name, NAME_CHARS).map_err(at)?;
            entry.remedy = match entry.remedy {
                CatalogueRemedy::Part { percent } if !(1..=100).contains(&percent) => {
                    return wrong("percent", InvalidCode::OutOfRange);
                }
                CatalogueRemedy::Fixed { remedy: Remedy::Refund { .. } } => {
                    return wrong("remedy", InvalidCode::Impossible);
                }
                CatalogueRemedy::Fixed { remedy } => {
                    CatalogueRemedy::Fixed { remedy: remedy.checked().map_err(at)? }
                }
                part => part,
            };
            if entry.to < entry.from {
                return wrong("to", InvalidCode::Impossible);
            }
            Ok(entry)
        });
        Ok(Self(entries.collect::<Result<_, _>>()?))
    }

    /// What fits a complaint, that made for its cause first: a cause fits where it is the
    /// complaint's or one above it (`lineage`, the nearest first).
    #[must_use]
    pub fn fitting(&self, severity: Severity, lineage: &[CauseId]) -> Vec<&CatalogueEntry> {
        let nearness = |entry: &CatalogueEntry| {
            if entry.causes.is_empty() {
                return Some(lineage.len());
            }
            lineage.iter().position(|cause| entry.causes.contains(cause))
        };
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter(|entry| (entry.from..=entry.to).contains(&severity))
            .filter_map(|entry| Some((nearness(entry)?, entry)))
            .collect();
        found.sort_by_key(|(near, _)| *near);
        found.into_iter().map(|(_, entry)| entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn entry(n: u128, causes: &[CauseId], from: Severity, to: Severity) -> CatalogueEntry {
        CatalogueEntry {
            id: CatalogueId::from_uuid(Uuid::from_u128(n)),
            name: format!(" {n} "),
            remedy: CatalogueRemedy::Part { percent: 20 },
            causes: causes.to_vec(),
            from,
            to,
        }
    }

    #[test]
    fn what_fits_a_complaint() {
        use Severity::{Minor, Moderate, Serious, Severe};
        let [late, delivery, other] = [1, 2, 3].map(|n| CauseId::from_uuid(Uuid::from_u128(n)));
        let catalogue = Catalogue(vec![
            entry(1, &[], Minor, Severe),
            entry(2, &[delivery], Minor, Moderate),
            entry(3, &[late], Minor, Severe),
            entry(4, &[other], Minor, Severe),
        ])
        .checked()
        .expect("a catalogue");
        let names = |severity, lineage: &[CauseId]| -> Vec<String> {
            catalogue.fitting(severity, lineage).iter().map(|it| it.name.clone()).collect()
        };
        assert_eq!(names(Moderate, &[late, delivery]), ["3", "2", "1"]);
        assert_eq!(names(Serious, &[late, delivery]), ["3", "1"]);
        assert_eq!(names(Minor, &[]), ["1"]);
        let upside_down = Catalogue(vec![entry(1, &[], Severe, Minor)]).checked();
        assert_eq!(upside_down.expect_err("refused").field, "catalogue.0.to");
    }

    #[test]
    fn an_offer_is_something_or_nothing_for_a_reason() {
        let offer = |remedies: Vec<Remedy>, why: &str| {
            Offer { remedies, none_because: why.to_owned() }.checked().map_err(|it| it.field)
        };
        let gift = |item: &str| Remedy::Gift { item: item.to_owned(), worth_fen: 900 };
        assert_eq!(offer(Vec::new(), " "), Err("noneBecause".to_owned()));
        assert!(offer(Vec::new(), "theirs").expect("nothing, for a reason").is_none());
        assert_eq!(offer(vec![gift(" mug ")], "?").expect("a gift").none_because, "");
        assert_eq!(offer(vec![gift(" ")], ""), Err("item".to_owned()));
        assert_eq!(offer(vec![Remedy::Points { points: 0 }], ""), Err("points".to_owned()));
        let refund = Remedy::Refund { purchase: None, fen: 0 };
        assert_eq!(offer(vec![refund], ""), Err("fen".to_owned()));
        assert_eq!(offer(vec![gift("mug"); 11], ""), Err("remedies".to_owned()));
    }
}
