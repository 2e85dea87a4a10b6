//! Each item's account: by id, then domain, then e-mail domain, then name. Keys are compared once
//! for each distinct value, never for each item.

use std::borrow::Cow;

use super::book::Book;
use super::names::{domain, domains, is_free, name, stem};
use crate::notice::Notices;
use crate::num::{Interner, sort_by_key};
use crate::table::{Column, Data, MISSING, Role, Table, Texts, may_name_company};

/// What the search found.
pub(super) struct Found {
    /// The account of each item, or `MISSING`.
    pub(super) of_row: Vec<u32>,
    /// Share of items with a key that found their account.
    pub(super) rate: Option<f64>,
}

/// Companies in the accounts file, of a hundred in a column, that make the column one of accounts.
const COMPANIES_KNOWN: usize = 30;

/// Takes a column of companies for the items' accounts where the accounts file knows them and the
/// items have no other key.
pub(super) fn adopt_companies(table: &mut Table, book: &Book) {
    if [Role::Account, Role::AccountName, Role::Domain].iter().any(|r| table.role(*r).is_some()) {
        return;
    }
    let index = Index::new(book, Role::AccountName, Form::Name);
    for column in &mut table.columns {
        let Data::Category(companies) = &column.data else { continue };
        if column.role != Some(Role::Dimension) || !may_name_company(&column.name) {
            continue;
        }
        let is_known = |own: &&String| index.find(own) != Hit::Unknown;
        let n_known = companies.values.iter().filter(is_known).count();
        if n_known > 0 && n_known * 100 >= companies.values.len() * COMPANIES_KNOWN {
            column.role = Some(Role::AccountName);
            return;
        }
    }
}

/// In which form keys are compared.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Same,
    Domain,
    Mail,
    Name,
}

/// Role of the item's key, role of the account's, and the form in which they are compared;
/// strongest first.
const WAYS: [(Role, Role, Form); 9] = [
    (Role::Account, Role::Account, Form::Same),
    (Role::User, Role::User, Form::Same),
    (Role::Domain, Role::Domain, Form::Domain),
    (Role::User, Role::Domain, Form::Mail),
    (Role::User, Role::User, Form::Mail),
    (Role::AccountName, Role::AccountName, Form::Name),
    (Role::Account, Role::AccountName, Form::Name),
    (Role::AccountName, Role::Account, Form::Same),
    (Role::Account, Role::Domain, Form::Domain),
];

/// What a key leads to.
#[derive(Clone, Copy, PartialEq)]
enum Hit {
    /// The cell holds no key.
    Nothing,
    Unknown,
    Ambiguous,
    Account(u32),
    /// An account whose name is only similar.
    Similar(u32),
}

/// The keys of the accounts in one form.
struct Index {
    form: Form,
    keys: Interner,
    /// Account of each key; `MISSING` where several share it.
    accounts: Vec<u32>,
    /// Where the keys that are only similar begin.
    n_exact: u32,
}

impl Index {
    fn new(book: &Book, role: Role, form: Form) -> Index {
        let mut index = Index { form, keys: Interner::default(), accounts: Vec::new(), n_exact: 0 };
        let cells: Vec<&str> = (0..book.keys.len()).map(|idx| book.text(idx, role)).collect();
        for (account, cell) in cells.iter().enumerate() {
            match form {
                Form::Same => index.put(&cell.to_lowercase(), account, 0),
                Form::Name => index.put(&name(cell), account, 0),
                _ => domains(cell)
                    .filter(|host| form != Form::Mail || !is_free(host))
                    .for_each(|host| index.put(&host, account, 0)),
            }
        }
        index.n_exact = index.keys.len() as u32;
        if form == Form::Name {
            for (account, cell) in cells.iter().enumerate() {
                let full = name(cell);
                index.put(stem(&full), account, index.n_exact);
            }
        }
        index
    }

    /// Notes the key of an account; keys with a number below `n_fixed` stay as they are.
    fn put(&mut self, key: &str, account: usize, n_fixed: u32) {
        if key.is_empty() {
            return;
        }
        let id = self.keys.intern(key);
        match self.accounts.get_mut(id as usize) {
            None => self.accounts.push(account as u32),
            Some(own) if id >= n_fixed && *own != account as u32 => *own = MISSING,
            Some(_) => {}
        }
    }

    /// The account that `cell` leads to.
    fn find(&self, cell: &str) -> Hit {
        match self.form {
            Form::Same => self.at(&cell.to_lowercase()),
            Form::Name => {
                let full = name(cell);
                match self.at(&full) {
                    Hit::Unknown => self.at(stem(&full)),
                    hit => hit,
                }
            }
            Form::Domain | Form::Mail => {
                let host = domain(cell);
                if host.is_empty() || self.form == Form::Mail && is_free(&host) {
                    return Hit::Nothing;
                }
                let mut rest = host.as_str();
                loop {
                    match self.at(rest) {
                        Hit::Unknown => {}
                        hit => return hit,
                    }
                    // "eu.acme.com" belongs to "acme.com".
                    match rest.split_once('.') {
                        Some((_, parent)) if parent.contains('.') => rest = parent,
                        _ => return Hit::Unknown,
                    }
                }
            }
        }
    }

    fn at(&self, key: &str) -> Hit {
        let Some(id) = self.keys.find(key) else { return Hit::Unknown };
        match self.accounts[id as usize] {
            MISSING => Hit::Ambiguous,
            account if id < self.n_exact => Hit::Account(account),
            account => Hit::Similar(account),
        }
    }
}

/// One way from items to accounts: the code of each item's key, and what each code leads to.
struct Path<'a> {
    codes: Cow<'a, [u32]>,
    keys: Vec<Cow<'a, str>>,
    hits: Vec<Hit>,
}

impl<'a> Path<'a> {
    fn new(column: &'a Column, index: &Index) -> Option<Path<'a>> {
        let (codes, keys): (_, Vec<Cow<'a, str>>) = match &column.data {
            Data::Category(own) => {
                let keys = own.values.iter().map(|value| Cow::Borrowed(value.as_str()));
                (Cow::Borrowed(own.codes.as_slice()), keys.collect())
            }
            Data::Text(texts) => {
                let (codes, keys) = coded(texts, index.form == Form::Mail);
                (Cow::Owned(codes), keys.iter().map(|key| Cow::Owned(key.to_owned())).collect())
            }
            _ => return None,
        };
        let hits = keys.iter().map(|key| index.find(key.trim())).collect();
        Some(Path { codes, keys, hits })
    }

    fn at(&self, row: usize) -> (usize, Hit) {
        match self.codes.get(row) {
            Some(code) if *code != MISSING => (*code as usize, self.hits[*code as usize]),
            _ => (0, Hit::Nothing),
        }
    }
}

/// Texts by code; of addresses only the host counts.
fn coded(texts: &Texts, hosts_only: bool) -> (Vec<u32>, Interner) {
    let mut keys = Interner::default();
    let codes = (0..texts.len()).map(|row| {
        let cell = texts.get(row).trim();
        let cell = match cell.rsplit_once('@') {
            Some((_, host)) if hosts_only => host.trim_end_matches('>'),
            _ if hosts_only => "",
            _ => cell,
        };
        if cell.is_empty() { MISSING } else { keys.intern(cell) }
    });
    (codes.collect(), keys)
}

/// Items without an account, by reason: how many, where first, and which keys.
#[derive(Default)]
struct Lost {
    count: u64,
    places: Vec<u64>,
    keys: Interner,
    counts: Vec<u32>,
}

impl Lost {
    fn add(&mut self, table: &Table, row: usize, key: &str) {
        self.count += 1;
        if self.places.len() < 20 {
            self.places.extend(table.origins.get(row).map(|origin| u64::from(origin.row)));
        }
        if !key.is_empty() {
            let id = self.keys.intern(key) as usize;
            self.counts.resize(self.counts.len().max(id + 1), 0);
            self.counts[id] += 1;
        }
    }

    /// Notes them with the keys that occur most.
    fn note(self, code: &'static str, message: &str, notices: &mut Notices) {
        let mut order: Vec<u32> = (0..self.counts.len() as u32).collect();
        sort_by_key(&mut order, |id| {
            (std::cmp::Reverse(self.counts[*id as usize]), self.keys.get(*id).to_owned())
        });
        let most: Vec<String> = order
            .iter()
            .take(5)
            .map(|id| format!("'{}' ({})", self.keys.get(*id), self.counts[*id as usize]))
            .collect();
        let more = if order.len() > 5 { ", …" } else { "" };
        let message = match most.as_slice() {
            [] => message.to_owned(),
            most => format!("{message}: {}{more}", most.join(", ")),
        };
        notices.add_many(code, message, self.count, &self.places);
    }
}

/// Finds the account of every item.
pub(super) fn find(table: &Table, book: &Book, notices: &mut Notices) -> Found {
    let paths = paths(table, book);
    let mut of_row = vec![MISSING; table.n_rows as usize];
    let (mut n_found, mut n_keyless) = (0_u32, 0_u32);
    let [mut keyless, mut unknown, mut ambiguous, mut similar]: [Lost; 4] = Default::default();
    for (row, account) in of_row.iter_mut().enumerate() {
        let mut first = None;
        for path in &paths {
            let (code, hit) = path.at(row);
            if let Hit::Account(found) | Hit::Similar(found) = hit {
                *account = found;
                if matches!(hit, Hit::Similar(_)) {
                    similar.add(table, row, &path.keys[code]);
                }
                break;
            }
            if hit == Hit::Ambiguous || hit == Hit::Unknown && first.is_none() {
                first = Some((hit, &path.keys[code]));
            }
        }
        match first {
            _ if *account != MISSING => n_found += 1,
            None => {
                n_keyless += 1;
                keyless.add(table, row, "");
            }
            Some((Hit::Ambiguous, key)) => ambiguous.add(table, row, key),
            Some((_, key)) => unknown.add(table, row, key),
        }
    }
    keyless.note("no-account", "an item names no account", notices);
    let message = "an item's account is not in the accounts file";
    unknown.note("unmatched-account", message, notices);
    let message = "an item's account fits several in the accounts file";
    ambiguous.note("ambiguous-account", message, notices);
    let message = "an item's company was found by a similar name, not the same";
    similar.note("similar-account", message, notices);
    let n_keyed = table.n_rows - n_keyless;
    let rate = (n_keyed > 0).then(|| f64::from(n_found) / f64::from(n_keyed));
    Found { of_row, rate }
}

/// The ways that the items and the accounts have in common.
fn paths<'a>(table: &'a Table, book: &Book) -> Vec<Path<'a>> {
    let way = |(item, account, form): &(Role, Role, Form)| {
        let column = table.role(*item)?;
        let index = Index::new(book, *account, *form);
        if index.accounts.is_empty() {
            return None;
        }
        Path::new(column, &index)
    };
    WAYS.iter().filter_map(way).collect()
}
