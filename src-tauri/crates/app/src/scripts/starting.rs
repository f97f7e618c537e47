//! The scripts that the program brings, in the shop's language.

use std::collections::BTreeMap;

use huike_domain::ids::OperationId;
use huike_domain::scripts::{Fits, ScriptDraft};
use huike_domain::shop::Language;
use huike_store::scripts::{self as rows, Kept};
use huike_store::{Tx, settings};
use serde::Deserialize;

use crate::App;
use crate::error::AppError;

/// A script that the program brings, whatever the language.
#[derive(Debug, Deserialize)]
struct Starting {
    key: String,
    #[serde(flatten)]
    fits: Fits,
}

#[derive(Debug, Deserialize)]
struct Texts {
    title: String,
    text: String,
}

fn internal(error: serde_json::Error) -> AppError {
    AppError::Internal { detail: error.to_string() }
}

fn all() -> Result<Vec<Starting>, AppError> {
    serde_json::from_str(include_str!("starting.json")).map_err(internal)
}

/// The scripts of one language, each with its key.
fn drafts(language: Language) -> Result<Vec<(String, ScriptDraft)>, AppError> {
    let json = match language {
        Language::ZhCn => include_str!("starting.zh-CN.json"),
        Language::En => include_str!("starting.en.json"),
    };
    let mut texts: BTreeMap<String, Texts> = serde_json::from_str(json).map_err(internal)?;
    let drafts = all()?.into_iter().filter_map(|Starting { key, fits }| {
        let Texts { title, text } = texts.remove(&key)?;
        Some((key, ScriptDraft { title, text, fits, enabled: true }))
    });
    Ok(drafts.collect())
}

/// How many of them a shop does not have; one that was put away is had.
pub(super) fn missing(kept: &[Kept]) -> Result<usize, AppError> {
    Ok(all()?.iter().filter(|starting| !has(kept, &starting.key)).count())
}

fn has(kept: &[Kept], key: &str) -> bool {
    kept.iter().any(|kept| kept.starting.as_deref() == Some(key))
}

/// Puts those in that the shop does not have; answers how many.
pub(crate) fn put_starting(tx: &Tx<'_>) -> Result<u32, AppError> {
    let kept = rows::list(tx)?;
    let mut added = 0;
    for (key, draft) in drafts(settings::preferences(tx)?.language)? {
        if !has(&kept, &key) {
            rows::add(tx, &draft.checked()?, Some(&key), "system")?;
            added += 1;
        }
    }
    Ok(added)
}

/// Adds the scripts that the program brings and the shop does not have; answers how many.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub fn add_starting(app: &App, op: OperationId) -> Result<u32, AppError> {
    Ok(app.write(op, "scripts.addStarting", None, put_starting)?.value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use huike_domain::scripts::{Occasion, Template, Values, Variable};

    use super::*;
    use crate::words::Words;

    const BOTH: [Language; 2] = [Language::ZhCn, Language::En];

    fn keys(language: Language) -> BTreeSet<String> {
        drafts(language).expect("readable").into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn there_are_fifty_in_both_languages_and_all_can_be_taken() {
        let known: BTreeSet<_> =
            all().expect("readable").into_iter().map(|starting| starting.key).collect();
        assert_eq!(known.len(), 56);
        for language in BOTH {
            assert_eq!(keys(language), known);
            let drafts = drafts(language).expect("readable");
            let titles: BTreeSet<_> = drafts.iter().map(|(_, draft)| draft.title.clone()).collect();
            assert_eq!(titles.len(), 56, "each has a title of its own");
            for (key, draft) in drafts {
                let checked = draft.clone().checked().unwrap_or_else(|e| panic!("{key}: {e:?}"));
                assert_eq!(checked.fits, draft.fits, "{key}: in order");
                assert!(draft.text.chars().count() < 450, "{key}: short");
            }
        }
    }

    #[test]
    fn every_occasion_has_words_that_fit_anybody() {
        let fits: Vec<_> = all().expect("readable").into_iter().map(|found| found.fits).collect();
        for occasion in Occasion::ALL {
            let mut of = fits.iter().filter(|fits| fits.occasions.contains(&occasion));
            assert!(of.any(|fits| fits.characters.is_empty()), "{occasion:?}");
        }
        assert!(fits.iter().all(|fits| !fits.occasions.is_empty()));
    }

    #[test]
    fn they_are_filled_without_leftovers() {
        let values: Values =
            Variable::ALL.into_iter().map(|v| (v, v.as_str().to_uppercase())).collect();
        for language in BOTH {
            for (key, draft) in drafts(language).expect("readable") {
                let template = Template::parse(&draft.text).expect("understood");
                let filled = template.fill(&values);
                assert_eq!(
                    (filled.missing.as_slice(), filled.offered.as_slice()),
                    (&[][..], &[][..])
                );
                assert!(!filled.text().contains(['{', '}', '|', '_']), "{key}");
                // Nobody is greeted by a variable: a customer may have no name.
                let nobody = template.fill(&Values::from([(Variable::Shop, "S".to_owned())]));
                assert!(!nobody.missing.contains(&Variable::Customer), "{key}");
                assert!(!nobody.missing.contains(&Variable::Staff), "{key}");
            }
        }
    }

    #[test]
    fn both_languages_leave_the_same_open() {
        let open = |language| -> BTreeMap<String, BTreeSet<Variable>> {
            let drafts = drafts(language).expect("readable").into_iter();
            let of = |text: &str| Template::parse(text).expect("understood").variables();
            drafts.map(|(key, draft)| (key, of(&draft.text).into_iter().collect())).collect()
        };
        assert_eq!(open(Language::ZhCn), open(Language::En));
    }

    /// Screens show variables by the names under which a text may write them.
    #[test]
    fn screens_call_variables_as_texts_do() {
        for variable in Variable::ALL {
            let key = format!("scripts.variable.{}", variable.as_str());
            let said = BOTH.map(|language| Words::of(language).say(&key, &[]));
            assert_eq!(said, variable.names());
        }
        for occasion in Occasion::ALL {
            let key = format!("scripts.occasion.{}", occasion.as_str());
            for language in BOTH {
                assert_ne!(Words::of(language).say(&key, &[]), key);
            }
        }
    }
}
