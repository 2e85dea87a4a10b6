/** @file The page begins here. */

import { EngineClient } from '../engine/client.js';
import { start } from './start.js';

const engine = new EngineClient();
start(engine);
// Ahead of the first file; what goes wrong is said when a file is opened.
engine.start().catch(() => {});
