//! Stories of files kept with customers: encrypted, bounded, brought back, and let go in the end.

use std::path::PathBuf;

use huike_app::dossier::{self, TimelineFilter};
use huike_app::error::{AppError, FileProblem, UndoRefusal};
use huike_app::transfer::files::{FileToken, Outgoing};
use huike_app::{attachments, followups, vault};
use huike_domain::ids::{AttachmentId, CustomerId};
use huike_tests::{Story, op};

const NOW: &str = "2026-11-24T12:00:00+08:00";

/// Bytes that stand nowhere else.
const CANARY: &[u8] = b"\x89PNG canary 0123456789 canary";

/// A file a little longer than two parts, beginning with the canary.
fn picture() -> Vec<u8> {
    let mut bytes = CANARY.to_vec();
    bytes.resize(2 * huike_store::attachments::PART + 7, 0xa5);
    bytes
}

fn handed_in(story: &Story, name: &str, bytes: &[u8]) -> (FileToken, PathBuf) {
    let folder = story.app.folder().join("incoming");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(op().to_string());
    std::fs::write(&path, bytes).expect("written");
    (story.app.files().hold_copy(&path, name), path)
}

fn kept(story: &Story, customer: CustomerId, bytes: &[u8]) -> AttachmentId {
    let (file, _) = handed_in(story, "最爱.png", bytes);
    attachments::add(&story.app, op(), customer, file).expect("kept")
}

fn read(story: &Story, customer: CustomerId, id: AttachmentId) -> Vec<u8> {
    let token = attachments::hand_out(&story.app, customer, id).expect("a token");
    let mut out = Outgoing::open(&story.app, &token).expect("open");
    let mut bytes = Vec::new();
    while let Some(part) = out.next_part().expect("a part") {
        bytes.extend(part);
    }
    assert_eq!(bytes.len() as u64, out.size);
    bytes
}

fn names(story: &Story, customer: CustomerId) -> Vec<String> {
    let page = dossier::timeline(&story.app, customer, TimelineFilter::default(), None, 9);
    let entries = page.expect("a page").entries;
    entries
        .iter()
        .map(|entry| match entry {
            dossier::TimelineEntry::File(file) => format!("{} {}", file.name, file.media),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn problems(story: &Story) -> Vec<String> {
    story.app.store().expect("open").verify().expect("verified").problems
}

#[test]
fn a_file_is_kept_encrypted_and_comes_back_whole() {
    let story = Story::at(NOW);
    let customer = story.customer("张三");
    let (file, copy) = handed_in(&story, "最爱.png", &picture());
    let id = attachments::add(&story.app, op(), customer, file).expect("kept");
    assert!(!copy.exists(), "the copy goes once it is kept");
    assert_eq!(read(&story, customer, id), picture());
    assert_eq!(names(&story, customer), ["最爱.png image/png"]);
    let folder = story.app.folder().to_owned();
    story.app.store().expect("open").backup(&folder.join("copy.db")).expect("copied");
    for entry in std::fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let bytes = std::fs::read(&path).expect("read");
            let found = bytes.windows(CANARY.len()).any(|window| window == CANARY);
            assert!(!found, "{} shows what it should hide", path.display());
        }
    }
    assert_eq!(problems(&story), Vec::<String>::new());
}

#[test]
fn a_backup_carries_files() {
    let story = Story::at(NOW);
    let customer = story.customer("张三");
    let id = kept(&story, customer, &picture());
    vault::make_now(&story.app).expect("a backup");
    let copy = vault::list(&story.app).expect("backups").backups.remove(0).file;
    attachments::remove(&story.app, op(), customer, id).expect("removed");
    assert!(attachments::hand_out(&story.app, customer, id).is_err());
    vault::restore(&story.app, op(), copy).expect("restored");
    assert_eq!(read(&story, customer, id), picture());
}

#[track_caller]
fn check_refused(bytes: &[u8], problem: FileProblem) {
    let story = Story::at(NOW);
    let customer = story.customer("张三");
    let (file, copy) = handed_in(&story, "a.bin", bytes);
    let refused = attachments::add(&story.app, op(), customer, file).expect_err("refused");
    assert_eq!(refused, AppError::File { name: "a.bin".to_owned(), problem });
    assert!(!copy.exists());
    assert!(names(&story, customer).is_empty());
    assert_eq!(problems(&story), Vec::<String>::new());
}

#[test]
fn what_is_empty_or_too_large_is_refused() {
    check_refused(b"", FileProblem::Empty);
    check_refused(&vec![0; (50 << 20) + 1], FileProblem::TooLargeToKeep);
}

#[test]
fn the_same_press_sent_again_keeps_one_file() {
    let story = Story::at(NOW);
    let customer = story.customer("张三");
    let (file, _) = handed_in(&story, "a.txt", b"text");
    let press = op();
    attachments::add(&story.app, press, customer, file.clone()).expect("kept");
    let again = attachments::add(&story.app, press, customer, file).expect_err("sent again");
    assert_eq!(again, AppError::AlreadyDone { operation: press });
    assert_eq!(names(&story, customer), ["a.txt text/plain"]);
}

#[test]
fn undo_brings_a_removed_file_back_until_its_bytes_are_cleared() {
    let story = Story::at(NOW);
    let customer = story.customer("张三");
    let id = kept(&story, customer, &picture());
    let other = kept(&story, customer, b"stays");
    let removal = op();
    attachments::remove(&story.app, removal, customer, id).expect("removed");
    story.undo().expect("undone");
    assert_eq!(read(&story, customer, id), picture());
    attachments::remove(&story.app, op(), customer, id).expect("removed again");
    let removal =
        huike_app::operations::latest_undoable(&story.app).expect("asked").expect("it").id;

    // A month later to the day it is still there; the day after, its bytes go.
    story.turn_to("2026-12-24T11:00:00+08:00");
    followups::prepare_if_new_day(&story.app, story.now()).expect("a new day");
    let undo = |target| huike_app::operations::undo(&story.app, op(), Some(target));
    undo(removal).expect("undone");
    assert_eq!(read(&story, customer, id), picture());
    let removal = op();
    attachments::remove(&story.app, removal, customer, id).expect("removed once more");
    assert_eq!(problems(&story), Vec::<String>::new());
    story.turn_to("2027-01-26T12:00:00+08:00");
    followups::prepare_if_new_day(&story.app, story.now()).expect("a new day");
    let refused = undo(removal).expect_err("too late");
    assert_eq!(refused, AppError::CannotUndo { reason: UndoRefusal::FilesCleared });
    assert_eq!(read(&story, customer, other), b"stays");
    assert_eq!(problems(&story), Vec::<String>::new());
}

#[test]
fn taking_an_added_file_back_and_doing_it_again() {
    let story = Story::at(NOW);
    let customer = story.customer("张三");
    let id = kept(&story, customer, b"text");
    let undone = story.undo().expect("undone");
    assert!(names(&story, customer).is_empty());
    huike_app::operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
    assert_eq!(read(&story, customer, id), b"text");
}
