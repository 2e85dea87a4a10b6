// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { Edit } from '../../web/engine/types/decision.js' */
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
    "kind": "set-area-phrases",
    "area": "Billing",
    "phrases": [
      "invoice",
      "vat"
    ]
  },
  {
    "kind": "undo"
  },
  {
    "kind": "redo"
  },
  {
    "kind": "split-theme",
    "id": "b-2",
    "theme": "a",
    "name": "b",
    "phrase": "p",
    "subthemes": [
      "ios"
    ],
    "like": true
  },
  {
    "kind": "move-items",
    "into": "b",
    "items": [
      "row:7"
    ],
    "like": true
  },
  {
    "kind": "not-this",
    "theme": "a",
    "items": [
      "row:7"
    ],
    "like": true
  },
  {
    "kind": "pin-theme",
    "theme": "a",
    "on": true
  },
  {
    "kind": "delete-theme",
    "theme": "a"
  },
  {
    "kind": "set-phrases",
    "theme": "a",
    "phrases": [
      "login loop"
    ]
  },
  {
    "kind": "set-theme-owner",
    "theme": "a",
    "owner": "Ada"
  },
  {
    "kind": "set-theme-card",
    "theme": "a",
    "job": "j",
    "alternatives": "x"
  }
]);
