/** Runs the token emulator for the suite's own tokens in a process of its own: PKCS#11 calls block the process that makes them. */
import { type Emulator, startEmulator } from '../../emulator/index.ts';

export type EmulatorRequest =
  | { readonly id: number; readonly call: 'create'; readonly spec: Parameters<Emulator['createToken']>[0] }
  | { readonly id: number; readonly call: 'stop' };

export type EmulatorReply =
  | { readonly ready: { readonly module: string; readonly environment: Readonly<Record<string, string>> } }
  | { readonly id: number; readonly done: true }
  | { readonly id?: number; readonly error: string };

const [, , dir = ''] = process.argv;
const say = (reply: EmulatorReply) => process.send?.(reply);

try {
  const emulator = await startEmulator({ dir });
  const stop = async () => {
    await emulator.stop();
    process.exit(0);
  };
  // The suite was killed: nobody is left to use the tokens.
  process.on('disconnect', () => void stop());
  process.on('message', async (request: EmulatorRequest) => {
    try {
      if (request.call === 'create') await emulator.createToken(request.spec);
      say({ id: request.id, done: true });
      if (request.call === 'stop') await stop();
    } catch (error) {
      say({ id: request.id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  say({ ready: { module: emulator.module, environment: emulator.environment } });
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
}
