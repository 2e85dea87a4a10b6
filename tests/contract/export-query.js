// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { ExportQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {ExportQuery} */ ({
  "kind": "table.csv",
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
  "table": {
    "rows": "",
    "cols": null,
    "within": null,
    "measure": "",
    "filter": {},
    "maxRows": 0,
    "maxCols": 0,
    "unit": "",
    "test": "",
    "adjust": "",
    "level": 0.0,
    "strictLevel": 0.0,
    "minBase": 0,
    "hideBelow": 0,
    "sort": "",
    "sortBy": null,
    "transpose": false,
    "unlettered": false,
    "pairs": false
  },
  "redacted": true
});
