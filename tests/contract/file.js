// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { FileView } from '../../web/engine/types/file.js' */
export default /** @satisfies {FileView} */ ({
  "id": 0,
  "name": "a.csv",
  "kind": "feedback",
  "kindEvidence": "it has text",
  "flavour": "Zendesk",
  "nBytes": 1000,
  "encoding": "UTF-8",
  "dialect": {
    "delimiter": ",",
    "quote": "\"",
    "escape": "doubled",
    "lineEnd": "lf",
    "nPreamble": 0,
    "nHeader": 1,
    "nFooter": 0
  },
  "nRows": 10,
  "nRepaired": 1,
  "nSetAside": 2,
  "columns": [
    {
      "idx": 0,
      "name": "csat",
      "kind": "number",
      "role": "score",
      "confidence": "high",
      "evidence": "whole numbers 1–5",
      "isConfirmed": false,
      "samples": [
        "4"
      ],
      "nMissing": 0,
      "nDistinct": 5,
      "scale": {
        "metric": "csat",
        "name": "CSAT 1–5",
        "min": 1.0,
        "max": 5.0,
        "lowCut": 2.0,
        "highCut": 4.0
      },
      "dateOrder": "day/month/year",
      "ask": {
        "code": "date-order",
        "question": "Which?",
        "answers": [
          [
            "dmy",
            "3 April"
          ]
        ]
      }
    }
  ],
  "preview": [
    [
      "4"
    ]
  ],
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
  ],
  "nLines": 13,
  "repair": [
    "cafÃ©",
    "café"
  ],
  "choices": {
    "kind": null,
    "roles": [],
    "dateOrders": [],
    "encoding": null,
    "delimiter": null,
    "nHeader": null,
    "repair": null
  }
});
