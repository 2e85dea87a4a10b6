// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { VerbatimsQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {VerbatimsQuery} */ ({
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
  "sort": "lowest",
  "offset": 0,
  "limit": 50
});
