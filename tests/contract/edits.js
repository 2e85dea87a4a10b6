// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { Edit } from '../../web/engine/protocol.js' */
export default /** @satisfies {Edit[]} */ ([
  {
    "kind": "rename-theme",
    "theme": "a",
    "name": "b"
  },
  {
    "kind": "merge-themes",
    "from": "a",
    "into": "b"
  },
  {
    "kind": "set-theme-status",
    "theme": "a",
    "status": "validated"
  },
  {
    "kind": "set-finding-status",
    "finding": "a",
    "status": "reviewing",
    "note": "n"
  },
  {
    "kind": "set-owner",
    "area": "Mobile",
    "owner": "Ada"
  },
  {
    "kind": "set-label",
    "item": "T-7",
    "dimension": "category",
    "value": "bug"
  },
  {
    "kind": "undo"
  },
  {
    "kind": "redo"
  }
]);
