//! [`Session`] for JavaScript: the engine's session, call by call.

use js_sys::{Function, Uint8Array};
use undertone_engine::view::{ExportQuery, ProgressView};
use undertone_engine::{read, session};
use wasm_bindgen::prelude::*;

use crate::convert::{
    HostDecoder, answer, plain, query, query_by_text, query_or_default, spikes, table, thrown,
    thrown_text,
};

/// The bytes of a file on their way in: they are written once, where they stay.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Upload {
    incoming: read::Incoming,
    /// The piece that came last.
    chunk: Vec<u8>,
}

#[wasm_bindgen]
impl Upload {
    /// Room for `size` bytes; `head` is how the file begins.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, size: f64, head: &[u8]) -> Result<Upload, JsValue> {
        let incoming = read::Incoming::new(name, size as u64, head).map_err(|e| thrown(&e))?;
        Ok(Upload { incoming, chunk: Vec::new() })
    }

    /// Appends the next bytes.
    pub fn push(&mut self, chunk: &Uint8Array) {
        let n = chunk.length() as usize;
        if n > self.chunk.len() {
            self.chunk.resize(n, 0);
        }
        chunk.copy_to(&mut self.chunk[..n]);
        self.incoming.push(&self.chunk[..n]);
    }
}

/// Files, decisions and everything derived from them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    inner: session::Session,
}

#[wasm_bindgen]
impl Session {
    /// An empty session.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Session {
        Session { inner: session::Session::new() }
    }

    /// Opens one file; `progress` hears how many bytes are read.
    pub fn open(
        &mut self,
        name: &str,
        upload: Upload,
        progress: &Function,
    ) -> Result<JsValue, JsValue> {
        let tell = &mut |n_bytes: u64| tell_bytes(progress, n_bytes);
        answer(self.inner.open_with_progress(name, upload.incoming, &HostDecoder, tell))
    }

    /// What the first bytes of a file say about it.
    pub fn preview(&self, name: &str, head: &[u8]) -> Result<JsValue, JsValue> {
        answer(self.inner.preview(name, head, &HostDecoder))
    }

    /// Changes what was found about a file; `progress` hears how many bytes are read again.
    pub fn choose(
        &mut self,
        file: u32,
        choices: JsValue,
        progress: &Function,
    ) -> Result<JsValue, JsValue> {
        let tell = &mut |n_bytes: u64| tell_bytes(progress, n_bytes);
        answer(self.inner.choose_with_progress(file, &query(choices)?, &HostDecoder, tell))
    }

    /// Forgets a file.
    pub fn close(&mut self, file: u32) -> Result<(), JsValue> {
        self.inner.close(file).map_err(|e| thrown(&e))
    }

    /// Takes a token-vector model or a labels file.
    #[wasm_bindgen(js_name = loadModel)]
    pub fn load_model(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.inner.load_model(bytes).map_err(|e| thrown(&e))
    }

    /// Begins the analysis of all open files.
    pub fn analyse(&mut self, options: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.analyse(&query_or_default(options)?))
    }

    /// Does one stage and tells `progress` how far it is.
    pub fn step(&mut self, progress: &Function) -> Result<JsValue, JsValue> {
        answer(self.inner.step(&mut |view| tell(progress, view)))
    }

    /// Texts that stand for all of them, for a reader to read.
    #[wasm_bindgen(js_name = readingSample)]
    pub fn reading_sample(&mut self, n: Option<u32>) -> Result<JsValue, JsValue> {
        answer(self.inner.reading_sample(n))
    }

    /// Finds the themes anew with a reader's vectors of the sample, and tells `progress`.
    #[wasm_bindgen(js_name = readClosely)]
    pub fn read_closely(
        &mut self,
        vectors: &[f32],
        dims: u32,
        pack: &str,
        progress: &Function,
    ) -> Result<JsValue, JsValue> {
        answer(self.inner.read_closely(vectors, dims, pack, &mut |view| tell(progress, view)))
    }

    /// All different texts, for a reader of several languages.
    #[wasm_bindgen(js_name = textsToRead)]
    pub fn texts_to_read(&mut self) -> Result<JsValue, JsValue> {
        answer(self.inner.texts_to_read())
    }

    /// Finds the themes anew with that reader's vectors beside the engine's, and tells `progress`.
    #[wasm_bindgen(js_name = readLanguages)]
    pub fn read_languages(
        &mut self,
        vectors: &[f32],
        dims: u32,
        pack: &str,
        progress: &Function,
    ) -> Result<JsValue, JsValue> {
        answer(self.inner.read_languages(vectors, dims, pack, &mut |view| tell(progress, view)))
    }

    /// The data set at a glance.
    pub fn overview(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.overview(&query_or_default(filter)?))
    }

    /// The inbox.
    pub fn findings(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.findings(&query_or_default(filter)?))
    }

    /// The themes.
    pub fn themes(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.themes(&query_or_default(filter)?))
    }

    /// One dimension by another; cells are typed arrays.
    pub fn table(&self, options: JsValue) -> Result<JsValue, JsValue> {
        table(self.inner.table(&query(options)?).map_err(|e| thrown(&e))?)
    }

    /// What each value of a dimension does to a score.
    pub fn impact(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.impact(&query_by_text(options)?))
    }

    /// What changed a score between two periods.
    pub fn drivers(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.drivers(&query_by_text(options)?))
    }

    /// Themes that are said far more, or less, often in one segment than elsewhere.
    pub fn surprises(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.surprises(&query_or_default(filter)?))
    }

    /// The spikes; baselines are typed arrays.
    pub fn spikes(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        spikes(self.inner.spikes(&query_or_default(filter)?).map_err(|e| thrown(&e))?)
    }

    /// The alerts that each day would have raised; `progress` hears how far it is.
    pub fn alerts(&self, options: &JsValue, progress: &Function) -> Result<JsValue, JsValue> {
        let tell = &mut |view: &ProgressView| tell(progress, view);
        answer(self.inner.alerts_with_progress(&query_by_text(options)?, tell))
    }

    /// Words that are new, and what changed with releases.
    pub fn news(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.news(&query_by_text(options)?))
    }

    /// How well each segment is heard.
    pub fn coverage(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.coverage(&query_or_default(filter)?))
    }

    /// Accounts, most at risk first.
    pub fn accounts(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.accounts(&query_or_default(filter)?))
    }

    /// A page of verbatims.
    pub fn verbatims(&self, options: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.verbatims(&query_or_default(options)?))
    }

    /// How far people and machine agree on labels, and which to look at next.
    pub fn labels(&self, options: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.labels(&query_or_default(options)?))
    }

    /// The weekly digest.
    pub fn digest(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.digest(&query_or_default(filter)?))
    }

    /// Makes, takes back or makes again a human decision.
    pub fn edit(&mut self, edit: &JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.edit(&query_by_text(edit)?))
    }

    /// What an edit would do; nothing is made.
    #[wasm_bindgen(js_name = previewEdit)]
    pub fn preview_edit(&self, edit: &JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.preview_edit(&query_by_text(edit)?))
    }

    /// Themes to be looked at, most worth it first.
    pub fn review(&self, filter: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.review(&query_or_default(filter)?))
    }

    /// The theme to which a text would belong.
    pub fn suggest(&self, text: &str) -> Result<JsValue, JsValue> {
        answer(self.inner.suggest(text))
    }

    /// The human decisions.
    pub fn project(&self) -> Result<JsValue, JsValue> {
        plain(&self.inner.project())
    }

    /// Reads a project file.
    pub fn restore(&mut self, json: &str) -> Result<JsValue, JsValue> {
        answer(self.inner.restore(json))
    }

    /// A file for download.
    pub fn export(&self, options: JsValue) -> Result<Vec<u8>, JsValue> {
        let options: ExportQuery = query(options)?;
        self.inner.export(&options).map_err(|e| thrown(&e))
    }
}

/// A fresh seed, below 2⁵³ so that it is exact in JavaScript. Only for an explicit "new seed": no
/// analysis draws one by itself.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<f64, JsValue> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|e| thrown_text("internal", &e.to_string()))?;
    Ok((u64::from_le_bytes(bytes) >> 11) as f64)
}

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

fn tell_bytes(progress: &Function, n_bytes: u64) {
    // A listener that throws does not stop the reading.
    progress.call1(&JsValue::NULL, &(n_bytes as f64).into()).ok();
}

fn tell(progress: &Function, view: &ProgressView) {
    if let Ok(view) = plain(view) {
        // Word of progress is not worth an error: what the page throws here is its own affair.
        progress.call1(&JsValue::NULL, &view).ok();
    }
}
