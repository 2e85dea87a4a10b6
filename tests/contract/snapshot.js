// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { SnapshotView } from '../../web/engine/types/finding.js' */
export default /** @satisfies {SnapshotView} */ ({
  "format": "undertone-snapshot",
  "version": 1,
  "overview": {
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
  },
  "findings": {
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
  },
  "tables": [
    {
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
    }
  ],
  "themes": {
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
  },
  "spikes": {
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
  },
  "coverage": {
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
  },
  "digest": {
    "title": "Customer feedback",
    "from": "2026-03-09",
    "to": "2026-03-15",
    "blocks": [
      {
        "code": "decisions",
        "title": "Decisions needed",
        "bullets": [
          {
            "text": "Decide",
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
            "finding": "spike:theme:login-loop"
          }
        ]
      }
    ],
    "nWords": 120,
    "maxWords": 500,
    "markdown": "# a",
    "html": "<h1>a</h1>",
    "slack": "*a*"
  }
});
