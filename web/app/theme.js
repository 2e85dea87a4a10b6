/** @file Light or dark: as the system says, until the reader says otherwise. */

const KEY = 'undertone-theme';

/** Applies what the reader chose before. */
export function applyTheme() {
  const kept = read();
  if (kept) document.documentElement.dataset['theme'] = kept;
}

/** Whether the page is dark now. */
export function isDark() {
  const forced = document.documentElement.dataset['theme'];
  return forced ? forced === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Light becomes dark, dark light; kept for the next visit where that is allowed. */
export function toggleTheme() {
  const next = isDark() ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Only for this visit, then.
  }
}

function read() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'dark' || kept === 'light' ? kept : undefined;
  } catch {
    return undefined;
  }
}
