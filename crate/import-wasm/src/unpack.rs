//! [`undertone_import::unpack`] for JavaScript.

use js_sys::{Array, Error, Object, Reflect, Uint8Array};
use undertone_import::{Body, Notice, Refusal, Sheet};
use wasm_bindgen::prelude::*;

/// The tables of a file as `{ name, format, body, sha256, notices }`; none where it is
/// delimited text. Throws an Error with a `code`.
#[wasm_bindgen]
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Array, JsValue> {
    let sheets = undertone_import::unpack(name, bytes).map_err(|refusal| thrown(&refusal))?;
    let sha256 = if sheets.is_empty() { String::new() } else { undertone_import::sha256(bytes) };
    sheets.iter().map(|sheet| plain(name, sheet, &sha256)).collect()
}

fn plain(file: &str, sheet: &Sheet, sha256: &str) -> Result<JsValue, JsValue> {
    let out = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&out, &name.into(), value).map(drop);
    set("name", &undertone_import::title(file, &sheet.name).into())?;
    set("format", &sheet.format.into())?;
    set("sha256", &sha256.into())?;
    let (Body::Delimited(bytes) | Body::Records(bytes)) = &sheet.body;
    let body = Uint8Array::from(&bytes[..]);
    set("body", &body)?;
    let notices: Array = sheet.notices.iter().map(note).collect::<Result<_, _>>()?;
    set("notices", &notices)?;
    Ok(out.into())
}

fn note(notice: &Notice) -> Result<JsValue, JsValue> {
    let out = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&out, &name.into(), value).map(drop);
    set("code", &notice.code.into())?;
    set("message", &notice.message.as_str().into())?;
    set("count", &(notice.count as f64).into())?;
    let places: Array = notice.places.iter().map(|place| JsValue::from(*place as f64)).collect();
    set("places", &places)?;
    Ok(out.into())
}

fn thrown(refusal: &Refusal) -> JsValue {
    let error = Object::from(Error::new(&refusal.message));
    // Setting a plain property on a fresh Error cannot fail.
    Reflect::set(&error, &"code".into(), &refusal.code.into()).ok();
    error.into()
}
