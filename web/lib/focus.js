/** @file The focus stays near where it was when what had it goes. */

const STOPS = 'a[href], button:enabled, input, select, textarea';

/**
 * Draws. Where what had the focus is gone then, the same control of the next row or list item that
 * is left has it, or that of the one before, or of the first of a new list; the heading where there
 * is none.
 * @param {() => void} draw
 */
export function keepFocus(draw) {
  const focused = document.activeElement;
  const row = focused?.closest('tr, li');
  const list = row?.parentElement;
  const all = [...(list?.children ?? [])];
  const at = row ? all.indexOf(row) : -1;
  const place = row && focused ? stopsOf(row).indexOf(focused) : -1;
  draw();
  if (!focused || focused.isConnected || document.querySelector('dialog[open]')) return;
  const near = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at)).reverse()];
  const next = near.find((other) => other.isConnected) ?? (list?.isConnected ? list.children[0] : undefined);
  const stops = next ? stopsOf(next) : [];
  const isSame = next?.className === row?.className;
  const to = stops[isSame ? Math.min(place, stops.length - 1) : 0] ?? document.querySelector('main h1');
  /** @type {HTMLElement | null} */ (to)?.focus({ preventScroll: next === undefined });
}

/** @param {Element} row */
function stopsOf(row) {
  return [...row.querySelectorAll(STOPS)];
}
