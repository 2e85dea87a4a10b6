// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { FileChoices } from '../../web/engine/types/query.js' */
export default /** @satisfies {FileChoices} */ ({
  "kind": "feedback",
  "roles": [
    [
      "csat",
      "score"
    ],
    [
      "x",
      null
    ]
  ],
  "dateOrders": [
    [
      "date",
      "dmy"
    ]
  ],
  "encoding": "utf-8",
  "delimiter": ";",
  "nHeader": 1,
  "repair": true
});
