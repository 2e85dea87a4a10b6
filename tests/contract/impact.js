// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { ImpactView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {ImpactView} */ ({
  "by": "theme",
  "measure": "low-rate",
  "measureName": "low-score rate",
  "format": "share",
  "total": 0.3,
  "n": 900,
  "rows": [
    {
      "value": "login loop",
      "n": 40,
      "nAccounts": 20,
      "score": 0.8,
      "without": 0.27,
      "impact": 0.03,
      "low": 0.01,
      "high": null,
      "p": 0.001,
      "q": 0.01,
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
    }
  ],
  "nTests": 30,
  "footnotes": [
    "A note"
  ]
});
