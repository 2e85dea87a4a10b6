//! Views as JavaScript values, JavaScript values as queries, errors with their codes.

use js_sys::{Float64Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use undertone_engine::Error;
use undertone_engine::read::Decoder;
use undertone_engine::view::{SpikesView, TableView};
use wasm_bindgen::prelude::*;

/// The browser's own knowledge of legacy encodings.
pub(crate) struct HostDecoder;

impl Decoder for HostDecoder {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let decoder = web_sys::TextDecoder::new_with_label(label).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }
}

/// What JavaScript gave, as a query; what is left out has its default.
pub(crate) fn query<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|e| thrown_text("bad-option", &e.to_string()))
}

/// As [`query`], by way of text: for what the engine reads from project files anyway, so that the
/// module carries one reader of it and not two.
pub(crate) fn query_by_text<T: DeserializeOwned>(value: &JsValue) -> Result<T, JsValue> {
    let text = js_sys::JSON::stringify(value)?;
    serde_json::from_str(&String::from(text)).map_err(|e| thrown_text("bad-option", &e.to_string()))
}

/// As [`query`], where nothing at all means the default.
pub(crate) fn query_or_default<T: DeserializeOwned + Default>(
    value: JsValue,
) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() { Ok(T::default()) } else { query(value) }
}

/// An answer of the engine for JavaScript.
pub(crate) fn answer(result: undertone_engine::Result<impl Serialize>) -> Result<JsValue, JsValue> {
    plain(&result.map_err(|e| thrown(&e))?)
}

/// A view as a plain object, `null` for nothing. It crosses as one JSON text that the browser's own
/// parser reads: as fast as building objects one by one, and 60 kB less code.
pub(crate) fn plain(view: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(view).map_err(|e| thrown_text("internal", &e.to_string()))?;
    js_sys::JSON::parse(&text)
}

/// A table: labels as an object, cells as typed arrays, with NaN for *undefined*.
pub(crate) fn table(mut view: TableView) -> Result<JsValue, JsValue> {
    let cells: [(&str, Vec<f64>); 28] = [
        ("value", std::mem::take(&mut view.value)),
        ("n", std::mem::take(&mut view.n)),
        ("base", std::mem::take(&mut view.base)),
        ("low", std::mem::take(&mut view.low)),
        ("accounts", std::mem::take(&mut view.accounts)),
        ("arr", std::mem::take(&mut view.arr)),
        ("ciLow", std::mem::take(&mut view.ci_low)),
        ("ciHigh", std::mem::take(&mut view.ci_high)),
        ("p", std::mem::take(&mut view.p)),
        ("q", std::mem::take(&mut view.q)),
        ("mark", std::mem::take(&mut view.mark)),
        ("rest", std::mem::take(&mut view.rest)),
        ("diff", std::mem::take(&mut view.diff)),
        ("diffLow", std::mem::take(&mut view.diff_low)),
        ("diffHigh", std::mem::take(&mut view.diff_high)),
        ("pCheck", std::mem::take(&mut view.p_check)),
        ("withinDiff", std::mem::take(&mut view.within_diff)),
        ("withinQ", std::mem::take(&mut view.within_q)),
        ("withinMark", std::mem::take(&mut view.within_mark)),
        ("topAccountShare", std::mem::take(&mut view.top_account_share)),
        ("lowArr", std::mem::take(&mut view.low_arr)),
        ("levels", std::mem::take(&mut view.levels)),
        ("distribution", std::mem::take(&mut view.distribution)),
        ("residual", std::mem::take(&mut view.residual)),
        ("rowValue", std::mem::take(&mut view.row_value)),
        ("rowN", std::mem::take(&mut view.row_n)),
        ("colValue", std::mem::take(&mut view.col_value)),
        ("colN", std::mem::take(&mut view.col_n)),
    ];
    let out = plain(&view)?;
    for (name, numbers) in &cells {
        set(&out, name, &Float64Array::from(&numbers[..]))?;
    }
    Ok(out)
}

/// Spikes: their baselines as typed arrays.
pub(crate) fn spikes(mut view: SpikesView) -> Result<JsValue, JsValue> {
    let baselines: Vec<(Vec<f64>, Vec<f64>)> = view
        .spikes
        .iter_mut()
        .map(|s| (std::mem::take(&mut s.baseline), std::mem::take(&mut s.baseline_high)))
        .collect();
    let out = plain(&view)?;
    let list = js_sys::Array::from(&Reflect::get(&out, &"spikes".into())?);
    for (spike, (middle, high)) in list.iter().zip(&baselines) {
        set(&spike, "baseline", &Float64Array::from(&middle[..]))?;
        set(&spike, "baselineHigh", &Float64Array::from(&high[..]))?;
    }
    Ok(out)
}

fn set(object: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), value).map(drop)
}

/// Our error as a JavaScript `Error` that carries `code` beside its message.
pub(crate) fn thrown(error: &Error) -> JsValue {
    thrown_text(error.code(), &error.to_string())
}

/// The same from a code and a sentence.
pub(crate) fn thrown_text(code: &str, message: &str) -> JsValue {
    let error = Object::from(js_sys::Error::new(message));
    // Setting a plain property on a fresh Error cannot fail.
    Reflect::set(&error, &"code".into(), &code.into()).ok();
    error.into()
}
