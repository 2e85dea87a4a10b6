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
      "reached": 0.4,
      "nForTen": 37,
      "isGap": true,
      "shareOfVoices": 0.1,
      "shareOfAccounts": 0.3,
      "residual": -2.4,
      "isQuiet": true,
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
  "representation": [
    {
      "dimension": "region",
      "dimensionName": "Region",
      "nAccounts": 200,
      "nSpoke": 80,
      "chi2": 9.0,
      "df": 2.0,
      "p": 0.011,
      "nDealt": 0,
      "q": 0.02,
      "v": 0.2,
      "verdict": "Heard less than their accounts would: APAC."
    }
  ],
  "footnotes": [
    "A note"
  ]
});
