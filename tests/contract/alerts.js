// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { AlertsView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {AlertsView} */ ({
  "alerts": [
    {
      "date": "2026-03-15",
      "kind": "segment",
      "label": "login loop",
      "segment": {
        "plan": "Enterprise"
      },
      "from": "2026-03-09",
      "count": 14.0,
      "expected": 3.1,
      "p": 1e-6,
      "nAccounts": 14,
      "rows": [
        0,
        7
      ],
      "row_ids": [
        "T-1",
        "T-8"
      ]
    }
  ],
  "from": "2026-01-20",
  "to": "2026-03-15",
  "nTests": 9000,
  "footnotes": [
    "A note"
  ],
  "unavailable": ""
});
