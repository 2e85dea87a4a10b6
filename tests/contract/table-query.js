// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { TableQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {TableQuery} */ ({
  "rows": "area",
  "cols": "plan",
  "within": "theme",
  "measure": "low-rate",
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
  "maxRows": 20,
  "maxCols": 10,
  "unit": "accounts",
  "test": "rank",
  "adjust": "holm",
  "level": 0.1,
  "strictLevel": 0.01,
  "minBase": 20,
  "hideBelow": 5,
  "sort": "value",
  "sortBy": "Enterprise",
  "transpose": true,
  "unlettered": true,
  "pairs": true
});
