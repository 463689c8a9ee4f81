/** The suite's own emulated tokens, in an emulator that lives as long as the material. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deferred } from '../../foundation/deferred.ts';
import { CongvuError } from '../../foundation/error.ts';
import { temporaryFolder } from '../../foundation/temporary-folder.ts';
import type { EmulatorFailure, EmulatorReply, EmulatorRequest } from './emulator-process.ts';
import { startHelper } from './helper-process.ts';

export interface EmulatedTokens {
  /** Path of the PKCS#11 module through which they are reached. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  create(spec: {
    readonly label: string;
    readonly pin: string;
    readonly soPin: string;
    /** `strict` unless said otherwise. */
    readonly profile?: string;
  }): Promise<void>;
  /** Path of the emulator's journal, with everything noted so far in it. It goes with `close`. */
  journal(): Promise<string>;
  close(): Promise<void>;
}

/** Throws what the emulator says when it cannot start. The folder is in the temporary one: socket paths must be short. */
export async function startEmulatedTokens(): Promise<EmulatedTokens> {
  const dir = temporaryFolder(join(tmpdir(), 'congvu-tokens-'));
  const waiting = new Map<number, (reply: EmulatorReply) => void>();
  let sequence = 0;
  const ready = deferred<Extract<EmulatorReply, { ready: object }>['ready']>();
  const hears = (message: unknown) => {
    const reply = message as EmulatorReply;
    if ('ready' in reply) return ready.resolve(reply.ready);
    if (reply.id === undefined)
      return ready.reject('error' in reply ? failed(reply) : new Error('no emulator'));
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  };
  const program = new URL('./emulator-process.ts', import.meta.url);
  const child = await startHelper(program, { words: [dir.path], hears }).catch((error: unknown) => {
    dir.remove();
    throw error;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('exit', (code) => {
    const gone = `the emulator of the suite ended with code ${code}`;
    ready.reject(new Error(gone));
    for (const [id, settle] of waiting) settle({ id, error: gone });
  });
  const ask = (request: Omit<EmulatorRequest, 'id'>) =>
    new Promise<void>((resolve, reject) => {
      const id = ++sequence;
      waiting.set(id, (reply) => ('error' in reply ? reject(failed(reply)) : resolve()));
      child.send({ ...request, id } as EmulatorRequest, (error) => {
        if (error) reject(error);
      });
    });
  const { module, environment, journalFile } = await ready.promise.catch((error: unknown) => {
    child.kill();
    dir.remove();
    throw error;
  });
  return Object.freeze({
    module,
    environment,
    create: (spec: Parameters<EmulatedTokens['create']>[0]) =>
      ask({ call: 'create', spec: { profile: 'strict', ...spec } } as Omit<EmulatorRequest, 'id'>),
    journal: async () => {
      // Of an emulator that has ended, what it wrote until then.
      if (child.connected) await ask({ call: 'flush' } as Omit<EmulatorRequest, 'id'>).catch(() => undefined);
      return journalFile;
    },
    close: async () => {
      if (child.connected) await ask({ call: 'stop' } as Omit<EmulatorRequest, 'id'>).catch(() => undefined);
      await ended;
      dir.remove();
    },
  });
}

/** The error as the emulator's process had it. */
function failed({ error, known }: EmulatorFailure): Error {
  return known === undefined ? new Error(error) : new CongvuError(known.code, known.exit, error, known.hint);
}
