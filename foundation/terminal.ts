/** How every verb of the command speaks: results on stdout, everything else on stderr. */
import { asCalled } from './called-as.ts';
import { readerGone } from './reader.ts';

export interface Terminal {
  /** A result for people or pipes: one line on stdout. */
  print(line: string): void;
  /** One JSON document on stdout. */
  printJson(value: unknown): void;
  /** Progress, warnings, next steps: one line on stderr; commands in it are named as this one was called. */
  note(line: string): void;
  /** Whether stderr is a terminal that can redraw a line. */
  readonly interactive: boolean;
}

export const processTerminal: Terminal = Object.freeze({
  print: (line: string) => void process.stdout.write(`${line}\n`),
  printJson: (value: unknown) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  note: (line: string) => void process.stderr.write(`${asCalled(line)}\n`),
  interactive: process.stderr.isTTY === true && process.env.CI === undefined,
});

/**
 * Settles once stdout can take more: a slow reader at the other end of a pipe must not fill the memory. False when the
 * reader has gone: nothing that is printed from now on is read.
 */
export async function stdoutReady(): Promise<boolean> {
  if (process.stdout.writableNeedDrain && !readerGone()) {
    await new Promise<void>((resolve) => {
      const settled = () => {
        process.stdout.off('drain', settled).off('error', settled);
        resolve();
      };
      process.stdout.once('drain', settled).once('error', settled);
    });
  }
  return !readerGone();
}
