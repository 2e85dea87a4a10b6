import type { EngineClient } from '../../web/engine/client.js';
import type { ProgressView } from '../../web/engine/types/overview.js';

declare global {
  /** Globals of the bare test page; see `engine-test.js`. */
  var engine: EngineClient;
  var told: Record<string, any[]>;
  /** Globals of the benchmark's page; see `bench.js`. */
  var marks: { stage: string; at: number }[];
  var tasks: { start: number; ms: number }[];
  function fileOf(path: string): Promise<File>;
  function openSample(): Promise<ProgressView>;
}
export {};
