// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { ProjectView } from '../../web/engine/types/decision.js' */
export default /** @satisfies {ProjectView} */ ({
  "history": [
    "Renamed"
  ],
  "canUndo": true,
  "canRedo": false,
  "owners": [
    [
      "Mobile",
      "Ada"
    ]
  ]
});
