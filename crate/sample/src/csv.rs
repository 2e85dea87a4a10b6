//! Records to CSV (RFC 4180, lines end with a line feed).

/// The records as one text.
pub(crate) fn write(records: &[Vec<String>]) -> String {
    let mut text = String::new();
    for record in records {
        for (at, field) in record.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push_field(&mut text, field);
        }
        text.push('\n');
    }
    text
}

fn push_field(text: &mut String, field: &str) {
    if field.contains(['"', ',', '\n', '\r']) {
        text.push('"');
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}
