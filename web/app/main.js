/** @file The page begins here. */

import { EngineClient } from '../engine/client.js';
import { start } from './start.js';

start(new EngineClient());
