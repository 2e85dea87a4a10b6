// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { SurprisesView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {SurprisesView} */ ({
  "cells": [
    {
      "theme": "login-loop",
      "themeName": "login loop",
      "dimension": "plan",
      "dimensionName": "Plan",
      "value": "Enterprise",
      "n": 30,
      "base": 200,
      "share": 0.15,
      "rest": 0.05,
      "p": 0.00001,
      "q": 0.001,
      "unit": "accounts",
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
  "nTests": 400,
  "footnotes": [
    "A note"
  ]
});
