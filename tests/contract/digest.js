// Written by `UPDATE=1 cargo test --test contract`. Do not edit.
/** @import { DigestView } from '../../web/engine/types/finding.js' */
export default /** @satisfies {DigestView} */ ({
  "title": "Customer feedback",
  "from": "2026-03-09",
  "to": "2026-03-15",
  "blocks": [
    {
      "code": "decisions",
      "title": "Decisions needed",
      "bullets": [
        {
          "text": "Decide",
          "filter": {
            "from": "2026-03-09",
            "to": "2026-03-15",
            "clauses": [
              {
                "dimension": "plan",
                "values": [
                  "Enterprise",
                  ""
                ]
              }
            ],
            "lowOnly": true,
            "search": "login",
            "rows": [
              0,
              7
            ]
          },
          "finding": "spike:theme:login-loop"
        }
      ]
    }
  ],
  "nWords": 120,
  "maxWords": 500,
  "markdown": "# a",
  "html": "<h1>a</h1>",
  "slack": "*a*"
});
