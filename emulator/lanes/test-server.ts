/** For tests: an emulator in a process of its own, to be killed; `send('stop')` stops it, and it must end by itself. */
import { pins } from '../e2e/running.ts';
import { startEmulator } from '../index.ts';

const [, , dir = ''] = process.argv;
const emulator = await startEmulator({ dir, lanes: { most: 2, after: 3 } });
if (emulator.tokens().length === 0) await emulator.createToken({ label: 'T', profile: 'lenient', ...pins });
process.once('message', () => {
  void emulator.stop().then(() => process.disconnect());
});
process.send?.('started');
