// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { DriversView } from '../../web/engine/types/evidence.js' */
export default /** @satisfies {DriversView} */ ({
  "by": "theme",
  "measure": "low-rate",
  "measureName": "low-score rate",
  "format": "share",
  "before": 0.2,
  "after": 0.3,
  "change": 0.1,
  "changeLow": 0.04,
  "changeHigh": null,
  "p": 0.001,
  "mix": 0.06,
  "rate": 0.04,
  "rows": [
    {
      "value": "login loop",
      "nBefore": 10,
      "nAfter": 40,
      "shareBefore": 0.01,
      "shareAfter": 0.05,
      "scoreBefore": null,
      "scoreAfter": 0.8,
      "mix": 0.02,
      "rate": 0.0
    }
  ],
  "footnotes": [
    "A note"
  ]
});
