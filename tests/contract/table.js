// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { TableView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {TableView} */ ({
  "rowDimension": "area",
  "rowName": "Product area",
  "colDimension": "plan",
  "colName": "Plan",
  "rows": [
    "Mobile"
  ],
  "cols": [
    "Enterprise"
  ],
  "colLetters": [
    "A"
  ],
  "measure": "low-rate",
  "measureName": "low-score rate",
  "format": "share",
  "value": [
    0.5
  ],
  "n": [
    30.0
  ],
  "base": [
    28.0
  ],
  "low": [
    14.0
  ],
  "accounts": [
    12.0
  ],
  "arr": [
    900000.0
  ],
  "ciLow": [
    0.3
  ],
  "ciHigh": [
    null
  ],
  "p": [
    0.01
  ],
  "q": [
    0.02
  ],
  "mark": [
    1.0
  ],
  "residual": [
    2.4
  ],
  "letters": [
    "B"
  ],
  "untested": [
    ""
  ],
  "rowValue": [
    0.5
  ],
  "rowN": [
    30.0
  ],
  "colValue": [
    0.5
  ],
  "colN": [
    30.0
  ],
  "totalValue": 0.5,
  "totalN": 30.0,
  "nHiddenRows": 0,
  "nHiddenCols": 0,
  "nTests": 1,
  "nPairTests": 0,
  "footnotes": [
    "A note"
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
});
