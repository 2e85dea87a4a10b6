// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { AlertsQuery } from '../../web/engine/types/query.js' */
export default /** @satisfies {AlertsQuery} */ ({
  "from": "2026-02-01",
  "to": "2026-03-15",
  "profile": "high"
});
