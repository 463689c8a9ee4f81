/**
 * The emulator as a process that can be killed. Usage: node storm-server.ts DIR [SPARES]; says `started` to its parent.
 * SPARES: engines that are kept ready.
 */
import { startEmulator } from '../../index.ts';

const [, , dir = '', spares] = process.argv;
try {
  await startEmulator({ dir, spareEngines: { most: spares === undefined ? undefined : Number(spares) } });
  process.send?.('started');
} catch (error) {
  process.send?.(`refused: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(3);
}
