/** A lane's process as the server sees it: start, preparation, handing a socket over, and its end. */
import { type ChildProcess, type SendHandle, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withoutCore } from '../control/no-core.ts';
import { type Death, processEnd } from '../store/process-end.ts';
import type { StoredToken } from '../store/stored-token.ts';
import type { TokenEngine } from '../store/system.ts';
import { type ServerBoard, serverBoard } from './board.ts';
import type { ExpressCalls, FromLane, HandedBack, KeyAttribute, ToLane } from './messages.ts';

export interface LaneProcess {
  readonly token: StoredToken;
  readonly board: ServerBoard;
  /** Loads the token, once, and finds the key; the reason when it cannot. */
  prepare(key: readonly KeyAttribute[]): Promise<true | string>;
  /** The connection's socket is the lane's until `back` is called; with undefined: its process has ended. */
  take(
    socket: LentSocket,
    connection: number,
    calls: ExpressCalls,
    back: (what: HandedBack | undefined) => void,
  ): void;
  /** Asks for the socket; calls that have not begun are not served any more when this returns. */
  leave(): void;
  gone(): boolean;
  /** Ends it at once; nobody is told. Resolves when it is no more. */
  kill(): Promise<void>;
}

/** libuv's pipe inside a socket. */
export interface SocketHandle {
  readonly fd: number;
  reading: boolean;
  readStart(): void;
  readStop(): void;
  setBlocking(on: boolean): void;
}

export interface LentSocket {
  readonly handle: SocketHandle;
  /** A read of it waits, for some milliseconds. */
  readonly blocking: boolean;
}

export interface LanePlace {
  readonly engine: TokenEngine;
  /** SoftHSM's configuration. */
  readonly configuration: string;
  /** For its board. */
  readonly folder: string;
  /** Called when a process has ended without having been asked to; with whom it was serving. */
  readonly died: (token: StoredToken, connection: number | undefined, death: Death) => void;
}

const program = fileURLToPath(new URL('./lane.ts', import.meta.url));

/** Its garbage is small and short-lived; the memory that it leaves lying about is the machine's. */
const nodeOptions = [
  '--max-semi-space-size=1',
  '--single-threaded-gc',
  '--disable-warning=ExperimentalWarning',
  // It would open a debugger, without a password, in a process that is logged in.
  '--disable-sigusr1',
];

const preparationMilliseconds = 5000;

/** `node` runs it. Throws the system's error when it cannot be started. */
export function startLane(
  node: string,
  token: StoredToken,
  { engine, configuration, folder, died }: LanePlace,
): LaneProcess {
  const board = serverBoard(folder);
  const child = spawn('/bin/sh', ['-c', withoutCore, node, ...nodeOptions, program], {
    // SoftHSM's tokendir is relative to it.
    cwd: token.folder,
    env: {
      PATH: '/usr/bin:/bin',
      SOFTHSM2_CONF: configuration,
      ...(engine.libraryFolders.length === 0 ? {} : { LD_LIBRARY_PATH: engine.libraryFolders.join(':') }),
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', board.fd],
  });
  let ended = false;
  let loaded = false;
  /** In the middle of SoftHSM's C_Login, which must not be cut off; and to be ended behind it. */
  let loading = false;
  let dismissed = false;
  let prepared: ((answer: true | string) => void) | undefined;
  let back: ((what: HandedBack | undefined) => void) | undefined;
  /** Whose socket it has. */
  let serves: number | undefined;
  /** Its end was asked for while it was well. */
  let wanted = false;
  /** Why it was ended from here. */
  let reason: string | undefined;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  function end(): void {
    if (ended) return;
    ended = true;
    child.kill('SIGKILL');
    if (child.pid === undefined) over();
  }

  /** It is no more: whoever waits for it is told. */
  function over(): void {
    prepared?.('its process ended');
    prepared = undefined;
    const tell = back;
    back = undefined;
    tell?.(undefined);
    board.close();
  }

  function condemn(why: string): void {
    reason ??= why;
    end();
  }

  child.on('error', end);
  child.on('exit', (code, signal) => {
    end();
    if (!wanted && child.pid !== undefined)
      died(token, serves, { process: processEnd(child.pid, code, signal), reason });
    over();
  });
  child.on('disconnect', end);
  child.on('message', (message: FromLane) => {
    if (message.kind === 'prepared') {
      prepared?.(message.ready ? true : message.reason);
      prepared = undefined;
      return;
    }
    const tell = back;
    back = undefined;
    serves = undefined;
    tell?.(message);
  });
  letGo(child);

  function say(message: ToLane, handle?: SocketHandle): void {
    // Node passes on a bare pipe too; its types know sockets only, which would not stay open here.
    child.send(message, handle as unknown as SendHandle, (error) => {
      if (error !== null && !ended) condemn(error.message);
    });
  }

  async function asked(key: readonly KeyAttribute[]): Promise<true | string> {
    if (ended || dismissed) return 'its process ended';
    loading = !loaded;
    const { softhsm } = engine;
    const answer = new Promise<true | string>((resolve) => {
      prepared = resolve;
    });
    const timer = setTimeout(condemn, preparationMilliseconds, 'it did not get ready').unref();
    say({ kind: 'prepare', softhsm, name: token.engineName, pin: token.identity.internal.user, key });
    const result = await answer;
    clearTimeout(timer);
    loading = false;
    loaded ||= result === true;
    if (dismissed) end();
    return result;
  }

  return Object.freeze({
    token,
    board,
    // Loading and logging in rewrites `token.object`, in its turn with everybody else who does.
    prepare: (key) => (loaded ? asked(key) : token.exclusively(() => asked(key))),
    take: ({ handle, blocking }, connection, calls, then) => {
      back = then;
      serves = connection;
      say({ kind: 'take', blocking, ...calls }, handle);
    },
    leave: () => {
      board.leave();
      if (!ended) say({ kind: 'leave' });
    },
    gone: () => ended || dismissed,
    kill: () => {
      back = undefined;
      wanted ||= !ended;
      dismissed = true;
      if (!loading) end();
      return exited;
    },
  } satisfies LaneProcess);
}

/** It keeps nobody from ending. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
