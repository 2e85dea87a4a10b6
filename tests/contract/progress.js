// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { ProgressView } from '../../web/engine/types/overview.js' */
export default /** @satisfies {ProgressView} */ ({
  "stage": "theme",
  "label": "Finding themes",
  "done": 0.5,
  "isDone": false
});
