//! Filled examples of what the taxonomy says: previews, the review queue, suggestions, edits.

use undertone_engine::view::*;

use crate::{filter, golden, quote, s};

/// Compares the views.
pub(crate) fn views() {
    let preview = PreviewView {
        n_moved: 12,
        n_like: 9,
        from: vec![(s("login loop"), 12)],
        into: vec![(s(""), 12)],
        n_themes: (12, 13),
        examples: vec![quote()],
    };
    golden("preview.js", "decision.PreviewView", &preview);
    let item = ReviewItemView {
        id: s("login-loop"),
        name: s("login loop"),
        description: s("about"),
        is_candidate: true,
        n: 40,
        n_accounts: 20,
        arr: Some(9e5),
        uncertainty: 0.6,
        score: 4.5,
        reason: s("new since 2026-03-12"),
        like: Some((s("sign-in"), s("sign in"))),
        quotes: vec![quote()],
        filter: filter(),
    };
    let review =
        ReviewView { items: vec![item], n_themes: 12, n_waiting: 9, method: s("By worth") };
    golden("review.js", "theme.ReviewView", &review);
    let suggest = SuggestView {
        theme: None,
        nearest: Some((s("sign-in"), s("sign in"))),
        similarity: 0.2,
        threshold: 0.4,
    };
    golden("suggest.js", "theme.SuggestView", &suggest);
}

/// The edits of themes.
pub(crate) fn edits() -> Vec<Edit> {
    vec![
        Edit::SplitTheme {
            theme: s("a"),
            name: s("b"),
            subthemes: vec![s("ios")],
            phrase: s("p"),
            like: true,
            id: s("b-2"),
        },
        Edit::MoveItems { items: vec![s("row:7")], into: s("b"), like: true },
        Edit::NotThis { theme: s("a"), items: vec![s("row:7")], like: true },
        Edit::PinTheme { theme: s("a"), on: true },
        Edit::DeleteTheme { theme: s("a") },
        Edit::SetPhrases { theme: s("a"), phrases: vec![s("login loop")] },
        Edit::SetThemeOwner { theme: s("a"), owner: s("Ada") },
        Edit::SetThemeCard { theme: s("a"), job: s("j"), alternatives: s("x") },
    ]
}

/// The card of a theme.
pub(crate) fn card() -> CardView {
    CardView {
        request: s("Please stop the loop."),
        job: s("get in"),
        questions: vec![s("Since when?")],
        alternatives: s("a magic link"),
    }
}

/// What an import changed.
pub(crate) fn changes() -> Vec<ChangeView> {
    vec![ChangeView {
        kind: s("new"),
        themes: vec![s("login-loop")],
        text: s("“login loop” is new: 40 items"),
        n: 40,
    }]
}
