// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { DriversQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {DriversQuery} */ ({
  "by": "theme",
  "measure": "mean-score",
  "before": [
    "2026-02-01",
    "2026-02-28"
  ],
  "after": [
    "2026-03-01",
    "2026-03-28"
  ],
  "filter": {
    "from": "2026-03-09",
    "to": "2026-03-15",
    "clauses": [
      {
        "dimension": "plan",
        "values": [
          "Enterprise",
          ""
        ]
      }
    ],
    "lowOnly": true,
    "search": "login",
    "rows": [
      0,
      7
    ]
  }
});
