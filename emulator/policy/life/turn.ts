/** Commands on one token go one after the other, wait for its engines, but not for ever, and end with the token. */
import { readFileSync } from 'node:fs';
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { Shared } from '../line/application.ts';

/** Milliseconds: longer than a pair of RSA-4096 takes on a crowded machine. */
const limit = 60_000;
/** Milliseconds between two looks at the engines. */
const look = 500;

/**
 * Does the work on the token of that name while nobody else changes it. Throws TOKEN_UNKNOWN, also when it has been deleted
 * in the meantime, and TOKEN_ENGINE_HANGS; the work is not done then.
 */
export function inTurnOn<T>(
  shared: Shared,
  name: string,
  work: (token: StoredToken) => Promise<T>,
): Promise<T> {
  const token = shared.store.named(name);
  return inTurnOf(shared, token, () => {
    checkThere(shared, token, name);
    return work(token);
  });
}

/** Throws TOKEN_UNKNOWN when it has been deleted since it was found. */
export function checkThere({ store }: Shared, token: StoredToken, name = token.label()): void {
  if (!store.tokens().includes(token)) throw fail('TOKEN_UNKNOWN', { label: name, dir: store.dir });
}

/** Throws TOKEN_ENGINE_HANGS when its turn does not come; the work is not done then. */
export async function inTurnOf<T>(shared: Shared, token: StoredToken, work: () => Promise<T>): Promise<T> {
  let givenUp = false;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const done = token.exclusively(async () => {
    begin();
    return givenUp ? undefined : { result: await work() };
  });
  // Whoever gives up hears of no failure any more.
  done.catch(() => undefined);
  await patient(shared, token, begun).catch((error: unknown) => {
    givenUp = true;
    throw error;
  });
  return (await done)?.result as T;
}

/** The same, or TOKEN_ENGINE_HANGS when an engine of the token is stopped, or nothing has happened for a minute. */
export function patient<T>(shared: Shared, token: StoredToken, waiting: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let stoppedBefore: number | undefined;
    const timer = setInterval(() => {
      const engines = enginesOf(shared, token);
      const stopped = engines.find(isStopped);
      if (stopped !== undefined && stopped === stoppedBefore) reject(hangs(token, stopped, 'it is stopped'));
      else if (performance.now() - started > limit)
        reject(hangs(token, engines[0], `not in ${limit / 1000} seconds`));
      stoppedBefore = stopped;
    }, look);
    waiting.then(resolve, reject).finally(() => clearInterval(timer));
  });
}

/** Process ids. */
function enginesOf({ applications }: Shared, token: StoredToken): readonly number[] {
  return [...applications].flatMap((application) => {
    const attachment = application.attachments.get(token);
    return [attachment?.engine?.link, attachment?.loading].flatMap((link) =>
      link?.process === undefined || link.gone() ? [] : [link.process],
    );
  });
}

/** By SIGSTOP or a debugger: proc_pid_stat(5), the letter behind the name. */
function isStopped(process: number): boolean {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'latin1');
    return 'Tt'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

function hangs(token: StoredToken, process: number | undefined, reason: string): Error {
  return fail('TOKEN_ENGINE_HANGS', { label: token.label(), process: process ?? 'p11-kit-remote', reason });
}
