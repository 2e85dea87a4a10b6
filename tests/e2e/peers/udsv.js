/** @file uDSV as a contestant. */

import { inWorker, stand } from './page.js';

stand(inWorker('udsv-worker.js'));
