/** Looks through the ledger whose path is its `workerData`, tells what it found, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkLedger } from './open';

parentPort?.postMessage(checkLedger(String(workerData)));
