// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { NewsView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {NewsView} */ ({
  "terms": [
    {
      "text": "login loop",
      "nAccounts": 14,
      "expected": 0.4,
      "p": 1e-6,
      "q": 0.0001,
      "isNew": true,
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
  "from": "2026-03-09",
  "to": "2026-03-15",
  "nTested": 900,
  "releases": [
    {
      "release": {
        "day": "2026-03-10",
        "name": "4.1"
      },
      "days": 6,
      "nCompared": 40,
      "changes": [
        {
          "subject": {
            "kind": "theme",
            "id": "login-loop",
            "name": "login loop",
            "segment": [
              "plan",
              "Enterprise"
            ]
          },
          "before": 6,
          "after": 24,
          "ratio": 4.0,
          "ratioLow": 1.6,
          "ratioHigh": null,
          "p": 0.0001,
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
      ]
    }
  ],
  "footnotes": [
    "A note"
  ]
});
