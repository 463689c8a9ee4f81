/** Starts an emulated token for a run: the token that the reference implementation is certified with. */
import { once } from 'node:events';
import { join } from 'node:path';
import { CongvuError } from '../../foundation/error.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { startHelper } from '../material/helper-process.ts';
import { fail } from '../runner/errors.ts';
import type { TokenTarget } from '../sut/target.ts';
import type { EmulatedTokenOrder, EmulatedTokenReport } from './emulator-process.ts';

export interface EmulatedToken {
  readonly target: TokenTarget;
  readonly journalFile: string;
  close(): Promise<void>;
}

/** Removing and inserting are the commands that any product would give. Throws the emulator's own errors. */
export async function startEmulatedToken(order: EmulatedTokenOrder): Promise<EmulatedToken> {
  const child = await startHelper(new URL('./emulator-process.ts', import.meta.url));
  const ended = once(child, 'exit');
  child.send(order);
  const report = await Promise.race([
    once(child, 'message').then(([message]) => message as EmulatedTokenReport),
    ended.then(([code]) => {
      throw fail('CERTIFY_EMULATOR_FAILED', { detail: `its process ended with exit code ${code}` });
    }),
  ]);
  if (report.kind === 'failed') {
    throw new CongvuError(report.code, report.exit, report.message, report.hint);
  }
  const hook = (verb: string) => [
    process.execPath,
    join(projectRoot, 'bin', 'congvu.js'),
    ...['token', verb, order.label, '--dir', order.dir],
  ];
  return {
    target: Object.freeze({
      module: report.module,
      tokenLabel: order.label,
      pins: { user: order.pin, so: order.soPin },
      retryLimit: report.tries,
      unlock: 'so-init-pin',
      hooks: { remove: hook('remove'), insert: hook('insert') },
      environment: report.environment,
      allowDestructive: true,
    }),
    journalFile: report.journalFile,
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
