// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { OverviewView } from '../../web/engine/types/overview.js' */
export default /** @satisfies {OverviewView} */ ({
  "nItems": 100,
  "nAll": 120,
  "nDistinct": 96,
  "nScored": 90,
  "nLow": 22,
  "meanScore": 3.8,
  "scales": [
    {
      "metric": "csat",
      "name": "CSAT 1–5",
      "min": 1.0,
      "max": 5.0,
      "lowCut": 2.0,
      "highCut": 4.0
    }
  ],
  "from": "2026-01-01",
  "to": "2026-03-15",
  "asOf": "2026-03-15",
  "nAccounts": 40,
  "arrTotal": 1500000.0,
  "currency": "USD",
  "nThemes": 12,
  "nUnthemed": 6,
  "nFindings": 9,
  "matchRate": 0.97,
  "capabilities": [
    {
      "code": "scores",
      "available": true,
      "reason": ""
    }
  ],
  "dimensions": [
    {
      "key": "plan",
      "name": "Plan",
      "origin": "account",
      "role": "plan",
      "isOrdered": false,
      "values": [
        [
          "Enterprise",
          40
        ]
      ],
      "nValues": 1,
      "nMissing": 3
    }
  ],
  "weeks": [
    {
      "start": "2026-03-09",
      "n": 120,
      "nLow": 30,
      "isComplete": true
    }
  ],
  "provenance": {
    "engine": "0.1.0",
    "seed": 1,
    "model": "ab12",
    "reading": {
      "nRead": 100,
      "nTexts": 110,
      "pack": "ef56"
    },
    "files": [
      {
        "name": "a.csv",
        "sha256": "cd34",
        "nRows": 120
      }
    ]
  },
  "notices": [
    {
      "code": "ragged-row",
      "message": "A row was short",
      "count": 2,
      "places": [
        4,
        9
      ]
    }
  ]
});
