//! Each item's account: by id, then domain, then e-mail domain, then name.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Book;
use super::stack::text_of;
use crate::notice::Notices;
use crate::table::{Data, MISSING, Role, Table, may_name_company};

/// Hosts whose addresses say nothing about the company.
const FREE_MAILERS: &str = "\
    gmail.com googlemail.com yahoo.com yahoo.fr yahoo.de yahoo.co.uk hotmail.com hotmail.fr \
    outlook.com live.com msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com \
    web.de t-online.de freenet.de orange.fr free.fr laposte.net wanadoo.fr sfr.fr proton.me \
    protonmail.com mail.ru yandex.ru qq.com 163.com 126.com libero.it uol.com.br bol.com.br \
    terra.com.br example.com zoho.com fastmail.com hey.com naver.com daum.net";

/// Words at the end of a name that say only what kind of company it is.
const SUFFIXES: &str = "\
    inc incorporated llc ltd limited corp corporation co company gmbh ag kg se ug ohg mbh sa \
    sas sarl spa srl bv nv oy ab as aps plc pty pte sl sro kk lda ltda group holding \
    holdings";

/// What the search found.
pub(super) struct Found {
    /// The account of each item, or `MISSING`.
    pub(super) of_row: Vec<u32>,
    /// Share of items with a key that found their account.
    pub(super) rate: Option<f64>,
}

/// A way from an item to its account.
struct Index {
    /// Column of the items that holds the key.
    role: Role,
    /// The form in which keys are compared.
    form: fn(&str) -> String,
    /// Account of each key; `MISSING` where several share it.
    accounts: BTreeMap<String, u32>,
}

/// Companies in the accounts file, of a hundred in a column, that make the column one of accounts.
const COMPANIES_KNOWN: usize = 30;

/// Takes a column of companies for the items' accounts where the accounts file knows them and the
/// items have no other key.
pub(super) fn adopt_companies(table: &mut Table, book: &Book) {
    if [Role::Account, Role::AccountName, Role::Domain].iter().any(|r| table.role(*r).is_some()) {
        return;
    }
    let known: BTreeSet<String> = (0..book.keys.len())
        .map(|account| name(book.text(account, Role::AccountName)))
        .filter(|name| !name.is_empty())
        .collect();
    for column in &mut table.columns {
        let Data::Category(companies) = &column.data else { continue };
        if column.role != Some(Role::Dimension) || !may_name_company(&column.name) {
            continue;
        }
        let n_known = companies.values.iter().filter(|own| known.contains(&name(own))).count();
        if n_known > 0 && n_known * 100 >= companies.values.len() * COMPANIES_KNOWN {
            column.role = Some(Role::AccountName);
            return;
        }
    }
}

/// Finds the account of every item.
pub(super) fn find(table: &Table, book: &Book, notices: &mut Notices) -> Found {
    let indexes = indexes(book);
    let mut cache: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    let mut of_row = vec![MISSING; table.n_rows as usize];
    let (mut n_keyed, mut n_found) = (0_u32, 0_u32);
    for row in 0..table.n_rows {
        let mut lost = Lost::NoKey;
        let mut account = MISSING;
        for (at, index) in indexes.iter().enumerate() {
            let cell = table.role(index.role).map_or("", |column| text_of(column, row)).trim();
            if cell.is_empty() {
                continue;
            }
            let found = *cache.entry((at, cell)).or_insert_with(|| {
                let key = (index.form)(cell);
                index.accounts.get(&key).copied().unwrap_or(UNKNOWN)
            });
            if found == MISSING {
                lost = Lost::Ambiguous;
            } else if lost == Lost::NoKey
                && (index.role != Role::User || !(index.form)(cell).is_empty())
            {
                lost = Lost::Unknown;
            }
            if found != MISSING && found != UNKNOWN {
                account = found;
                break;
            }
        }
        of_row[row as usize] = account;
        if account == MISSING {
            note(lost, table, row, notices);
        } else {
            n_found += 1;
        }
        n_keyed += u32::from(account != MISSING || lost != Lost::NoKey);
    }
    let rate = (n_keyed > 0).then(|| f64::from(n_found) / f64::from(n_keyed));
    Found { of_row, rate }
}

/// A key that no account has.
const UNKNOWN: u32 = MISSING - 1;

/// Why an item has no account.
#[derive(Clone, Copy, PartialEq)]
enum Lost {
    NoKey,
    Unknown,
    Ambiguous,
}

fn note(lost: Lost, table: &Table, row: u32, notices: &mut Notices) {
    let place = table.origins.get(row as usize).map(|origin| u64::from(origin.row));
    let (code, message) = match lost {
        Lost::NoKey => ("no-account", "an item names no account"),
        Lost::Unknown => ("unmatched-account", "an item's account is not in the accounts file"),
        Lost::Ambiguous => {
            ("ambiguous-account", "an item's account fits several in the accounts file")
        }
    };
    notices.add(code, message, place);
}

/// Role of the item's key, role of the account's, and the form in which they are compared.
type Way = (Role, Role, fn(&str) -> String);

/// The ways from items to accounts, strongest first.
fn indexes(book: &Book) -> Vec<Index> {
    let same = |text: &str| text.to_lowercase();
    let ways: [Way; 7] = [
        (Role::Account, Role::Account, same),
        (Role::Domain, Role::Domain, domain),
        (Role::User, Role::Domain, mail_domain),
        (Role::AccountName, Role::AccountName, name),
        (Role::Account, Role::AccountName, name),
        (Role::AccountName, Role::Account, same),
        (Role::Account, Role::Domain, domain),
    ];
    let mut indexes = Vec::new();
    for (item, account, form) in ways {
        let own_form = if account == Role::Domain { domain } else { form };
        let mut accounts: BTreeMap<String, u32> = BTreeMap::new();
        for idx in 0..book.keys.len() {
            let key = own_form(book.text(idx, account));
            if key.is_empty() {
                continue;
            }
            accounts.entry(key).and_modify(|own| *own = MISSING).or_insert(idx as u32);
        }
        if !accounts.is_empty() {
            indexes.push(Index { role: item, form, accounts });
        }
    }
    indexes
}

/// The host of a web address, without `www.`.
fn domain(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let host = lower.rsplit("://").next().unwrap_or_default();
    let host = host.split(['/', '?', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// The host of an e-mail address; empty for the free mailers.
fn mail_domain(text: &str) -> String {
    let Some((_, host)) = text.rsplit_once('@') else { return String::new() };
    let host = host.trim().trim_end_matches('>').to_lowercase();
    if FREE_MAILERS.split(' ').any(|own| own == host) { String::new() } else { host }
}

/// A company's name without case, punctuation and legal form.
fn name(text: &str) -> String {
    let lower = text.to_lowercase();
    let dotless = lower.replace(['.', '\'', '’'], "");
    let mut words: Vec<&str> =
        dotless.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    while words.len() > 1
        && words.last().is_some_and(|word| SUFFIXES.split(' ').any(|own| own == *word))
    {
        words.pop();
    }
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_legal_form() {
        for (a, b) in [
            ("ACME, Inc.", "Acme"),
            ("Müller & Söhne GmbH & Co. KG", "müller söhne gmbh"),
            ("The Widget Company Ltd", "widget"),
        ] {
            assert_eq!(name(a), name(b), "{a} / {b}");
        }
        assert_ne!(name("Acme"), name("Zenith Bank"));
        assert_eq!(name("Group"), "group");
    }

    #[test]
    fn hosts_are_compared_without_the_path_and_free_mailers_are_none() {
        assert_eq!(domain("https://www.Acme.com/about"), "acme.com");
        assert_eq!(mail_domain("Jo <jo@acme.com>"), "acme.com");
        assert_eq!(mail_domain("jo@gmail.com"), "");
    }
}
