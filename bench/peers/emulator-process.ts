/** The emulator in a process of its own, as `congvu emulator start` runs it, with one token in it. */
import { startEmulator } from '../../emulator/index.ts';

const [dir = '', pin = ''] = process.argv.slice(2);
const emulator = await startEmulator({ dir });
await emulator.createToken({ label: 'bench', profile: 'lenient', pin, soPin: pin });
process.send?.({ module: emulator.module, environment: emulator.environment });
process.on('disconnect', () => void emulator.stop());
