/** @file Papa Parse as a contestant. */

import { inWorker, stand } from './page.js';

stand(inWorker('papa-worker.js'));
