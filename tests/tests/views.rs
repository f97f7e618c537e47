//! Saved views: named, counted together, put in order, taken back.

use huike_app::customers::{self, CustomerQuery};
use huike_app::views::{self, ViewDraft};
use huike_app::{AppError, operations};
use huike_domain::customers::filter::{self, Field, Library};
use huike_domain::error::InvalidCode;
use huike_domain::views::ViewColumn;
use huike_tests::{Story, op};

fn draft(name: &str, filter: &str) -> ViewDraft {
    let filter = filter::read(filter, &Library::default()).expect("a filter");
    ViewDraft {
        name: name.to_owned(),
        query: CustomerQuery {
            filter,
            sort: Field::Contacted,
            descending: true,
            ..CustomerQuery::default()
        },
        columns: vec![ViewColumn { field: Field::Name, own: None, width: Some(200) }],
        pinned: true,
        segment: true,
    }
}

fn names(story: &Story) -> Vec<String> {
    let views = views::list(&story.app).expect("views");
    views.into_iter().map(|view| view.draft.name).collect()
}

#[test]
fn views_are_kept_counted_and_taken_back() {
    let story = Story::at("2026-11-23");
    let _ = story.customer("张三");
    let first = views::add(&story.app, op(), draft(" Quiet ", "not contacted in 60 days"));
    let first = first.expect("saved");
    let second = views::add(&story.app, op(), draft("Firms", "kind = company")).expect("saved");
    assert_eq!(names(&story), ["Quiet", "Firms"]);
    let queries = views::list(&story.app).expect("views").into_iter().map(|v| v.draft.query);
    assert_eq!(customers::counts(&story.app, queries.collect()), Ok(vec![1, 0]));

    views::reorder(&story.app, op(), vec![second, first]).expect("in order");
    views::rename(&story.app, op(), first, "Silent".to_owned()).expect("renamed");
    assert_eq!(names(&story), ["Firms", "Silent"]);
    views::delete(&story.app, op(), second).expect("deleted");
    assert_eq!(names(&story), ["Silent"]);
    for expected in [vec!["Firms", "Silent"], vec!["Firms", "Quiet"], vec!["Quiet", "Firms"]] {
        operations::undo(&story.app, op(), None).expect("undone");
        assert_eq!(names(&story), expected);
    }
    let story = story.restart();
    let kept = views::list(&story.app).expect("views").remove(0);
    assert_eq!(kept.draft, draft("Quiet", "not contacted in 60 days"));
}

#[test]
fn what_cannot_be_a_view_is_refused() {
    let story = Story::at("2026-11-23");
    let refused = |draft, field: &str, code| {
        let error = views::add(&story.app, op(), draft).expect_err("refused");
        let AppError::Invalid { field: found, code: why, .. } = error else { panic!("{error}") };
        assert_eq!((found.as_str(), why), (field, code));
    };
    refused(draft(" ", ""), "name", InvalidCode::Required);
    let mut twice = draft("a", "");
    twice.columns.push(twice.columns[0]);
    refused(twice, "columns", InvalidCode::Taken);
    let mut unsorted = draft("a", "");
    unsorted.query.sort = Field::Text;
    refused(unsorted, "sort", InvalidCode::Impossible);
}
