//! Any text, as a project file: what is read is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use undertone_engine::project::Project;

fuzz_target!(|text: &str| {
    if let Ok(project) = Project::read(text) {
        let again = Project::read(&project.write()).map(|project| project.write());
        assert_eq!(again.ok(), Some(project.write()));
    }
});
