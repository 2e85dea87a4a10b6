/** @file A small world for a stand-in engine: items of feedback about a B2B product, made by a seed. */

/** A stream of numbers in [0, 1) that depends on its seed alone (mulberry32). @param {number} seed */
function stream(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const AREAS = ['Mobile app', 'API', 'Billing', 'Dashboard', 'Integrations', 'Search', 'Notifications', 'Onboarding'];
export const PLANS = ['Enterprise', 'Mid-market', 'Starter', 'Free'];
const REGIONS = ['EMEA', 'Americas', 'APAC'];

/** Area, name, terms, category, weight, badness, two texts. @type {[string, string, string[], string, number, number, string[]][]} */
export const THEMES = [
  ['Mobile app', 'login loop', ['login loop', 'sign in again', 'after the update'], 'bug', 3, 0.95, ['Since the March update the app is stuck in a login loop: I sign in, it asks me to sign in again, and I cannot reach a single report.', 'Login loop on iOS. Our whole field team is locked out and we have a board meeting on Thursday. If this is not solved we will look at alternatives.']],
  ['Mobile app', 'app crashes on start', ['crash', 'closes at once'], 'bug', 4, 0.9, ['The app crashes as soon as I open it on my tablet.', 'Crash on start, then it closes at once.']],
  ['Mobile app', 'offline mode', ['offline', 'no connection'], 'feature_request', 4, 0.4, ['It would help a lot to see the last report offline on the train.', 'Please add an offline mode.']],
  ['API', 'rate limit errors', ['429', 'rate limit'], 'pain_point', 5, 0.7, ['We hit the rate limit every night although we stay under the documented figure.', 'Error 429 again and again.']],
  ['API', 'timeouts on large exports', ['timeout', 'large export'], 'bug', 4, 0.8, ['Exports with more than 50k rows time out with a 504.', 'The export endpoint is too slow for us.']],
  ['API', 'clear documentation', ['docs', 'examples'], 'praise', 4, 0.05, ['The docs are the best I have worked with: every call has an example.', 'Great API documentation.']],
  ['Billing', 'invoice is hard to understand', ['invoice', 'line items'], 'pain_point', 6, 0.65, ['I do not understand the invoice: which line is the overage?', 'Die Rechnung ist unverständlich, bitte listen Sie die Posten einzeln auf.']],
  ['Billing', 'charged twice', ['charged twice', 'refund'], 'bug', 4, 0.9, ['We were charged twice this month and the refund takes forever.', 'Double charge, still no refund.']],
  ['Billing', 'price increase', ['price', 'renewal'], 'churn_signal', 4, 0.75, ['The new price is hard to defend at renewal; a competitor offers the same for half.', 'Too expensive after the increase.']],
  ['Dashboard', 'dashboard is fast', ['fast', 'loads instantly'], 'praise', 6, 0.03, ['The new dashboard loads instantly. My team opens it every morning.', 'So much faster now, thank you!']],
  ['Dashboard', 'filters reset', ['filters', 'reset', 'every time'], 'bug', 5, 0.6, ['My filters reset every time I leave the page.', 'Les filtres disparaissent à chaque fois que je change de page.']],
  ['Dashboard', 'more chart types', ['chart', 'stacked'], 'feature_request', 4, 0.35, ['We need stacked bars with a second axis.', 'More chart types please.']],
  ['Integrations', 'Salesforce sync is late', ['salesforce', 'sync', 'hours late'], 'bug', 5, 0.7, ['The Salesforce sync runs hours late and my forecast is wrong.', 'Sync delayed again.']],
  ['Integrations', 'Slack alerts', ['slack', 'alerts'], 'feature_request', 4, 0.3, ['Alerts in Slack with a link to the item would save me an hour a day.', 'Slack integration please.']],
  ['Search', 'no results for exact words', ['search', 'no results'], 'bug', 5, 0.65, ['Search finds nothing although I copy the exact words from a ticket.', 'La búsqueda no encuentra nada.']],
  ['Search', 'saved searches', ['saved search'], 'feature_request', 3, 0.3, ['Let me save a search and share it.', 'Saved searches would be great.']],
  ['Notifications', 'too many e-mails', ['too many', 'e-mails', 'unsubscribe'], 'pain_point', 5, 0.55, ['I get forty e-mails a day and cannot switch them off by project.', 'Too many notifications.']],
  ['Notifications', 'digest on Mondays', ['digest', 'monday'], 'praise', 3, 0.05, ['I love the Monday digest.', 'The weekly digest is what my boss reads.']],
  ['Onboarding', 'set-up takes days', ['set-up', 'days', 'support'], 'pain_point', 4, 0.6, ['Set-up took us four days and two calls with support.', 'Too hard to get started.']],
  ['Onboarding', 'helpful specialist', ['specialist', 'helpful'], 'praise', 4, 0.02, ['Our specialist was patient and solved everything in one call.', 'Very helpful onboarding.']],
];

/**
 * @typedef {{ row: number, id: string, text: string, date: string, week: string, score: number | null,
 *   account: string, theme: string, values: Record<string, string> }} Item
 * @typedef {{ id: string, name: string, plan: string, region: string, arr: number, renewal: string, owner: string }} Account
 */

const START = Date.UTC(2026, 4, 18);
/** @param {number} time */
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** Mondays of 26 weeks. */
export const WEEKS = Array.from({ length: 26 }, (_, idx) => iso(START + idx * 7 * 86_400_000));

/** @returns {Account[]} */
export function accountsOf() {
  const random = stream(5);
  const first = ['Northwind', 'Halden', 'Brightline', 'Oakfield', 'Kestrel', 'Meridian', 'Solvay', 'Tamar', 'Aurora', 'Vantage', 'Ridge', 'Lumen'];
  const last = ['Logistics', 'Foods', 'Health', 'Energy', 'Media', 'Labs', 'Bank', 'Retail', 'Systems', 'Freight'];
  return Array.from({ length: 110 }, (_, idx) => {
    const plan = PLANS[idx % 10 < 3 ? 0 : idx % 10 < 6 ? 1 : idx % 10 < 8 ? 2 : 3] ?? 'Free';
    const base = { Enterprise: 160_000, 'Mid-market': 42_000, Starter: 6_000, Free: 0 }[plan] ?? 0;
    return {
      id: `ACC-${1000 + idx}`, name: `${first[idx % 12]} ${last[Math.floor(idx / 11) % 10]}`, plan,
      region: REGIONS[Math.floor(random() * 3)] ?? 'EMEA', arr: Math.round((base * (0.6 + random())) / 100) * 100,
      renewal: iso(START + (190 + random() * 330) * 86_400_000),
      owner: ['Ana Ruiz', 'Tom Becker', 'Mina Sato'][idx % 3] ?? 'Ana Ruiz',
    };
  });
}

/**
 * @param {Account[]} accounts
 * @returns {Item[]}
 */
export function itemsOf(accounts) {
  const random = stream(11);
  /** @type {Item[]} */
  const items = [];
  for (let week = 0; week < 26; week += 1) {
    const weights = THEMES.map(([, name, , , weight]) => {
      if (name === 'login loop') return week < 22 ? 0.2 : week === 25 ? 30 : week === 24 ? 9 : 3;
      if (name === 'invoice is hard to understand') return weight * (0.5 + week / 14);
      return weight;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let n = 0; n < total * 1.1; n += 1) {
      let pick = random() * total;
      const themeIdx = Math.max(0, weights.findIndex((weight) => (pick -= weight) < 0));
      const [area, name, , category, , bad, texts] = THEMES[themeIdx] ?? /** @type {any} */ (THEMES[0]);
      const isLoop = name === 'login loop';
      const pool = isLoop && random() < 0.75 ? accounts.filter(({ plan }) => plan === 'Enterprise') : accounts;
      const account = pool[Math.floor(random() * pool.length)] ?? /** @type {any} */ (accounts[0]);
      const isLow = random() < bad;
      const row = items.length;
      const day = iso(START + (week * 7 + Math.floor(random() * 5)) * 86_400_000);
      items.push({
        row, id: `F-${10_000 + row}`, text: texts[random() < 0.6 ? 0 : 1], date: day, week: WEEKS[week] ?? '',
        score: random() < 0.1 ? null : isLow ? 1 + Math.floor(random() * 2) : 3 + Math.floor(random() * 3),
        account: account.id, theme: `t${themeIdx + 1}`,
        values: {
          area, plan: account.plan, region: account.region, category, week: WEEKS[week] ?? '',
          theme: `t${themeIdx + 1}`, severity: isLow ? 'high' : 'low', account: account.id, owner: account.owner,
          language: /ü|é|ú|Posten/.test(texts[1]) && random() < 0.4 ? 'de' : 'en',
        },
      });
    }
  }
  items[3] = { .../** @type {Item} */ (items[3]), text: '<img src=x onerror=alert(1)> =HYPERLINK("http://evil") \u202etxt.exe <b>not bold</b>' };
  return items;
}
