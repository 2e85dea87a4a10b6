//! The vectors of the lines of a file: `embed PACK LINES.txt OUT.f32`, as 32-bit numbers.

use std::error::Error;

use undertone_reader::Reader;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [pack, lines, out] = &args[..] else {
        return Err("usage: embed PACK LINES.txt OUT.f32".into());
    };
    let reader = Reader::open(&std::fs::read(pack)?)?;
    let text = std::fs::read_to_string(lines)?;
    let texts: Vec<&str> = text.lines().collect();
    let vectors = reader.embed(&texts, &mut |_| {});
    let bytes: Vec<u8> = vectors.iter().flat_map(|value| value.to_le_bytes()).collect();
    std::fs::write(out, bytes)?;
    println!("{} texts, {} dimensions, pack {}", texts.len(), reader.dims(), reader.sha256());
    Ok(())
}
