//! House rules as tests: layering, module sentences, sizes, and words that must not occur.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below `folder` with this ending, as name and text.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The rooms in the order in which `lib.rs` lists them.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(root().join("crate/engine/src/lib.rs")).unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_room_uses_only_rooms_before_it() {
    let rooms = rooms();
    assert!(rooms.len() > 10);
    for (name, text) in files("crate/engine/src", "rs") {
        let path = name.trim_start_matches("crate/engine/src/");
        let own = path.split(['/', '.']).next().unwrap();
        let Some(at) = rooms.iter().position(|room| room == own) else { continue };
        for later in &rooms[at + 1..] {
            let is_used = text.contains(&format!("crate::{later}::"))
                || text.lines().any(|line| imports(line, later));
            assert!(!is_used, "{name} uses {later}, which comes after {own}");
        }
    }
}

/// Whether a `use crate::{…}` line names the room.
fn imports(line: &str, room: &str) -> bool {
    let Some(list) = line.trim().strip_prefix("use crate::{") else { return false };
    list.trim_end_matches("};").split(',').any(|item| item.trim() == room)
}

#[test]
fn only_views_serialise() {
    for (name, text) in files("crate/engine/src", "rs") {
        let is_view = name.starts_with("crate/engine/src/view/");
        let derives = text.contains("use serde::") || text.contains("derive(Serialize");
        assert!(is_view || !derives, "{name} derives serde traits: only view may");
    }
}

#[test]
fn only_the_boundary_knows_javascript() {
    for (name, text) in files("crate", "rs") {
        let may = ["crate/wasm/", "crate/import-wasm/", "crate/reader-wasm/", "crate/xtask/"]
            .iter()
            .any(|folder| name.starts_with(folder));
        for word in ["wasm_bindgen", "js_sys", "web_sys"] {
            assert!(
                may || name.ends_with("tidy.rs") || !text.contains(word),
                "{name} names {word}"
            );
        }
    }
}

#[test]
fn every_module_opens_with_a_sentence_and_is_one_room() {
    for (name, text) in files("crate", "rs") {
        let first = text.lines().next().unwrap_or("");
        assert!(first.starts_with("//! "), "{name} does not open with a sentence");
        let lines = text.lines().count();
        assert!(lines <= 560, "{name} has {lines} lines: is there more than one room in it?");
    }
}

#[test]
fn the_page_builds_markup_only_from_nodes() {
    let banned = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "new Function",
        "unsafeHTML",
    ];
    for (name, text) in files("web", "js") {
        for word in banned {
            assert!(!text.contains(word), "{name} says {word}: text could become markup");
        }
    }
}

#[test]
fn only_the_workers_know_the_wasm_modules() {
    for (name, text) in files("web", "js") {
        let imports = text.lines().any(|line| line.contains("from '") && line.contains("/pkg/"));
        let is_worker = ["worker.js", "import-worker.js", "reader-worker.js"]
            .iter()
            .any(|own| name == format!("web/engine/{own}"));
        assert!(!imports || is_worker, "{name} imports a wasm module");
    }
}

#[test]
fn literal_colours_stand_in_token_files_only() {
    for (name, text) in files("web", "css") {
        if name.ends_with("tokens.css") {
            continue;
        }
        for line in text.lines().filter(|line| line.contains(':') && !line.contains('{')) {
            assert!(!has_literal_colour(line), "{name} has a literal colour: {line}");
        }
    }
}

fn has_literal_colour(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        matches!(digits, 3 | 4 | 6 | 8)
    })
}

#[test]
fn the_engine_depends_on_an_exact_list_of_packages() {
    let manifest = fs::read_to_string(root().join("crate/engine/Cargo.toml")).unwrap();
    let own = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names: Vec<&str> = own
        .lines()
        .filter_map(|line| line.split(['.', ' ']).next())
        .filter(|name| !name.is_empty())
        .collect();
    let known = [
        "libm",
        "ndarray",
        "serde",
        "serde_json",
        "sha2",
        "unicode-segmentation",
        "undertone-kernel",
    ];
    assert_eq!(names, known, "a package was added to the engine: argue for it in ARCHITECTURE.md");
}
