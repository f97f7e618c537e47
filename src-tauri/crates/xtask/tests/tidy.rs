//! What neither the compiler nor a linter sees. The same for the screens: `ui/src/tidy.test.ts`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

#[test]
fn nothing_lies_about_at_the_top() {
    const WELCOME: &[&str] = &[
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "README.md",
        "README.zh-CN.md",
        "icons",
        "src-tauri",
        "tests",
        "ui",
    ];
    let top: BTreeSet<_> =
        files().iter().filter_map(|file| file.split('/').next().map(str::to_owned)).collect();
    let strangers: Vec<_> =
        top.iter().filter(|name| !name.starts_with('.') && !WELCOME.contains(&&***name)).collect();
    assert!(strangers.is_empty(), "not at home at the top: {strangers:?}");
}

#[test]
fn no_source_file_is_too_long_to_know() {
    const MOST: usize = 500;
    // The schema is written by the test that compares it.
    const GENERATED: &[&str] =
        &["ui/src/ipc/bindings.ts", "src-tauri/crates/store/src/migrations/schema.sql"];
    let long: Vec<_> = sources(&["rs", "ts", "tsx", "css", "js", "mjs", "sql"])
        .filter(|(file, _)| !GENERATED.contains(&file.as_str()))
        .map(|(file, text)| (text.lines().count(), file))
        .filter(|(lines, _)| *lines > MOST)
        .collect();
    assert!(long.is_empty(), "over {MOST} lines; part them by idea: {long:?}");
}

/// Texts for people come from `ui/src/i18n`. Characters in code are those that shops write into
/// their spreadsheets, which is the domain's business.
#[test]
fn no_rust_source_speaks_chinese() {
    const READERS: &str = "src-tauri/crates/domain/src/";
    let speakers: Vec<_> = sources(&["rs"])
        .filter(|(file, _)| !file.starts_with(READERS) && !is_test(file))
        .flat_map(|(file, text)| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().enumerate().filter(|(_, line)| {
                !line.trim_start().starts_with("//") && line.contains(is_chinese)
            });
            lines.map(|(at, _)| format!("{file}:{}", at + 1)).collect::<Vec<_>>()
        })
        .collect();
    assert!(speakers.is_empty(), "say it in ui/src/i18n: {speakers:?}");
}

fn is_test(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default();
    file.split('/').any(|folder| folder == "tests")
        || name == "tests.rs"
        || name.ends_with("_tests.rs")
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// A floor sees only the floors below it.
#[test]
fn floors_lie_on_each_other() {
    let below: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("huike-domain", &[][..]),
        ("huike-store", &["huike-domain"]),
        ("huike-app", &["huike-domain", "huike-store"]),
        ("huike-api", &["huike-domain", "huike-app"]),
        ("huikectl", &["huike-domain", "huike-app", "huike-api"]),
        ("huike", &["huike-domain", "huike-app", "huike-api"]),
        ("huike-tests", &["huike-domain", "huike-store", "huike-app"]),
        ("xtask", &[]),
    ]);
    let metadata = metadata(&["--no-deps"]);
    let names: BTreeSet<_> = packages(&metadata).map(name).collect();
    for package in packages(&metadata) {
        let floor = name(package);
        let allowed = below.get(floor).unwrap_or_else(|| panic!("on which floor is {floor}?"));
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // What only tests use may come from anywhere.
            let is_used = dependency["kind"].is_null() && names.contains(name(dependency));
            let fits = !is_used || allowed.contains(&name(dependency));
            assert!(fits, "{floor} must not know {}", name(dependency));
        }
    }
}

/// The terminal and the loopback host run where there is no web view, and the core knows no shell.
#[test]
fn only_the_window_links_a_web_view() {
    let metadata = metadata(&[]);
    let names: BTreeMap<_, _> = packages(&metadata).map(|it| (text(&it["id"]), name(it))).collect();
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().into_iter().flatten() {
        let ids = node["dependencies"].as_array().into_iter().flatten().map(text);
        uses.insert(text(&node["id"]), ids.collect());
    }
    for (id, program) in &names {
        if !matches!(*program, "huikectl" | "huike-api" | "huike-tests" | "xtask") {
            continue;
        }
        let mut seen = BTreeSet::from([*id]);
        let mut next = VecDeque::from([*id]);
        while let Some(at) = next.pop_front() {
            let found = names[at];
            let is_shell = ["tauri", "wry", "tao", "gtk", "webkit2gtk"].contains(&found);
            assert!(!is_shell, "{program} links {found}");
            next.extend(uses[at].iter().copied().filter(|it| seen.insert(it)));
        }
    }
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn name(of: &Value) -> &str {
    text(&of["name"])
}

fn text(of: &Value) -> &str {
    of.as_str().unwrap_or_default()
}

fn metadata(options: &[&str]) -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--locked"]).args(options);
    let answer = cargo.current_dir(root()).output().expect("cargo runs");
    serde_json::from_slice(&answer.stdout).expect("cargo answers")
}

/// The files of the repository with these endings, and their text.
fn sources(endings: &[&str]) -> impl Iterator<Item = (String, String)> {
    files().into_iter().filter_map(|file| {
        let ending = Path::new(&file).extension()?.to_str()?;
        let text = endings.contains(&ending).then(|| std::fs::read_to_string(root().join(&file)));
        Some((file, text?.ok()?))
    })
}

/// What is in the repository, and what would be if it were added now.
fn files() -> Vec<String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let answer = git.current_dir(root()).output().expect("git runs");
    assert!(answer.status.success(), "git lists the files");
    let list = String::from_utf8(answer.stdout).expect("names are UTF-8");
    list.split('\0').filter(|file| !file.is_empty()).map(str::to_owned).collect()
}

/// The checkout from which cargo runs us: what is built may be shared with another one.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs us");
    Path::new(&package).join("../../..")
}
