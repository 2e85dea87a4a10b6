//! Places in a table where all rows of an account lie in one column: what the account has in each
//! row of the table is counted once, for every such table.

use super::walk::{Walk, capped, sum_up};
use super::{AccountTable, AccountTask};
use crate::NO_CODE;

/// How many rows each account has in each row of a table; those of no account are accounts of one
/// row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountParts {
    /// Row of the table, and how many.
    parts: Vec<(u32, f64)>,
    /// Where the parts of each account begin, and the end.
    starts: Vec<u32>,
    /// Those before are accounts, those behind rows of none.
    n_accounts: usize,
}

impl AccountParts {
    /// Counts the rows that `rows` and `starts` hold account by account (as
    /// [`group_rows`](crate::group_rows) gives them) by their code, one of `height`; larger ones
    /// are taken as the last.
    #[inline(never)]
    pub fn of(codes: &[u32], (rows, starts): (&[u32], &[u32]), height: u32) -> AccountParts {
        let n_accounts = starts.len() - 2;
        let code = |row: &u32| codes.get(*row as usize).map_or(height, |own| *own).min(height - 1);
        let mut own = AccountParts {
            starts: Vec::with_capacity(n_accounts + 1),
            n_accounts,
            ..Self::default()
        };
        // The place of each code among the parts; that of an earlier account is none.
        let mut place = vec![0_u32; height as usize];
        for span in starts.windows(2).take(n_accounts) {
            let first = own.parts.len() as u32;
            own.starts.push(first);
            for row in &rows[span[0] as usize..span[1] as usize] {
                let code = code(row);
                let place = &mut place[code as usize];
                let is_known = *place >= first
                    && own.parts.get(*place as usize).is_some_and(|part| part.0 == code);
                if !is_known {
                    *place = own.parts.len() as u32;
                    own.parts.push((code, 0.0));
                }
                own.parts[*place as usize].1 += 1.0;
            }
        }
        for row in &rows[starts[n_accounts] as usize..] {
            own.starts.push(own.parts.len() as u32);
            own.parts.push((code(row), 1.0));
        }
        own.starts.push(own.parts.len() as u32);
        own
    }

    /// What [`sum_accounts`](super::sum_accounts) gives for the places of a table, where all rows of
    /// an account are in the column `col_of` says, and the rows of each cell; accounts of
    /// [`NO_CODE`] are left out.
    #[inline(never)]
    pub fn places(&self, col_of: &[u32], task: &AccountTask) -> (AccountTable, Vec<u32>) {
        let mut table = Walk::new(task).table;
        let (height, width) = task.shape;
        let mut counts = vec![0; height * width];
        for (at, (span, col)) in self.starts.windows(2).zip(col_of).enumerate() {
            let parts = &self.parts[span[0] as usize..span[1] as usize];
            if *col == NO_CODE || parts.is_empty() {
                continue;
            }
            let col = *col as usize;
            let n: f64 = parts.iter().map(|part| part.1).sum();
            table.has_repeats |= at < self.n_accounts && n > 1.0;
            let weight = capped(n, task.cap);
            let whole = weight * n;
            sum_up(&mut table.all, (whole, whole));
            sum_up(&mut table.cols[col], (whole, whole));
            table.only_in_col[col] += 1.0;
            for (row, n) in parts {
                let (own, cell) = (weight * n, *row as usize * width + col);
                counts[cell] += *n as u32;
                sum_up(&mut table.rows[*row as usize], (own, whole));
                let place = &mut table.places[cell];
                let with_whole = own * whole;
                let terms = [own, own * own, with_whole, own * own, with_whole, with_whole];
                place.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            }
        }
        (table, counts)
    }
}
