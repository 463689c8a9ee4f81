/** A program of the suite that uses the token under test, in a process of its own, so that its login is its own too. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHelper } from '../../material/helper-process.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { TokenTarget } from '../../sut/index.ts';
import type { StepName, StepReply, Steps } from './application-steps.ts';

export interface Application {
  /** Does one step. When the process dies (a crash in the module) every later step answers CKR_FUNCTION_FAILED. */
  do<Name extends StepName>(step: Name, ask: Steps[Name]['ask']): Promise<Steps[Name]['tell']>;
  close(): Promise<void>;
}

/** Starts a program and opens the token in it; the first answer says whether that worked. */
export async function startApplication(
  target: TokenTarget,
  driver: string | undefined,
): Promise<{ readonly application: Application; readonly opened: Steps['open']['tell'] }> {
  const child = await startHelper(new URL('./application-process.ts', import.meta.url), {
    environment: { NODE_COMPILE_CACHE: compileCache, ...startEnvironment, ...target.environment },
  });
  const waiting = new Map<number, (tell: object) => void>();
  let sequence = 0;
  let gone = false;
  child.on('message', ({ id, tell }: StepReply) => {
    waiting.get(id)?.(tell);
    waiting.delete(id);
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      gone = true;
      for (const settle of waiting.values()) settle(died);
      resolve();
    }),
  );
  const application: Application = Object.freeze({
    do: <Name extends StepName>(step: Name, ask: Steps[Name]['ask']) =>
      new Promise<Steps[Name]['tell']>((resolve) => {
        if (gone) return resolve(died as Steps[Name]['tell']);
        const id = ++sequence;
        waiting.set(id, resolve as (tell: object) => void);
        child.send({ id, step, ask });
      }),
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  });
  const { module, tokenLabel: label, slot } = target;
  const opened = await application.do('open', {
    module,
    label,
    ...(slot === undefined ? {} : { slot }),
    ...(driver === undefined ? {} : { driver }),
  });
  return { application, opened };
}

/** Checks start many programs one after the other: compiled once, they start in a third of the time. */
const compileCache = join(tmpdir(), 'node-compile-cache');

/** As the caller set it: the suite's own tokens put another address into this process later. */
const startEnvironment = { ...process.env };

const died = Object.freeze({ code: 'CKR_FUNCTION_FAILED', trouble: 'the program ended' });

/** Runs with a program that has the token open and closes it afterwards. */
export async function withApplication<Result>(
  bench: Workbench,
  target: TokenTarget,
  use: (application: Application, opened: Steps['open']['tell']) => Promise<Result>,
): Promise<Result> {
  const { application, opened } = await startApplication(target, bench.tokenDriver);
  try {
    return await use(application, opened);
  } finally {
    await application.close();
  }
}
