// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { AnalyseQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {AnalyseQuery} */ ({
  "asOf": "2026-03-15",
  "seed": 1,
  "language": "en"
});
