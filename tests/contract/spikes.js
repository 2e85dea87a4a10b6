// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { SpikesView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {SpikesView} */ ({
  "spikes": [
    {
      "id": "theme:login-loop:2026-03-15",
      "subject": {
        "kind": "theme",
        "id": "login-loop",
        "name": "login loop",
        "segment": [
          "plan",
          "Enterprise"
        ]
      },
      "called": "login loop",
      "area": "Mobile",
      "from": "2026-03-09",
      "to": "2026-03-15",
      "count": 24,
      "nLow": 22,
      "previous": 6,
      "ratio": 4.0,
      "ratioLow": 1.6,
      "ratioHigh": 12.0,
      "monthBefore": 2,
      "monthRatio": 12.0,
      "monthLow": 3.0,
      "monthHigh": null,
      "expected": 3.1,
      "window": 3,
      "p": 1e-6,
      "q": 0.0001,
      "nFamily": 95,
      "ruleFires": true,
      "isEvident": true,
      "verdict": "rule and evidence agree",
      "nAccounts": 14,
      "arr": 900000.0,
      "onset": "2026-03-11",
      "isNew": false,
      "isCurrent": true,
      "weekly": [
        6,
        24
      ],
      "baseline": [
        null,
        3.1
      ],
      "baselineHigh": [
        null,
        8.0
      ],
      "meanShift": "The overall mean score moved by -0.02",
      "also": [
        {
          "kind": "theme",
          "id": "login-loop",
          "name": "login loop",
          "segment": [
            "plan",
            "Enterprise"
          ]
        }
      ],
      "terms": [
        "login loop"
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
      }
    }
  ],
  "volume": [
    {
      "from": "2026-02-02",
      "to": "2026-02-08",
      "count": 260,
      "expected": 130.5,
      "p": 0.00001
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
  "releases": [
    {
      "day": "2026-03-10",
      "name": "4.1"
    }
  ],
  "nScanned": 300,
  "footnotes": [
    "A note"
  ],
  "unavailable": ""
});
