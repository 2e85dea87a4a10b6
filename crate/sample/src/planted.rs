//! What is hidden in the sample for the engine to find.

use crate::accounts::Part;
use crate::day::{BLAST_WEEK, FIRST_DAY, LAST_DAY, N_WEEKS, RELEASE_DAY};
use crate::feedback::{Item, Wish, World, apportion, day_of, spread};
use crate::random::Random;
use crate::voice::again;
use crate::words::Language;

/// One fact about the sample at its default size that an analysis should bring to light, or
/// should not be misled by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planted {
    /// Short name.
    pub code: &'static str,
    /// The fact, in a sentence.
    pub what: &'static str,
    /// How many rows show it; 0 where it is a matter of all rows.
    pub n: u32,
}

/// The truth about the sample of [`crate::N_ITEMS`] items.
pub const PLANTED: &[Planted] = &[
    Planted {
        code: "login-loop",
        what: "Mobile, from Wednesday 2026-09-23 on (version 5.2.0): 6 complaints about a login \
               loop in the week of 2026-09-21, 24 in the week of 2026-09-28, 16 of these from 12 \
               Enterprise accounts and 8 from others; all scored 1 or 2. Of the 6 and 24, 5 and \
               20 say \"login loop\", 1 and 4 say it in German, French or Spanish.",
        n: 30,
    },
    Planted {
        code: "vat-surprise",
        what: "Billing: unexpected VAT on invoices, about 6 % more every week for 26 weeks, \
               mostly low scores.",
        n: 207,
    },
    Planted {
        code: "timeline-praise",
        what: "Timeline: praise of the timeline view, mostly scored 5.",
        n: 240,
    },
    Planted {
        code: "churn",
        what: "Halvorsen Freight (renews 2026-11-18) considers Taskmoor in 4 items, Brightmoor \
               Clinics (renews 2026-12-09) Boardwright in 3, all in the last three weeks.",
        n: 7,
    },
    Planted {
        code: "paste-campaign",
        what: "One account sends nearly the same text about rate limits 14 times within two days \
               of the week of 2026-06-29: many rows, one voice.",
        n: 14,
    },
    Planted {
        code: "copies",
        what: "Messages sent again, forwarded or with a signature added.",
        n: 150,
    },
    Planted {
        code: "survey-blast",
        what: "In the week of 2026-08-10 everybody was asked: 1.8 times the volume of all \
               topics alike, so nothing in particular rose.",
        n: 0,
    },
    Planted {
        code: "free-score-drop",
        what: "From 2026-09-07 on the Free plan scores lower, without more items.",
        n: 0,
    },
    Planted {
        code: "gap-government",
        what: "The industry Government wrote hardly anything.",
        n: 7,
    },
    Planted {
        code: "gap-middle-east",
        what: "The region Middle East wrote hardly anything.",
        n: 5,
    },
    Planted {
        code: "pasted-code",
        what: "Customers paste formulas and markup into their messages; none may be executed.",
        n: 4,
    },
];

/// How often `code` is planted among `n_items` items.
pub(crate) fn count(code: &str, n_items: u32) -> u32 {
    let own = PLANTED.iter().find(|planted| planted.code == code).map_or(0, |planted| planted.n);
    scaled(own, n_items)
}

fn scaled(n: u32, n_items: u32) -> u32 {
    (u64::from(n) * u64::from(n_items) / u64::from(crate::N_ITEMS)).max(1) as u32
}

const PASTED: [&str; 4] = [
    "Our import template has =HYPERLINK(\"https://files.example/sheet\",\"open\") in the title and \
     the board shows an error, screenshot attached.",
    "=SUM(A1:A9)+cmd|' /C calc'!A0 is what ends up in the exported file when I paste a table from \
     our spreadsheet, please check.",
    "Comment editor shows the raw <img src=x onerror=alert(1)> instead of the picture I pasted \
     from our wiki.",
    "After pasting </script><script>document.title='x'</script> from a ticket the description is \
     blank & the \"save\" button is gone.",
];

/// All planted items but copies.
pub(crate) fn items(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let mut items = login_loop(world, n_items, random);
    items.extend(vat_surprise(world, n_items, random));
    items.extend(timeline_praise(world, n_items, random));
    items.extend(churn(world, n_items, random));
    items.extend(quiet(world, n_items, random));
    items.extend(pasted(world, n_items, random));
    items.extend(campaign(world, n_items, random));
    items
}

/// How one complaint about the login loop is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// In English, with these very words.
    Literal,
    /// In German, French or Spanish.
    Foreign,
}

/// Wordings of the last week's complaints: 16 of Enterprise, 8 of others. Each wording is four
/// times as frequent as in the week before.
const NOW: [(bool, Wording, u32); 4] = [
    (true, Wording::Literal, 14),
    (true, Wording::Foreign, 2),
    (false, Wording::Literal, 6),
    (false, Wording::Foreign, 2),
];
const BEFORE: [(bool, Wording, u32); 3] =
    [(true, Wording::Literal, 3), (false, Wording::Literal, 2), (true, Wording::Foreign, 1)];

fn login_loop(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let enterprise = of_plan(world, "Enterprise", scaled(12, n_items), random);
    let mut others = of_plan(world, "Business", scaled(4, n_items), random);
    others.extend(of_plan(world, "Team", scaled(4, n_items), random));
    let mut items = Vec::new();
    for (is_now, parts) in [(true, &NOW[..]), (false, &BEFORE[..])] {
        for (is_enterprise, wording, n) in parts {
            let pool = if *is_enterprise { &enterprise } else { &others };
            for at in 0..scaled(*n, n_items) as usize {
                let day = if is_now {
                    LAST_DAY - 6 + random.weighted(&[16, 20, 20, 18, 14, 7, 5]) as i32
                } else {
                    RELEASE_DAY + random.weighted(&[10, 40, 40, 5, 5]) as i32
                };
                let account = pool.get(at % pool.len().max(1)).copied();
                let wish = login_wish(world, account, (*wording, at), random);
                items.push(world.item(day, wish, random));
            }
        }
    }
    items
}

fn login_wish(
    world: &World,
    account: Option<usize>,
    (wording, at): (Wording, usize),
    random: &mut Random,
) -> Wish {
    let channels = ["Support ticket", "CSAT survey", "App review", "In-app survey"];
    Wish {
        topic: Some(world.words.index("login-loop")),
        account,
        language: Some(match wording {
            Wording::Foreign => [Language::German, Language::French, Language::Spanish][at % 3],
            Wording::Literal => Language::English,
        }),
        channel: Some(channels[random.weighted(&[45, 20, 20, 15])]),
        is_planted: true,
    }
}

fn of_plan(world: &World, plan: &str, n: u32, random: &mut Random) -> Vec<usize> {
    let mut all: Vec<usize> = (0..world.accounts.len())
        .filter(|one| world.accounts[*one].plan == plan)
        .filter(|one| world.accounts[*one].part == Part::Ordinary)
        .collect();
    for at in (1..all.len()).rev() {
        all.swap(at, random.below(at as u32 + 1) as usize);
    }
    all.truncate(n.max(1) as usize);
    all
}

fn vat_surprise(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let mut weight = 1_000_000_u64;
    let weights: Vec<u64> = (0..N_WEEKS)
        .map(|week| {
            weight = weight * 106 / 100;
            if week == BLAST_WEEK { weight * 18 / 10 } else { weight }
        })
        .collect();
    let weekly = apportion(count("vat-surprise", n_items), &weights);
    weekly_items(world, "vat-surprise", &weekly, random)
}

fn timeline_praise(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let weekly = spread(count("timeline-praise", n_items), random);
    weekly_items(world, "timeline-praise", &weekly, random)
}

fn weekly_items(world: &World, key: &str, weekly: &[u32], random: &mut Random) -> Vec<Item> {
    let wish = Wish { topic: Some(world.words.index(key)), is_planted: true, ..Wish::default() };
    let mut items = Vec::new();
    for (week, n) in (0..).zip(weekly) {
        for _ in 0..*n {
            let day = day_of(week, random);
            items.push(world.item(day, wish, random));
        }
    }
    items
}

fn churn(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let total = count("churn", n_items);
    (0..total)
        .map(|at| {
            let which = u8::from(at >= total - total * 3 / 7);
            let key = ["churn-first", "churn-second"][usize::from(which)];
            let account = world.accounts.iter().position(|one| one.part == Part::Churn(which));
            let wish = Wish {
                topic: Some(world.words.index(key)),
                account,
                language: Some(Language::English),
                channel: Some(["Support ticket", "Customer call"][random.below(2) as usize]),
                is_planted: true,
            };
            let day = LAST_DAY - 2 - (at as i32 * 5 + random.below(4) as i32) % 18;
            world.item(day, wish, random)
        })
        .collect()
}

/// The few items of segments that are hardly heard.
fn quiet(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let mut items = Vec::new();
    for (part, code) in
        [(Part::Government, "gap-government"), (Part::MiddleEast, "gap-middle-east")]
    {
        let pool: Vec<usize> =
            (0..world.accounts.len()).filter(|one| world.accounts[*one].part == part).collect();
        for at in 0..count(code, n_items) {
            let account = pool.get(at as usize % pool.len().max(1)).copied();
            let day = day_of(random.below(N_WEEKS as u32) as i32, random);
            items.push(world.item(day, Wish { account, ..Wish::default() }, random));
        }
    }
    items
}

fn pasted(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    (0..count("pasted-code", n_items))
        .map(|at| {
            let topic = Some(world.words.index("editor-loses-text"));
            let day = day_of(random.below(N_WEEKS as u32) as i32, random);
            let mut item = world.item(day, Wish { topic, ..Wish::default() }, random);
            item.language = Language::English;
            PASTED[at as usize % PASTED.len()].clone_into(&mut item.text);
            item
        })
        .collect()
}

/// One account, one text, many tickets.
fn campaign(world: &World, n_items: u32, random: &mut Random) -> Vec<Item> {
    let account = of_plan(world, "Business", 1, random).first().copied();
    let wish = Wish {
        topic: Some(world.words.index("rate-limits")),
        account,
        language: Some(Language::English),
        channel: Some("Support ticket"),
        is_planted: true,
    };
    let text = "We keep running into the rate limit on the v2 endpoints, our nightly job with";
    (0..count("paste-campaign", n_items))
        .map(|at| {
            let day = FIRST_DAY + 7 * 12 + 1 + (at % 2) as i32;
            let mut item = world.item(day, wish, random);
            let n = 100 + random.below(400);
            let end = random.pick(&[".", ".", "!", ". Please raise it.", ". Thanks, Ben"]);
            item.text = format!("{text} {n} calls gets a 429 every time{end}");
            item.csat = Some(1 + random.below(2));
            item.is_copy = true;
            item
        })
        .collect()
}

/// Copies of ordinary tickets, sent up to three days later.
pub(crate) fn copies(world: &World, items: &[Item], n: u32, random: &mut Random) -> Vec<Item> {
    let sources: Vec<&Item> = items
        .iter()
        .filter(|item| item.channel == "Support ticket" && item.day < LAST_DAY - 4)
        .collect();
    if sources.is_empty() {
        return Vec::new();
    }
    (0..n)
        .map(|_| {
            let mut item = sources[random.below(sources.len() as u32) as usize].clone();
            item.day += random.below(4) as i32;
            item.minute = 7 * 60 + random.below(11 * 60);
            item.text = again(&item.text, &world.words, random);
            item.is_copy = true;
            item
        })
        .collect()
}
