// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { CoverageView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {CoverageView} */ ({
  "segments": [
    {
      "dimension": "region",
      "dimensionName": "Region",
      "value": "APAC",
      "n": 9,
      "nAccounts": 4,
      "population": 60,
      "silentArr": 200000.0,
      "flag": "red",
      "nNeeded": 6,
      "margin": 0.3,
      "confidence": "directional",
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
  "footnotes": [
    "A note"
  ]
});
