// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { NewsQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {NewsQuery} */ ({
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
  },
  "releases": "2026-03-02 App 4.1"
});
