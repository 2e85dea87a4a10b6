//! Legacy encodings, by the standard that browsers follow too.

use undertone_engine::read::Decoder;

/// `encoding_rs` as the engine's decoder.
pub(crate) struct Whatwg;

impl Decoder for Whatwg {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}
