//! A small file server for trying the page on this machine.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

use crate::{Result, page, root};

const FIRST_PORT: u16 = 8321;

/// How to serve.
pub(crate) struct Options {
    port: Option<u16>,
    build: bool,
}

impl Options {
    /// From the command line.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Options { port: None, build: true };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--no-build" => options.build = false,
                "--port" => {
                    let port = arguments.next().and_then(|text| text.parse().ok());
                    options.port = Some(port.ok_or("--port needs a number, as in `--port 8080`")?);
                }
                _ => return Err(format!("serve does not know {argument:?}").into()),
            }
        }
        Ok(options)
    }
}

/// Builds, then serves `dist/` until it is stopped.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.build {
        page::build()?;
    }
    let listener = listen(options.port)?;
    println!("Undertone is at http://{}/ (Ctrl+C stops it)", listener.local_addr()?);
    let folder = root().join("dist");
    for stream in listener.incoming().flatten() {
        let folder = folder.clone();
        // A connection that breaks is the browser's own affair.
        thread::spawn(move || answer(&stream, &folder).ok());
    }
    Ok(())
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    if let Some(port) = port {
        let taken = |e| format!("port {port} cannot be used: {e}");
        return Ok(TcpListener::bind(("127.0.0.1", port)).map_err(taken)?);
    }
    for port in FIRST_PORT..FIRST_PORT + 100 {
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok(listener);
        }
    }
    Err("no port from 8321 to 8420 is free: choose one with --port".into())
}

fn answer(mut stream: &TcpStream, folder: &Path) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().ok_or("no request")??;
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let found = file_of(folder, target).and_then(|path| Some((fs::read(&path).ok()?, path)));
    let (status, mime, body) = match found {
        _ if method != "GET" && method != "HEAD" => {
            ("405 Method Not Allowed", "text/plain", b"only GET".to_vec())
        }
        Some((body, path)) => ("200 OK", mime_of(&path), body),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    Ok(())
}

/// The file that a request's target names, if it lies in the folder.
fn file_of(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.trim_start_matches('/').replace("%20", " ");
    let relative = Path::new(&path);
    let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside {
        return None;
    }
    let full = folder.join(relative);
    if full.is_dir() { Some(full.join("index.html")) } else { Some(full) }
}

fn mime_of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "bin" => "application/octet-stream",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_are_served() {
        let folder = Path::new("/site");
        let named = |target| file_of(folder, target);
        assert_eq!(named("/a/b.js?x=1"), Some(PathBuf::from("/site/a/b.js")));
        assert_eq!(named("/../etc/passwd"), None);
        assert_eq!(named("/a/../../etc/passwd"), None);
        assert_eq!(named("//etc/passwd"), Some(PathBuf::from("/site/etc/passwd")));
    }

    #[test]
    fn a_module_has_the_type_that_browsers_ask_for() {
        assert_eq!(mime_of(Path::new("engine.wasm")), "application/wasm");
        assert_eq!(mime_of(Path::new("app.js")), "text/javascript; charset=utf-8");
    }
}
