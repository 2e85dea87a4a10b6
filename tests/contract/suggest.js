// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { SuggestView } from '../../web/engine/types/theme.js' */
export default /** @satisfies {SuggestView} */ ({
  "theme": null,
  "nearest": [
    "sign-in",
    "sign in"
  ],
  "similarity": 0.2,
  "threshold": 0.4
});
