/** A thread that does the cryptography alone for as long as it is told, and tells its rate; started by `cryptography-threads.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { rateOf } from '../measure/rate.ts';
import { type CryptographyJob, cryptographyAlone } from './cryptography.ts';

const work = cryptographyAlone(workerData as readonly CryptographyJob[]);
parentPort?.on('message', (milliseconds: number) => parentPort?.postMessage(rateOf(work, milliseconds)));
