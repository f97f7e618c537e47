//! Every text of the sample shop in one language.

use std::collections::BTreeMap;

use huike_domain::shop::Language;
use serde::Deserialize;

use super::cast::{Persona, Trait};
use super::goods::Good;
use super::grievances::GrievanceTexts;
use crate::error::AppError;

/// The texts of one language. Figures stand elsewhere, so that both languages tell one story.
#[derive(Debug, Deserialize)]
pub(super) struct Texts {
    /// How a name is put together.
    pub(super) name: String,
    pub(super) family: Vec<String>,
    pub(super) given: Vec<String>,
    pub(super) companies: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) goods: BTreeMap<Good, String>,
    pub(super) traits: BTreeMap<Trait, TraitTexts>,
    pub(super) personas: BTreeMap<Persona, PersonaTexts>,
    /// Said when a birthday present is given.
    pub(super) gifts: Vec<String>,
    /// Said when a purchase is taken back.
    pub(super) refunds: Vec<String>,
    /// Who takes care of complaints.
    pub(super) staff: String,
    /// What is said over complaints, the oldest first.
    pub(super) grievances: Vec<GrievanceTexts>,
}

/// What is known of a customer, and what they say that fits it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct TraitTexts {
    pub(super) tag: String,
    pub(super) note: String,
    pub(super) said: Vec<String>,
}

/// What is said with customers of one kind.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PersonaTexts {
    pub(super) tag: String,
    /// Before a purchase.
    pub(super) before: Said,
    /// After a purchase.
    pub(super) after: Said,
    /// Long talks.
    pub(super) deep: Vec<String>,
    /// Without a purchase around: nobody bought, or nobody any more.
    pub(super) drift: Vec<String>,
}

/// Remarks by the way they were exchanged.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    pub(super) call: Vec<String>,
    pub(super) message: Vec<String>,
    pub(super) visit: Vec<String>,
}

impl Texts {
    pub(super) fn of(language: Language) -> Result<Self, AppError> {
        let json = match language {
            Language::ZhCn => include_str!("zh-CN.json"),
            Language::En => include_str!("en.json"),
        };
        serde_json::from_str(json).map_err(|error| AppError::Internal { detail: error.to_string() })
    }

    pub(super) fn good(&self, good: Good) -> &str {
        self.goods.get(&good).map_or("", String::as_str)
    }

    pub(super) fn full_name(&self, family: &str, given: &str) -> String {
        self.name.replace("{family}", family).replace("{given}", given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::cast::PARTS;

    #[test]
    fn both_languages_have_every_text() {
        for language in [Language::ZhCn, Language::En] {
            let texts = Texts::of(language).expect("readable");
            for part in PARTS {
                assert!(texts.personas.contains_key(&part.persona), "{:?}", part.persona);
                for good in part
                    .first
                    .iter()
                    .chain(part.goods)
                    .chain(&[Good::MooncakeBox, Good::NewYearBox])
                {
                    assert!(!texts.good(*good).is_empty(), "{good:?}");
                }
                for known in part.traits {
                    assert!(texts.traits.contains_key(known), "{known:?}");
                }
            }
            assert!(!texts.sources.is_empty() && !texts.gifts.is_empty());
        }
    }

    #[test]
    fn there_is_a_company_for_every_company() {
        let companies: usize = PARTS.iter().filter(|p| p.company).flat_map(|p| p.stages).sum();
        for language in [Language::ZhCn, Language::En] {
            assert_eq!(Texts::of(language).expect("readable").companies.len(), companies);
        }
    }
}
