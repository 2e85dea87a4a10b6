// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { FindingsView } from '../../web/engine/types/finding.js' */
export default /** @satisfies {FindingsView} */ ({
  "findings": [
    {
      "id": "spike:theme:login-loop",
      "kind": "spike",
      "title": "Mobile CSAT verbatims referencing 'login loop' up 4× this week",
      "detail": "24 items",
      "subject": {
        "kind": "theme",
        "id": "login-loop",
        "name": "login loop",
        "segment": [
          "plan",
          "Enterprise"
        ]
      },
      "area": "Mobile",
      "since": "2026-03-11",
      "evidence": [
        {
          "kind": "rule",
          "text": "3× rule",
          "holds": true
        }
      ],
      "exposure": {
        "nItems": 24,
        "nLow": 22,
        "nAccounts": 14,
        "topPlan": [
          "Enterprise",
          12
        ],
        "arr": 900000.0,
        "arrShare": 0.6,
        "nRenewing": 2,
        "renewals": [
          [
            "2026 Q2",
            400000.0
          ]
        ]
      },
      "confidence": "good",
      "urgency": 120.5,
      "needsDecision": true,
      "action": "Decide",
      "owner": "Ada",
      "status": "new",
      "note": "",
      "audience": [
        "pm"
      ],
      "nRows": 24,
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
      "weekly": [
        6,
        24
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
      "alert": {
        "slack": "*a*",
        "mailSubject": "a",
        "mailBody": "b"
      }
    }
  ],
  "asOf": "2026-03-15",
  "currency": "USD",
  "nTests": 300,
  "footnotes": [
    "A note"
  ]
});
