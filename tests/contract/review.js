// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { ReviewView } from '../../web/engine/types/theme.js' */
export default /** @satisfies {ReviewView} */ ({
  "items": [
    {
      "id": "login-loop",
      "name": "login loop",
      "description": "about",
      "isCandidate": true,
      "n": 40,
      "nAccounts": 20,
      "arr": 900000.0,
      "uncertainty": 0.6,
      "score": 4.5,
      "reason": "new since 2026-03-12",
      "like": [
        "sign-in",
        "sign in"
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
  "nThemes": 12,
  "nWaiting": 9,
  "method": "By worth"
});
