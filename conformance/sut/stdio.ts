/** Carries the protocol over the standard streams of a program that it starts in a process group of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { atExit } from '../../foundation/at-exit.ts';
import { jsonLine } from '../../foundation/json-line.ts';
import { fail } from './errors.ts';
import { lineCutter, parsedObject } from './line.ts';
import { named, type Request } from './messages.ts';
import type { Transport } from './system-under-test.ts';

export interface StdioOptions {
  /** Program and arguments. */
  readonly exec: readonly [string, ...string[]];
  readonly cwd: string;
  /** Added to the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly maxBytes: number;
  /** What the program writes to stderr, as it comes. */
  readonly onStderr: (chunk: Uint8Array) => void;
}

/** Starts the program at the first message, and again after it died or was abandoned. */
export function overStdio(options: StdioOptions): Transport {
  let child: AdapterProcess | undefined;
  const transport: Transport = {
    kind: 'stdio',
    send: async (request) => {
      child ??= new AdapterProcess(options);
      return child.ask(request as Request);
    },
    abandon: async () => {
      const old = child;
      child = undefined;
      await old?.kill();
    },
    close: async () => {
      const old = child;
      child = undefined;
      await old?.end();
    },
  };
  return Object.freeze(transport);
}

const graceMilliseconds = 2000;
const streamGraceMilliseconds = 500;

/** One running adapter. Once it has failed it stays failed; the transport starts another. */
class AdapterProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #options: StdioOptions;
  readonly #ended: Promise<void>;
  #waiting:
    | {
        readonly message: string;
        readonly resolve: (line: string) => void;
        readonly reject: (error: Error) => void;
      }
    | undefined;
  #failure: ((message: string) => Error) | undefined;

  constructor(options: StdioOptions) {
    const [program, ...parameters] = options.exec;
    this.#options = options;
    this.#child = spawn(program, parameters, {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment },
      detached: true,
      stdio: 'pipe',
    });
    const cut = lineCutter(options.maxBytes);
    this.#child.stdout.on('data', (chunk: Buffer) => this.#read(() => cut(chunk)));
    this.#child.stderr.on('data', options.onStderr);
    this.#child.stdin.on('error', () => {});
    // A process it left behind may hold the streams open for ever.
    this.#child.on('exit', () =>
      setTimeout(() => this.#child.stdout.destroy(), streamGraceMilliseconds).unref(),
    );
    this.#child.on('exit', () =>
      setTimeout(() => this.#child.stderr.destroy(), streamGraceMilliseconds).unref(),
    );
    this.#child.on('error', (error) => {
      this.#break(() => fail('SUT_NOT_STARTED', { program, detail: error.message }, error));
    });
    const spare = atExit(() => this.#signal('SIGKILL'));
    this.#ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        spare();
        const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
        this.#break((message) => fail('SUT_DIED', { how, message }));
        resolve();
      });
    });
  }

  async ask(request: Request): Promise<unknown> {
    const message = named(request);
    if (this.#failure) throw this.#failure(message);
    const seconds = this.#options.timeoutSeconds;
    let timer: NodeJS.Timeout | undefined;
    try {
      const line = await new Promise<string>((resolve, reject) => {
        this.#waiting = { message, resolve, reject };
        timer = setTimeout(
          () => this.#break((late) => fail('SUT_TIMED_OUT', { message: late, seconds })),
          seconds * 1000,
        );
        this.#child.stdin.write(`${jsonLine(request)}\n`);
      });
      return parsedObject(line);
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }

  /** Closes its stdin and gives it a moment to leave by itself before the whole group is killed. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#signal('SIGKILL'), graceMilliseconds);
    await this.#ended;
    clearTimeout(timer);
    // Whatever it started and left behind.
    this.#signal('SIGKILL');
  }

  async kill(): Promise<void> {
    this.#signal('SIGKILL');
    await this.#ended;
  }

  #read(lines: () => readonly string[]): void {
    try {
      for (const line of lines()) this.#receive(line);
    } catch (error) {
      this.#break(() => error as Error);
    }
  }

  #receive(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(line);
    else
      this.#break(() => fail('SUT_MALFORMED', { start: `an answer nobody asked for, ${line.slice(0, 60)}` }));
  }

  /** The first failure is the cause; what follows from it is not reported. */
  #break(failure: (message: string) => Error): void {
    this.#failure ??= failure;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(this.#failure(waiting.message));
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}
