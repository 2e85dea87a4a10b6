// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { AccountsView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {AccountsView} */ ({
  "accounts": [
    {
      "id": "a-1",
      "name": "Acme",
      "plan": "Enterprise",
      "arr": 200000.0,
      "renewal": "2026-05-01",
      "owner": "Ada",
      "n": 9,
      "nLow": 5,
      "meanScore": 2.2,
      "topTheme": "login loop",
      "risk": 60,
      "reasons": [
        "renews on 1 May"
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
  "nTotal": 1,
  "currency": "USD"
});
