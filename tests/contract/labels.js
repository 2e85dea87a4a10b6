// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { LabelsView } from '../../web/engine/types/verbatim.js' */
export default /** @satisfies {LabelsView} */ ({
  "nGiven": 12,
  "agreement": [
    {
      "dimension": "category",
      "n": 12,
      "nSame": 9,
      "share": 0.75,
      "shareLow": 0.47,
      "shareHigh": 0.91,
      "kappa": 0.6,
      "kappaLow": 0.2,
      "kappaHigh": 1.0
    }
  ],
  "queue": [
    {
      "row": 7,
      "key": "T-7",
      "text": "The login loops",
      "category": "bug",
      "doubt": 0.9,
      "arr": 200000.0
    }
  ],
  "hasWeights": true,
  "areas": [
    {
      "area": "Billing",
      "n": 120,
      "nByPhrase": 30,
      "nLearned": 50,
      "phrases": [
        "invoice"
      ]
    }
  ],
  "areaLearning": {
    "nTried": 400,
    "nSure": 300,
    "share": 0.94,
    "shareLow": 0.91,
    "shareHigh": 0.96
  }
});
