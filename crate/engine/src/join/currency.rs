//! One currency for all sums of ARR: amounts in another are unknown, never added.

use crate::notice::Notices;
use crate::table::{Data, Role, Table};

/// Keeps the amounts in the commonest of the accounts' currencies, and says which that is. Nothing
/// is nothing in any currency, and an amount without one is taken to be in the commonest.
pub(super) fn unite(
    arr: &mut [Option<f64>],
    currencies: &[Option<String>],
    notices: &mut Notices,
) -> Option<String> {
    let code = |at: usize| currencies.get(at)?.as_ref().map(|own| own.trim().to_uppercase());
    let codes = (0..arr.len()).filter(|at| arr[*at].is_some()).filter_map(code);
    let codes: Vec<String> = codes.collect();
    let (best, _) = crate::num::commonest(codes.iter().map(String::as_str))?;
    for (at, amount) in arr.iter_mut().enumerate() {
        let is_other = code(at).is_some_and(|own| own != best);
        if is_other && amount.is_some_and(|amount| amount.abs() > 0.0) {
            *amount = None;
            let message = format!(
                "ARR is in several currencies: only {best} is summed, an amount in another counts \
                 as unknown"
            );
            notices.add("mixed-currencies", message, None);
        }
    }
    Some(best)
}

/// The currency of ARR: its own sign, else what a column names, else what the header says.
pub(super) fn of(table: &Table, named: Option<String>) -> Option<String> {
    let arr = table.role(Role::Arr)?;
    if let Data::Number(numbers) = &arr.data
        && numbers.unit.is_some()
    {
        return numbers.unit.clone();
    }
    if named.is_some() {
        return named;
    }
    let name = arr.name.to_lowercase();
    let known = ["usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "inr", "brl"];
    let says = |code: &&&str| name.split(|c: char| !c.is_alphanumeric()).any(|word| word == **code);
    known.iter().find(says).map(|code| code.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_another_currency_are_unknown_and_nothing_is_nothing() {
        let own = |code: &str| Some(code.to_owned()).filter(|code| !code.is_empty());
        let currencies = ["EUR", "usd", "eur", "USD", "", "EUR"].map(own);
        let mut arr = [Some(5.0), Some(7.0), Some(1.0), Some(0.0), Some(2.0), None];
        let mut notices = Notices::default();
        // Two of each have an amount: EUR stands first by name.
        assert_eq!(unite(&mut arr, &currencies, &mut notices).as_deref(), Some("EUR"));
        assert_eq!(arr, [Some(5.0), None, Some(1.0), Some(0.0), Some(2.0), None]);
        assert_eq!(notices.count("mixed-currencies"), 1);
        let mut none = [Some(1.0)];
        assert_eq!(unite(&mut none, &[None], &mut notices), None);
        assert_eq!(none, [Some(1.0)]);
    }
}
