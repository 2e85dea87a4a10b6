// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { PreviewView } from '../../web/engine/types/decision.js' */
export default /** @satisfies {PreviewView} */ ({
  "nMoved": 12,
  "nLike": 9,
  "from": [
    [
      "login loop",
      12
    ]
  ],
  "into": [
    [
      "",
      12
    ]
  ],
  "nThemes": [
    12,
    13
  ],
  "examples": [
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
  ]
});
