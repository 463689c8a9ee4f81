/** `congvu certify` and `congvu replay` as they speak to a terminal. */
import { relative } from 'node:path';
import { processTerminal } from '../../foundation/terminal.ts';
import { exitCode } from '../report/results.ts';
import { type CertifyOptions, certify } from './certify.ts';
import { type CertifyWords, certifyOptions } from './options.ts';
import { replayWords } from './replay.ts';
import { summaryLines } from './summary-text.ts';

/** npm hands on the Ctrl-C that the terminal has sent to everybody: within this time it is the same one. */
const samePressMilliseconds = 500;

/** Runs, prints the summary (or the result as JSON) on stdout and sets the exit code. */
export async function certifyVerb(words: CertifyWords): Promise<void> {
  const stop = new AbortController();
  let again = false;
  const onSignal = () => {
    // The second time the user means it.
    if (again) process.exit(3);
    if (stop.signal.aborted) return;
    processTerminal.note('interrupted: finishing the case at hand; once more to stop at once');
    stop.abort();
    setTimeout(() => {
      again = true;
    }, samePressMilliseconds).unref();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    await run(certifyOptions(words, stop.signal), words.json === true);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

export async function replayVerb(evidence: string, words: CertifyWords): Promise<void> {
  await certifyVerb({ ...replayWords(evidence), ...words });
}

async function run(options: CertifyOptions, json: boolean): Promise<void> {
  const { results, folder } = await certify(options);
  const shown = relative(options.cwd, folder);
  if (json) processTerminal.printJson(results);
  else
    for (const line of summaryLines(results, shown.startsWith('..') ? folder : shown))
      processTerminal.print(line);
  process.exitCode = exitCode(results);
}
