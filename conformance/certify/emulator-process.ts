/**
 * Child process that holds one emulated token. The PKCS#11 client of the suite blocks its whole process while it
 * waits for an answer, so the emulator that answers must live in another one. It ends when its parent does.
 */
import { startEmulator } from '../../emulator/index.ts';
import { CongvuError } from '../../foundation/error.ts';
import { helperStarted } from '../material/helper-process.ts';

/** What the parent sends once. */
export interface EmulatedTokenOrder {
  readonly dir: string;
  readonly label: string;
  readonly profile: string;
  readonly pin: string;
  readonly soPin: string;
}

/** What comes back once. */
export type EmulatedTokenReport =
  | {
      readonly kind: 'ready';
      readonly module: string;
      readonly environment: Readonly<Record<string, string>>;
      readonly journalFile: string;
      readonly tries: { readonly user: number; readonly so: number };
    }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly exit: 2 | 3;
      readonly message: string;
      readonly hint: string;
    };

if (process.send) {
  process.once('message', (order: EmulatedTokenOrder) => void serve(order));
  helperStarted();
}

async function serve({ dir, ...token }: EmulatedTokenOrder): Promise<void> {
  try {
    const emulator = await startEmulator({ dir });
    process.once('disconnect', () => void emulator.stop().finally(() => process.exit()));
    const { user, so } = await emulator.createToken(token);
    report({
      kind: 'ready',
      module: emulator.module,
      environment: emulator.environment,
      journalFile: emulator.journalFile,
      tries: { user: user.triesMax, so: so.triesMax },
    });
  } catch (error) {
    const known = error instanceof CongvuError ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    report({
      kind: 'failed',
      code: known?.code ?? 'CERTIFY_EMULATOR_FAILED',
      exit: known?.exit ?? 3,
      message,
      hint: known?.hint ?? 'This is a fault of the emulator.',
    });
    if (process.connected) process.disconnect();
  }
}

function report(message: EmulatedTokenReport): void {
  if (process.connected) process.send?.(message);
}
