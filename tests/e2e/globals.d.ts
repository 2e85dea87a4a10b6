import type { EngineClient } from '../../web/engine/client.js';
import type { ProgressView } from '../../web/engine/protocol.js';

declare global {
  /** Globals of the bare test page; see `engine-test.js`. */
  var engine: EngineClient;
  var told: Record<string, any[]>;
  function fileOf(path: string): Promise<File>;
  function openSample(): Promise<ProgressView>;
}
export {};
