/** Runs the token emulator for the suite's own tokens in a process of its own: PKCS#11 calls block the process that makes them. */
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { CongvuError } from '../../foundation/error.ts';
import { helperStarted } from './helper-process.ts';

export type EmulatorRequest =
  | { readonly id: number; readonly call: 'create'; readonly spec: Parameters<Emulator['createToken']>[0] }
  | { readonly id: number; readonly call: 'flush' | 'stop' };

export type EmulatorReply =
  | {
      readonly ready: {
        readonly module: string;
        readonly environment: Readonly<Record<string, string>>;
        readonly journalFile: string;
      };
    }
  | { readonly id: number; readonly done: true }
  | ({ readonly id?: number } & EmulatorFailure);

/** What a CongvuError consists of; errors do not cross between processes whole. */
export interface EmulatorFailure {
  readonly error: string;
  readonly known?: { readonly code: string; readonly exit: 2 | 3; readonly hint: string };
}

const [, , dir = ''] = process.argv;
/** To a suite that is gone there is nothing to say. */
const say = (reply: EmulatorReply) => process.connected && process.send?.(reply);

helperStarted();
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
      if (request.call === 'flush') await emulator.flushJournal();
      say({ id: request.id, done: true });
      if (request.call === 'stop') await stop();
    } catch (error) {
      say({ id: request.id, ...failure(error) });
    }
  });
  const { module, environment, journalFile } = emulator;
  say({ ready: { module, environment, journalFile } });
} catch (error) {
  say(failure(error));
}

function failure(error: unknown): EmulatorFailure {
  if (!(error instanceof CongvuError))
    return { error: error instanceof Error ? error.message : String(error) };
  const { code, exit, hint } = error;
  return { error: error.message, known: { code, exit, hint } };
}
