//! What a file on its own needs of a saved result: nothing that only the engine could open.

use crate::view::{Filter, FindingView, SnapshotView, SpikeView, ThemeView};

/// Quotes kept with a finding; the widget shows one.
const QUOTES: usize = 1;

/// A copy without row filters, finer themes, texts to send and all but the first quotes.
pub(super) fn slim(snapshot: &SnapshotView) -> SnapshotView {
    let mut slim = snapshot.clone();
    slim.findings.findings.iter_mut().for_each(slim_finding);
    slim.themes.themes.iter_mut().for_each(slim_theme);
    slim.spikes.spikes.iter_mut().for_each(slim_spike);
    for segment in &mut slim.coverage.segments {
        segment.filter = Filter::default();
    }
    for bullet in slim.digest.blocks.iter_mut().flat_map(|block| &mut block.bullets) {
        bullet.filter = None;
    }
    for dimension in &mut slim.overview.dimensions {
        dimension.values.clear();
    }
    slim.digest.markdown.clear();
    slim.digest.html.clear();
    slim.digest.slack.clear();
    slim
}

fn slim_finding(finding: &mut FindingView) {
    finding.filter = Filter::default();
    finding.quotes.truncate(QUOTES);
    finding.alert.slack.clear();
    finding.alert.mail_subject.clear();
    finding.alert.mail_body.clear();
}

fn slim_theme(theme: &mut ThemeView) {
    theme.filter = Filter::default();
    theme.subthemes.clear();
    theme.quotes.clear();
    theme.description.clear();
}

fn slim_spike(spike: &mut SpikeView) {
    spike.filter = Filter::default();
    spike.quotes.clear();
    spike.terms.clear();
}
