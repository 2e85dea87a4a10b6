// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { ThemesView } from '../../web/engine/types/theme.js' */
export default /** @satisfies {ThemesView} */ ({
  "themes": [
    {
      "id": "login-loop",
      "name": "login loop",
      "isRenamed": false,
      "terms": [
        "login loop"
      ],
      "description": "about",
      "n": 40,
      "nDistinct": 38,
      "nScored": 36,
      "nLow": 30,
      "share": 0.4,
      "meanScore": 1.9,
      "nAccounts": 20,
      "arr": 900000.0,
      "isNew": true,
      "firstSeen": "2026-03-01",
      "lastSeen": "2026-03-15",
      "hasCriticalMass": true,
      "weekly": [
        6,
        24
      ],
      "category": "bug",
      "area": "Mobile",
      "owner": "Ada",
      "status": "hypothesis",
      "isCandidate": true,
      "since": "2026-03-12",
      "isPinned": false,
      "phrases": [
        "login loop"
      ],
      "card": {
        "request": "Please stop the loop.",
        "job": "get in",
        "questions": [
          "Since when?"
        ],
        "alternatives": "a magic link"
      },
      "subthemes": [
        {
          "id": "login-loop.1",
          "name": "ios",
          "n": 12,
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
      "quotes": [
        {
          "row": 7,
          "id": "T-7",
          "text": "The login loops",
          "date": "2026-03-12",
          "score": 1.0,
          "account": "Acme",
          "plan": "Enterprise",
          "language": "en"
        }
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
      },
      "nAlso": 5,
      "alsoFilter": {
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
  "nItems": 100,
  "nUnthemed": 6,
  "weeks": [
    "2026-03-09"
  ],
  "weeklyUnmatched": [
    6
  ],
  "changes": [
    {
      "kind": "new",
      "themes": [
        "login-loop"
      ],
      "text": "“login loop” is new: 40 items",
      "n": 40
    }
  ]
});
