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
  "rowGroups": [
    "Europe"
  ],
  "cols": [
    "Enterprise"
  ],
  "colGroups": [
    "Europe"
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
  "compared": [
    0.5
  ],
  "rest": [
    0.3
  ],
  "diff": [
    0.2
  ],
  "diffLow": [
    0.05
  ],
  "diffHigh": [
    null
  ],
  "pCheck": [
    0.012
  ],
  "withinDiff": [
    0.1
  ],
  "withinQ": [
    0.2
  ],
  "withinMark": [
    0.0
  ],
  "topAccountShare": [
    0.4
  ],
  "lowArr": [
    400000.0
  ],
  "levels": [
    1.0,
    5.0
  ],
  "distribution": [
    14.0,
    14.0
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
  "nWithinTests": 1,
  "unit": "accounts",
  "test": "linearised t over accounts",
  "adjust": "bh",
  "alpha": [
    0.05,
    0.001
  ],
  "minBase": 15,
  "overall": {
    "test": "Kruskal–Wallis",
    "statistic": 9.2,
    "df": 2.0,
    "p": 0.01,
    "effectName": "ε²",
    "effect": 0.04
  },
  "allRow": {
    "rowDimension": "area",
    "rowName": "Product area",
    "colDimension": "plan",
    "colName": "Plan",
    "rows": [
      "Mobile"
    ],
    "rowGroups": [
      "Europe"
    ],
    "cols": [
      "Enterprise"
    ],
    "colGroups": [
      "Europe"
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
    "compared": [
      0.5
    ],
    "rest": [
      0.3
    ],
    "diff": [
      0.2
    ],
    "diffLow": [
      0.05
    ],
    "diffHigh": [
      null
    ],
    "pCheck": [
      0.012
    ],
    "withinDiff": [
      0.1
    ],
    "withinQ": [
      0.2
    ],
    "withinMark": [
      0.0
    ],
    "topAccountShare": [
      0.4
    ],
    "lowArr": [
      400000.0
    ],
    "levels": [
      1.0,
      5.0
    ],
    "distribution": [
      14.0,
      14.0
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
    "nWithinTests": 1,
    "unit": "accounts",
    "test": "linearised t over accounts",
    "adjust": "bh",
    "alpha": [
      0.05,
      0.001
    ],
    "minBase": 15,
    "overall": {
      "test": "Kruskal–Wallis",
      "statistic": 9.2,
      "df": 2.0,
      "p": 0.01,
      "effectName": "ε²",
      "effect": 0.04
    },
    "allRow": null,
    "allCol": null,
    "subtotals": null,
    "pairs": [
      {
        "row": 0,
        "a": 0,
        "b": 1,
        "diff": 0.1,
        "diffLow": 0.02,
        "diffHigh": 0.2,
        "p": 0.01,
        "q": 0.02
      }
    ],
    "warnings": [
      "A warning"
    ],
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
  },
  "allCol": null,
  "subtotals": null,
  "pairs": [
    {
      "row": 0,
      "a": 0,
      "b": 1,
      "diff": 0.1,
      "diffLow": 0.02,
      "diffHigh": 0.2,
      "p": 0.01,
      "q": 0.02
    }
  ],
  "warnings": [
    "A warning"
  ],
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
