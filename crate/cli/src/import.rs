//! Files as the tables that are in them.

use undertone_engine::read::Reading;
use undertone_engine::session::Session;
use undertone_engine::view::{FileView, NoticeView};
use undertone_import::{Body, Notices};

use crate::decode::Whatwg;
use crate::run::{Failure, Outcome};

/// One table of a file.
pub(crate) struct Table {
    /// The file's name, with the sheet's where there are several.
    pub(crate) name: String,
    /// The table as delimited text or as a record stream.
    pub(crate) bytes: Vec<u8>,
    /// What was odd about the file it was unpacked from.
    pub(crate) notices: Notices,
}

impl From<undertone_import::Refusal> for Failure {
    fn from(refusal: undertone_import::Refusal) -> Self {
        Failure::new(refusal.code, refusal.message)
    }
}

/// The tables of a file: the file itself, or what is packed in it.
pub(crate) fn tables(name: &str, bytes: Vec<u8>) -> Outcome<Vec<Table>> {
    let sheets = undertone_import::unpack(name, &bytes)?;
    if sheets.is_empty() {
        let name = name.to_owned();
        return Ok(vec![Table { name, bytes, notices: Notices::default() }]);
    }
    let table = |sheet: undertone_import::Sheet| Table {
        name: undertone_import::title(name, &sheet.name),
        bytes: match sheet.body {
            Body::Delimited(bytes) | Body::Records(bytes) => bytes,
        },
        notices: sheet.notices,
    };
    Ok(sheets.into_iter().map(table).collect())
}

/// Opens a table that was read, with what was odd about the file it was unpacked from.
pub(crate) fn open(
    session: &mut Session,
    reading: Reading,
    notices: &Notices,
) -> Outcome<FileView> {
    let mut view = session.open_reading(reading, &Whatwg)?;
    let own = notices.iter().map(|notice| NoticeView {
        code: notice.code.to_owned(),
        message: notice.message.clone(),
        count: notice.count,
        places: notice.places.clone(),
    });
    view.notices = own.chain(view.notices).collect();
    Ok(view)
}
