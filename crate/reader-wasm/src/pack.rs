//! [`undertone_reader::Reader`] for JavaScript.

use js_sys::{Error, Function, Object, Reflect};
use undertone_reader::{Reader, ReaderError};
use wasm_bindgen::prelude::*;

/// An encoder with its weights.
#[wasm_bindgen]
pub struct Pack {
    inner: Reader,
}

#[wasm_bindgen]
impl Pack {
    /// Reads a pack. Throws an Error with a `code`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Pack, JsValue> {
        Reader::open(bytes).map(|inner| Pack { inner }).map_err(|error| thrown(&error))
    }

    /// How many numbers a vector has.
    #[wasm_bindgen(getter)]
    pub fn dims(&self) -> u32 {
        self.inner.dims() as u32
    }

    /// SHA-256 of the pack, in hexadecimal.
    #[wasm_bindgen(getter)]
    pub fn sha256(&self) -> String {
        self.inner.sha256().to_owned()
    }

    /// The vectors of `texts`, one after the other; `progress` hears the share done.
    pub fn embed(&self, texts: Vec<String>, progress: &Function) -> Vec<f32> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        self.inner.embed(&texts, &mut |share| {
            // A listener that throws does not stop the reading.
            progress.call1(&JsValue::NULL, &share.into()).ok();
        })
    }
}

fn thrown(error: &ReaderError) -> JsValue {
    let out = Object::from(Error::new(&error.to_string()));
    // Setting a plain property on a fresh Error cannot fail.
    Reflect::set(&out, &"code".into(), &error.code().into()).ok();
    out.into()
}
