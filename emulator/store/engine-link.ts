/** One `p11-kit-remote libsofthsm2.so` process: start, greeting, and replies paired with what was sent. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { getPriority, setPriority } from 'node:os';
import { fail } from '../errors.ts';
import { type CallSpec, callNamed } from '../wire/calls.ts';
import { replyResult, replyStart, requestFrame } from '../wire/frame.ts';
import { type FrameLimits, frameReader } from '../wire/frame-reader.ts';
import { type MechanismAge, mechanismAge } from '../wire/mechanism.ts';
import { maxRoom } from '../wire/structure.ts';
import { type ValueReader, valueReader, valueWriter } from '../wire/values.ts';
import { type Death, processEnd } from './process-end.ts';
import type { TokenEngine } from './system.ts';

/** The newest version this program knows how to speak to a child. */
const ownVersion = 2;

/** Twice what is ever asked for in one call. */
const replyLimits: FrameLimits = Object.freeze({ frame: 2 * maxRoom, options: 4096 });

const handshake = Buffer.from('PRIVATE-GNOME-KEYRING-PKCS11-PROTOCOL-V-1');

/** What comes back for a frame: the whole reply frame, or undefined when the process ended first. */
export type Settle = (reply: Buffer | undefined) => void;

export type EngineReply =
  | { readonly result: 0; readonly values: ValueReader; readonly raw: Buffer }
  | { readonly result: number; readonly values?: never; readonly raw?: never };

export interface EngineLink {
  readonly age: MechanismAge;
  /** Its process id. */
  readonly process: number | undefined;
  /** Sends a whole request frame; replies come in the order of requests. False: wait for `drained`. */
  send(frame: Buffer, settle: Settle): boolean;
  /** Two frames in one write, which wakes the process once: 10 us and more each time in a virtual machine. */
  sendBoth(frame: Buffer, settle: Settle, behind: Buffer, settleBehind: Settle): boolean;
  /** A call of our own. Rejects with EMULATOR_TOKEN_ENGINE_FAILED when the process ended. */
  call(call: CallSpec, values: Buffer): Promise<EngineReply>;
  /** True from the moment the process ended or broke. */
  gone(): boolean;
  /** Settles when the process is gone and does nothing any more. */
  ended(): Promise<void>;
  /** Called once the process can take more. */
  drained(then: () => void): void;
  /** Calls `hear` once when it is asked to leave, or has ended; the result ends that. */
  leaving(hear: () => void): () => void;
  /** No more requests: the process ends by itself. */
  close(): void;
  /** Ends it at once, whatever it is doing. The reason is for the journal. */
  kill(reason: string): void;
}

export interface EngineFolder {
  /** Working directory of the process: `directories.tokendir` in the configuration is relative to it. */
  readonly folder: string;
  readonly configuration: string;
  /** Called when the process has ended without having been asked to leave. */
  readonly died?: ((death: Death) => void) | undefined;
  /** Milliseconds in which it must have agreed on a protocol. Default: 20,000. */
  readonly patience?: number | undefined;
}

/** Milliseconds: a thousand times what a start takes here. */
export const startPatience = 20_000;

/** Why one is ended that has said nothing for so long. */
export const saidNothing = (milliseconds: number): string =>
  `it did not answer in ${milliseconds / 1000} seconds`;

const reservedEmpty = Buffer.of(0);

/**
 * No image of its memory when it crashes: PINs may stand in it. And a request can tell p11-kit's server to reserve more than its values need, in attributes that only that server knows: 1 GiB
 * of addresses is several times what the largest request with the largest answer takes.
 */
const limited = 'ulimit -c 0; ulimit -v 1048576; exec "$0" "$@"';

/**
 * Starts the process and agrees on a protocol with it. The module has read nothing of the token yet: that is
 * `initializeEngine`. Throws EMULATOR_TOKEN_ENGINE_FAILED.
 */
export async function openEngine(engine: TokenEngine, place: EngineFolder): Promise<EngineLink> {
  const child = spawn('/bin/sh', ['-c', limited, engine.remote, engine.softhsm], {
    cwd: place.folder,
    env: engineEnvironment(engine, place.configuration),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw await notStarted(child, place.folder);
  const link = await greeted(child, place);
  // Not while it starts: whoever opens a session waits for it.
  letGoFirst(child);
  return link;
}

/** A process that is none has no pipes either. */
async function notStarted(child: ChildProcess, dir: string): Promise<Error> {
  const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException];
  const outOfFiles = error.code === 'EMFILE' || error.code === 'ENFILE';
  return outOfFiles ? fail('EMULATOR_FILES_LIMIT', {}, error) : failed(error.message, dir, error);
}

/** Relative to this process. */
const engineNiceness = 5;

/**
 * The kernel lets an engine that has just got work push this process off its core, in the middle of serving another
 * application, for the whole of an RSA signature. A nicer one waits the few microseconds until this process sleeps:
 * 20 % more signatures of two applications on two cores, the same with one.
 */
function letGoFirst({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.min(getPriority() + engineNiceness, 19));
  } catch {
    // It has ended already, which is noticed elsewhere.
  }
}

/** C_Initialize: here SoftHSM reads the token's files. Throws EMULATOR_TOKEN_ENGINE_FAILED. */
export async function initializeEngine(link: EngineLink, dir: string): Promise<void> {
  const values = valueWriter().bytes(handshake).byte(0).bytes(reservedEmpty).end();
  const { result } = await link.call(callNamed('C_Initialize'), values);
  if (result !== 0) throw failed(`C_Initialize gave 0x${result.toString(16)}`, dir);
}

/** Nothing of the server's own environment goes through: SoftHSM must see this token only. */
function engineEnvironment(engine: TokenEngine, configuration: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    SOFTHSM2_CONF: configuration,
    ...(engine.libraryFolders.length === 0 ? {} : { LD_LIBRARY_PATH: engine.libraryFolders.join(':') }),
  };
}

function failed(reason: string, dir: string, cause?: unknown): Error {
  return fail('EMULATOR_TOKEN_ENGINE_FAILED', { reason, dir }, cause);
}

function greeted(
  child: ChildProcessWithoutNullStreams,
  { folder: dir, died, patience = startPatience }: EngineFolder,
): Promise<EngineLink> {
  return new Promise((resolve, reject) => {
    const waiting: Settle[] = [];
    /** Whoever waits for room in the pipe; a process that has ended has room for everything. */
    const thirsty: (() => void)[] = [];
    const listeners = new Set<() => void>();
    let next = 0;
    let ended = false;
    /** Asked to leave: it may finish what it is doing, and its closed input is no fault. */
    let closing = false;
    let complaint = '';
    /** Why it was ended from here. */
    let condemned: string | undefined;
    let reader: ReturnType<typeof frameReader> | undefined;

    const tellLeaving = (): void => {
      for (const hear of [...listeners]) hear();
      listeners.clear();
    };
    const flow = (): void => {
      for (const then of thirsty.splice(0)) then();
    };
    const end = (reason: string, cause?: unknown): void => {
      if (ended) return;
      ended = true;
      clearTimeout(silence);
      tellLeaving();
      child.kill('SIGKILL');
      reject(failed(`${reason} ${complaint}`.trim(), dir, cause));
      flow();
      for (const settle of waiting.splice(0).slice(next)) settle(undefined);
    };
    const condemn = (reason: string): void => {
      condemned ??= reason;
      end(reason);
    };
    const settleNext = (frame: Buffer): void => {
      const settle = waiting[next++];
      if (settle === undefined) {
        condemn('it answered what nobody asked');
        return;
      }
      if (next === waiting.length || next > 512) {
        waiting.splice(0, next);
        next = 0;
      }
      settle(frame);
    };

    const silence = setTimeout(() => condemn(saidNothing(patience)), patience).unref();
    const gone = new Promise<void>((settle) => {
      child.once('exit', () => settle());
      child.once('error', () => child.pid === undefined && settle());
    });
    child.on('error', (error) => end(error.message, error));
    child.on('exit', (code, signal) => end(`it ended (${signal ?? code})`));
    child.on('close', (code, signal) => {
      if (closing || child.pid === undefined) return;
      const reason = condemned ?? (complaint.trim() || undefined);
      died?.({ process: processEnd(child.pid, code, signal), reason });
    });
    child.stdin.on('drain', flow);
    child.stdin.on('close', () => {
      if (!closing) end('it closed its input');
    });
    child.stdin.on('error', (error) => end(error.message, error));
    child.stdout.on('error', (error) => end(error.message, error));
    child.stdout.on('end', () => end('it closed its output'));
    child.stderr.on('data', (text: Buffer) => {
      complaint = `${complaint}${text}`.slice(-500);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (reader !== undefined) return reader.push(chunk);
      clearTimeout(silence);
      reader = frameReader(replyLimits, {
        frame: settleNext,
        oversized: () => condemn('its answer was too long'),
        lost: condemn,
      });
      resolve(link(mechanismAge(chunk[0] ?? 0)));
      if (chunk.length > 1) reader.push(chunk.subarray(1));
    });
    child.stdin.write(Buffer.of(ownVersion));

    const link = (age: MechanismAge): EngineLink => {
      const send = (frame: Buffer, settle: Settle): boolean => {
        if (ended) {
          settle(undefined);
          return true;
        }
        waiting.push(settle);
        return child.stdin.write(frame);
      };
      const sendBoth = (frame: Buffer, settle: Settle, behind: Buffer, settleBehind: Settle): boolean => {
        if (ended) return send(frame, settle) && send(behind, settleBehind);
        waiting.push(settle);
        return send(Buffer.concat([frame, behind]), settleBehind);
      };
      return Object.freeze({
        age,
        process: child.pid,
        send,
        sendBoth,
        call: (call: CallSpec, values: Buffer) => called(send, call, values, dir),
        gone: () => ended,
        ended: () => gone,
        drained: (then: () => void) => {
          if (ended) then();
          else thirsty.push(then);
        },
        leaving: (hear: () => void) => {
          listeners.add(hear);
          return () => void listeners.delete(hear);
        },
        close: () => {
          // One that was ended from here has not been asked to leave.
          closing ||= condemned === undefined;
          tellLeaving();
          closeSoftly(child);
        },
        kill: condemn,
      });
    };
  });
}

function called(
  send: (frame: Buffer, settle: Settle) => boolean,
  call: CallSpec,
  values: Buffer,
  dir: string,
): Promise<EngineReply> {
  return new Promise((resolve, reject) => {
    send(requestFrame(1, call, values), (reply) => {
      if (reply === undefined) return reject(failed(`it ended during ${call.name}`, dir));
      const result = replyResult(reply);
      if (result !== 0) return resolve({ result });
      const start = replyStart(reply, call);
      resolve({ result: 0, values: valueReader(reply, start), raw: reply.subarray(start) });
    });
  });
}

/** End-of-file makes the process leave; one that does not is ended. */
function closeSoftly(child: ChildProcessWithoutNullStreams): void {
  child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  timer.unref();
  child.once('exit', () => clearTimeout(timer));
}
