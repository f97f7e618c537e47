//! The best few scripts for a moment with a customer, filled with their own data.

use std::collections::BTreeSet;

use huike_domain::ids::CustomerId;
use huike_domain::interactions::Channel;
use huike_domain::scripts::{
    FilledText, Occasion, Script, ScriptVersion, Situation, Template, Values, best_fit,
};
use huike_domain::shop::Language;
use huike_domain::time::Instant;
use huike_store::scripts as rows;
use huike_store::{Reader, customers};
use serde::{Deserialize, Serialize};

use super::values;
use crate::App;
use crate::error::AppError;
use crate::followups::FollowUpView;

/// How many scripts are suggested: the best one, and others to choose from.
const SUGGESTED: usize = 3;

/// Words for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Suggested {
    /// The script that says so, to be logged with the contact; none of a playbook.
    pub script: Option<ScriptVersion>,
    /// What it is called; empty of a playbook.
    pub title: String,
    /// What it says to this customer.
    pub filled: FilledText,
}

/// The best words for a moment with a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Suggestions {
    /// The best first, at most three scripts, and what playbooks say behind them.
    pub words: Vec<Suggested>,
}

/// The best words for a moment with a customer.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn suggest(
    app: &App,
    customer: CustomerId,
    occasion: Option<Occasion>,
    channel: Option<Channel>,
) -> Result<Suggestions, AppError> {
    suggest_with(app, customer, occasion, channel, &Values::new())
}

/// The same where more is known than the customer's own data tell.
pub(crate) fn suggest_with(
    app: &App,
    customer: CustomerId,
    occasion: Option<Occasion>,
    channel: Option<Channel>,
    more: &Values,
) -> Result<Suggestions, AppError> {
    let now = app.now();
    let mut words =
        app.read(|reader| of_scripts(reader, customer, occasion, channel, more, now))?;
    for script in crate::segments::said_to(app, customer)? {
        let text = Template::parse(&script).unwrap_or_else(|_| Template::plain(&script));
        words.push(Suggested {
            script: None,
            title: String::new(),
            filled: app.read(|reader| fill(reader, &[&text], customer, more, now))?.remove(0),
        });
    }
    Ok(Suggestions { words })
}

/// The best words for a follow-up in one text; empty where there are none.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn words_for(app: &App, follow_up: &FollowUpView) -> Result<String, AppError> {
    let FollowUpView { customer, occasion, channel, .. } = *follow_up;
    app.read(|reader| {
        let now = app.now();
        let words =
            of_scripts(reader, customer, Some(occasion), Some(channel), &Values::new(), now)?;
        // Nobody can be asked here: words that lack nothing go before better ones that do.
        let whole = words.iter().find(|words| words.filled.missing.is_empty()).or(words.first());
        Ok(whole.map(|words| words.filled.text()).unwrap_or_default())
    })
}

fn of_scripts(
    reader: &Reader<'_>,
    customer: CustomerId,
    occasion: Option<Occasion>,
    channel: Option<Channel>,
    more: &Values,
    now: Instant,
) -> Result<Vec<Suggested>, AppError> {
    let full = customers::get(reader, customer)?
        .ok_or_else(|| AppError::not_found("customer", &customer.to_string()))?;
    let situation = Situation {
        occasion,
        channel,
        segment: full.summary.segment,
        stage: full.summary.stage,
        character: full.draft.portrait.character,
    };
    let kept: Vec<_> = rows::list(reader)?.into_iter().filter(|kept| !kept.archived).collect();
    let version_of = |script: &Script| {
        let found = kept.iter().find(|kept| kept.script.id == script.id);
        found.map(|kept| ScriptVersion { id: script.id, version: kept.version })
    };
    let scripts: Vec<Script> = kept.iter().map(|kept| kept.script.clone()).collect();
    let best: Vec<_> = best_fit(&scripts, &situation).into_iter().take(SUGGESTED).collect();
    // What the program wrote reads; a text that does not is shown as it is.
    let templates: Vec<_> = best
        .iter()
        .map(|script| {
            let text = &script.draft.text;
            Template::parse(text).unwrap_or_else(|_| Template::plain(text))
        })
        .collect();
    let filled = fill(reader, &templates.iter().collect::<Vec<_>>(), customer, more, now)?;
    let words = best.into_iter().zip(filled).map(|(script, filled)| Suggested {
        script: version_of(script),
        title: script.draft.title.clone(),
        filled,
    });
    Ok(words.collect())
}

fn fill(
    reader: &Reader<'_>,
    templates: &[&Template],
    customer: CustomerId,
    more: &Values,
    now: Instant,
) -> Result<Vec<FilledText>, AppError> {
    let wanted: BTreeSet<_> = templates.iter().flat_map(|text| text.variables()).collect();
    let mut known: Vec<(Option<Language>, Values)> = Vec::new();
    let mut filled = Vec::new();
    for text in templates {
        let language = text.language();
        let at = known.iter().position(|(of, _)| *of == language);
        if at.is_none() {
            let mut values = values::of(reader, Some(customer), &wanted, language, now)?;
            values.extend(more.iter().map(|(variable, value)| (*variable, value.clone())));
            known.push((language, values));
        }
        filled.push(text.fill(&known[at.unwrap_or(known.len() - 1)].1));
    }
    Ok(filled)
}
