/** The emulator as a process that can be killed. Usage: node storm-server.ts DIR; says `started` to its parent. */
import { startEmulator } from '../../index.ts';

const [, , dir = ''] = process.argv;
try {
  await startEmulator({ dir });
  process.send?.('started');
} catch (error) {
  process.send?.(`refused: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(3);
}
