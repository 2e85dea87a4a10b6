//! Tests of whole packs.
