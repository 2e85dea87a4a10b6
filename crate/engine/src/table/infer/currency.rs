//! Which column names the currency of the amounts.

use super::profile::Profile;
use super::roles::{Guessed, position};
use crate::table::{Confidence, Role};

/// Of several columns of currencies the one that stands beside the amounts.
pub(super) fn of_arr(profiles: &[Profile], assigned: &mut [Option<Guessed>]) {
    let Some(now) = position(assigned, Role::Currency) else { return };
    let is_chosen = assigned[now].as_ref().is_some_and(|own| own.guess.is_confirmed);
    if is_chosen || !profiles[now].words.ends_with(" currency") {
        return;
    }
    let twin = position(assigned, Role::Arr).and_then(|arr| {
        let name = format!("{} currency", profiles[arr].words);
        let role = if profiles[arr].words == "arr" { Some(now) } else { None };
        profiles.iter().position(|profile| profile.words == name).or(role)
    });
    let Some(twin) = twin else {
        assigned[now] = None;
        return;
    };
    if twin != now {
        let evidence = format!("'{}' names the currency of the amounts", profiles[twin].name);
        assigned[twin] = Some(Guessed::new(Role::Currency, Confidence::High, evidence));
        assigned[now] = None;
    }
}
