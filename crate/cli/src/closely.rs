//! Close reading: the engine says which texts, the reader reads them on all threads, and the engine
//! finds the themes anew.

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use undertone_engine::session::Session;
use undertone_engine::view::{AlertsQuery, AlertsView};
use undertone_reader::{Reader, ReaderError};

use crate::args::Input;
use crate::print;
use crate::run::{Failure, Outcome};

/// Below this many texts a thread is not worth its start.
const MIN_PART: usize = 32;

impl From<ReaderError> for Failure {
    fn from(error: ReaderError) -> Self {
        Failure::new(error.code(), error.to_string())
    }
}

/// The encoder of a pack.
pub(crate) fn open(pack: &[u8]) -> Outcome<Reader> {
    Ok(Reader::open(pack)?)
}

/// The alerts, for which all texts are read; says on a terminal how far that is.
pub(crate) fn alerts(
    session: &Session,
    reader: &Reader,
    input: &Input,
    query: &AlertsQuery,
) -> Outcome<AlertsView> {
    let texts = session.alert_texts(query)?;
    let vectors = embed(reader, &texts, input.threads, &|share| {
        print::progress("reading", share);
    });
    Ok(session.alerts_read_closely(query, &vectors, reader.dims() as u32, reader.sha256())?)
}

/// Reads a sample with the encoder of `pack`; `lap` hears the name of each stage after it.
pub(crate) fn read(
    session: &mut Session,
    pack: &[u8],
    input: &Input,
    lap: &mut dyn FnMut(&str),
) -> Outcome {
    let reader = Reader::open(pack)?;
    lap("open pack");
    let texts = session.reading_sample(input.close_texts)?;
    if texts.is_empty() {
        return Ok(());
    }
    lap("choose texts");
    let vectors = embed(&reader, &texts, input.threads, &|_| ());
    lap("read closely");
    session.read_closely(&vectors, reader.dims() as u32, reader.sha256(), &mut |_| {})?;
    lap("theme again");
    Ok(())
}

/// Reads all texts with the multilingual encoder of `pack`; `lap` hears the name of each stage.
pub(crate) fn read_languages(
    session: &mut Session,
    pack: &[u8],
    input: &Input,
    lap: &mut dyn FnMut(&str),
) -> Outcome {
    let reader = Reader::open(pack)?;
    lap("open pack");
    let texts = session.texts_to_read()?;
    if texts.is_empty() {
        return Ok(());
    }
    let vectors = embed(&reader, &texts, input.threads, &|_| ());
    lap("read languages");
    session.read_languages(&vectors, reader.dims() as u32, reader.sha256(), &mut |_| {})?;
    lap("theme again");
    Ok(())
}

/// The vectors of all texts, a part of them in each thread. What a text's vector is does not depend
/// on the others, so the parts change nothing. `tell` hears the share done.
fn embed(
    reader: &Reader,
    texts: &[String],
    threads: Option<usize>,
    tell: &(dyn Fn(f64) + Sync),
) -> Vec<f32> {
    let n_there = || thread::available_parallelism().map_or(1, NonZero::get);
    let n = threads.unwrap_or_else(n_there).clamp(1, texts.len().div_ceil(MIN_PART).max(1));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut parts: Vec<Vec<f32>> = Vec::new();
    let done = Mutex::new(vec![0.0; n]);
    let part = |at: usize, texts: &[&str]| {
        reader.embed(texts, &mut |share| {
            let Ok(mut done) = done.lock() else { return };
            if let Some(own) = done.get_mut(at) {
                *own = share;
            }
            tell(done.iter().sum::<f64>() / n as f64);
        })
    };
    let part = &part;
    thread::scope(|scope| {
        let jobs: Vec<_> = texts
            .chunks(texts.len().div_ceil(n).max(1))
            .enumerate()
            .map(|(at, texts)| scope.spawn(move || part(at, texts)))
            .collect();
        for job in jobs {
            match job.join() {
                Ok(vectors) => parts.push(vectors),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    parts.concat()
}
