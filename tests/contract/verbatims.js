// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { VerbatimsView } from '../../web/engine/types/verbatim.js' */
export default /** @satisfies {VerbatimsView} */ ({
  "nTotal": 1,
  "offset": 0,
  "items": [
    {
      "row": 7,
      "id": "T-7",
      "key": "T-7",
      "file": "a.csv",
      "fileRow": 8,
      "title": "Login",
      "text": "The login loops",
      "marks": [
        {
          "start": 4,
          "end": 9,
          "dimension": "area",
          "value": "Mobile"
        }
      ],
      "date": "2026-03-12",
      "score": 1.0,
      "isLow": true,
      "account": "Acme",
      "arr": 200000.0,
      "url": "https://example.com/7",
      "values": [
        {
          "key": "plan",
          "name": "Plan",
          "value": "Enterprise",
          "confidence": 0.9
        }
      ],
      "nCopies": 1
    }
  ]
});
