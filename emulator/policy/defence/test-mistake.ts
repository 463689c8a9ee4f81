/** For tests: an emulator in a process of its own, in which something is thrown that nobody catches. */
import { startEmulator } from '../../index.ts';

const [dir = ''] = process.argv.slice(2);
const emulator = await startEmulator({ dir, ownProcess: true });
setTimeout(() => {
  throw new RangeError('thrown by a timer');
});
void Promise.reject(new TypeError('rejected, and nobody listens'));
setTimeout(() => {
  process.stdout.write(`${emulator.tokens().length} tokens\n`);
  void emulator.stop();
}, 50);
