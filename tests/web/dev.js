/** @file The page over the stand-in engine, for looking at it without the real one. Not shipped. */

import { start } from '../../web/app/start.js';
import { FakeEngine } from './fake-engine.js';

const engine = new FakeEngine();
engine.pause = Number(new URLSearchParams(location.search).get('pause') ?? 15);
start(/** @type {any} */ (engine));
