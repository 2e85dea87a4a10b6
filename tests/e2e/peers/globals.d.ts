import type { Seen } from './run.js';

declare global {
  /** What a contestant's page offers the harness; see `page.js`. */
  var peer: {
    prepare(): Promise<void>;
    open(): Promise<number>;
    check(): Promise<Seen>;
    close(): Promise<void>;
    longestTask(): Promise<number>;
  };
}
export {};
