/** Tells an emulator that works for long from one that hangs: whoever waits asks now and then whether anybody is there. */
import { createConnection, type NetConnectOpts } from 'node:net';

/** Milliseconds. */
export interface Patience {
  /** It is asked so often. */
  readonly between: number;
  /** So long it may take to say anything: its event loop goes round, whatever it is doing. */
  readonly word: number;
}

export const defaultPatience: Patience = Object.freeze({ between: 10_000, word: 20_000 });

/**
 * Calls `silent` once when the emulator does not answer any more, with the seconds for which it was waited at least. The
 * result ends the watch.
 */
export function watchSilence(
  at: NetConnectOpts,
  { between, word }: Patience,
  silent: (seconds: number) => void,
): () => void {
  let ended = false;
  let timer = later();

  function later(): NodeJS.Timeout {
    return setTimeout(() => void ask(), between).unref();
  }

  async function ask(): Promise<void> {
    const said = await firstWord(at, word);
    if (ended) return;
    // Of a closed connection whoever waits hears on his own.
    if (said === 'nothing') silent(Math.round(word / 1000));
    else timer = later();
  }

  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** What comes for a request within so long: some answer, be it a refusal as this one without a Host, an end, or nothing. */
export function firstWord(
  at: NetConnectOpts,
  milliseconds: number,
): Promise<'answer' | 'closed' | 'nothing'> {
  return new Promise((resolve) => {
    const socket = createConnection(at);
    const done = (said: 'answer' | 'closed' | 'nothing'): void => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(Math.max(milliseconds, 1), () => done('nothing'));
    socket.once('data', () => done('answer'));
    socket.once('close', () => done('closed'));
    socket.once('error', () => done('closed'));
    socket.write('GET / HTTP/1.1\r\n\r\n');
  });
}
