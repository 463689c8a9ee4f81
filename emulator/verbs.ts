/** The verbs of the emulator: `congvu emulator …` and `congvu token …`. */
import { type Command, InvalidArgumentError } from 'commander';
import { CongvuError } from '../foundation/error.ts';
import { shellWord } from '../foundation/shell-word.ts';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { registerClockVerb } from './clock-verbs.ts';
import { type DirOption, dirOption, emulatorDir } from './dir-option.ts';
import type { Emulator } from './emulator-interface.ts';
import { fail } from './errors.ts';
import { registerEmulatorSnapshotVerbs } from './snapshot-verbs.ts';
import { registerTokenVerbs } from './token-verbs.ts';

export function registerEmulatorVerbs(program: Command): void {
  const emulator = program.command('emulator').description('run the token emulator');
  emulator
    .command('start')
    .description('start it; --detach returns when it answers')
    .option(...dirOption)
    .option('--detach', 'run in the background')
    .option('--readers <count>', 'empty readers that are there from the start', readerCount)
    .option('--control-port <port>', 'steer it over that port of 127.0.0.1 too; 0: any free one', portNumber)
    .option('--journal-size <mebibytes>', 'size at which a journal file is full (default: 16)', megabytes)
    .option(
      '--lanes <count>',
      'applications that may sign by a shorter way at once (default: cores)',
      laneCount,
    )
    .option(
      '--memory <mebibytes>',
      'for large requests of all applications together (default: 512)',
      megabytes,
    )
    .option('--journal-keep <count>', 'how many full journal files are kept (default: 8)', fileCount)
    .option('--take-states', 'once, when states.json is lost: the tokens count as they are')
    .action(async (options: StartOptions) => {
      if (options.detach === true) await startInBackground(options);
      else await startHere(options);
    });
  emulator
    .command('stop')
    .description('stop it; tokens and counters stay')
    .option(...dirOption)
    .action(async (options: DirOption) => {
      const { controlClient } = await import('./control/control-client.ts');
      const dir = emulatorDir(options);
      const { mistakes } = await heldOr(dir, () => controlClient(dir).stop());
      terminal.note(`The emulator on ${emulatorDir(options)} has stopped. Its tokens are kept.`);
      if (mistakes === undefined || mistakes.count === 0) return;
      const { mistakesText } = await import('./status-text.ts');
      terminal.note(mistakesText(mistakes));
    });
  emulator
    .command('status')
    .description('whether it runs, and its tokens; exit code 1 when it does not run')
    .option(...dirOption)
    .option('--json', 'one JSON document')
    .action(async (options: DirOption & { json?: boolean }) => status(emulatorDir(options), options.json));
  emulator
    .command('env')
    .description('print what an application needs in its environment: eval "$(congvu emulator env)"')
    .option(...dirOption)
    .option('--json', 'one JSON document')
    .action(async (options: DirOption & { json?: boolean }) => printEnv(emulatorDir(options), options.json));
  registerEmulatorSnapshotVerbs(emulator);
  registerClockVerb(emulator);
  registerTokenVerbs(program);
}

type StartOptions = DirOption & { readonly detach?: boolean } & ServerOptions;

interface ServerOptions {
  readonly readers?: number;
  readonly controlPort?: number;
  /** MiB. */
  readonly journalSize?: number;
  readonly journalKeep?: number;
  readonly lanes?: number;
  /** MiB. */
  readonly memory?: number;
  readonly takeStates?: boolean;
}

function laneCount(text: string): number {
  if (!/^[0-9]{1,2}$/.test(text)) throw new InvalidArgumentError('from 0, for none, to 99 lanes');
  return Number(text);
}

function fileCount(text: string): number {
  if (!/^[0-9]{1,2}$/.test(text)) throw new InvalidArgumentError('from 0 to 99 files');
  return Number(text);
}

function readerCount(text: string): number {
  if (!/^[0-9]{1,2}$/.test(text)) throw new InvalidArgumentError('from 0 to 99 readers');
  return Number(text);
}

async function startInBackground(options: StartOptions): Promise<void> {
  const { startDetached } = await import('./control/detach.ts');
  const dir = emulatorDir(options);
  await startDetached(dir, startArguments(options));
  terminal.note(`The emulator runs on ${dir}.`);
  terminal.note(`Next: congvu token create LABEL --pin PIN --so-pin PIN --dir ${shellWord(dir)}`);
  terminal.note(`      eval "$(congvu emulator env --dir ${shellWord(dir)})"`);
  if (options.controlPort !== undefined) await notePort(dir);
}

async function notePort(dir: string): Promise<void> {
  const { controlClient } = await import('./control/control-client.ts');
  const { controlPort } = await controlClient(dir).status();
  if (controlPort !== null)
    terminal.note(`Control port: ${controlPort.url}, its bearer token is in ${controlPort.tokenFile}`);
}

/** What the server must be told again. */
function startArguments({
  readers,
  controlPort,
  journalSize,
  journalKeep,
  lanes,
  memory,
  takeStates = false,
}: ServerOptions): readonly string[] {
  const given = {
    '--readers': readers,
    '--control-port': controlPort,
    '--journal-size': journalSize,
    '--journal-keep': journalKeep,
    '--lanes': lanes,
    '--memory': memory,
  };
  const valued = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
  return takeStates ? [...valued, '--take-states'] : valued;
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('from 0 to 65535');
  return Number(text);
}

function megabytes(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('from 1 to 9999 MiB');
  return Number(text);
}

async function startHere(options: StartOptions): Promise<void> {
  const { reportStart } = await import('./control/detach.ts');
  const { startEmulator } = await import('./emulator.ts');
  const { leaveNoCore } = await import('./control/no-core.ts');
  try {
    // In the background it is so from the beginning.
    if (!process.connected) await leaveNoCore();
    const { readers = 0, controlPort, journalSize, journalKeep, lanes, memory, takeStates } = options;
    const maxBytes = journalSize === undefined ? undefined : journalSize * 1024 * 1024;
    const running = await startEmulator({
      dir: emulatorDir(options),
      readers,
      controlPort,
      journal: { maxBytes, keep: journalKeep },
      lanes: { most: lanes },
      memory: memory === undefined ? undefined : memory * 1024 * 1024,
      takeStates,
      ownProcess: true,
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => void running.stop());
    if (!reportStart({ started: true })) await noteRunning(running.dir, controlPort);
    await running.stopped;
    await tellMistakes(running);
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    const { code, exit, message, hint } = error;
    // The parent says it; this process writes into a log that may be another emulator's.
    if (!reportStart({ started: false, code, exit, message, hint })) throw error;
    process.exitCode = exit;
  }
}

/** Throws EMULATOR_MET_MISTAKES: whoever waits for the server's end must hear of them. */
async function tellMistakes(stopped: Emulator): Promise<void> {
  const { count, last, log } = stopped.mistakes();
  if (count === 0) return;
  throw fail('EMULATOR_MET_MISTAKES', { count, last: `${last}`, where: log ?? 'the lines above' });
}

async function noteRunning(dir: string, controlPort: number | undefined): Promise<void> {
  terminal.note(`The emulator runs on ${dir}. Ctrl-C stops it; tokens and counters stay.`);
  if (controlPort !== undefined) await notePort(dir);
}

/**
 * Before it is said that none runs, the lock of the folder is looked at: its control socket may be gone, or not there yet.
 * Throws EMULATOR_SILENT, which names the process.
 */
async function heldOr<T>(dir: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CongvuError) || error.code !== 'EMULATOR_NOT_RUNNING') throw error;
    const { holding } = await import('./control/folder-lock.ts');
    if (await holding(dir)) return ask();
    throw error;
  }
}

async function status(dir: string, json: boolean | undefined): Promise<void> {
  const { controlClient } = await import('./control/control-client.ts');
  try {
    const now = await heldOr(dir, () => controlClient(dir).status());
    if (json === true) return terminal.printJson({ running: true, ...now });
    const { statusText } = await import('./status-text.ts');
    terminal.print(statusText(now));
  } catch (error) {
    if (!(error instanceof CongvuError) || error.code !== 'EMULATOR_NOT_RUNNING') throw error;
    process.exitCode = 1;
    if (json === true) return terminal.printJson({ running: false, dir });
    terminal.print(`No emulator runs on ${dir}.`);
    terminal.note(error.hint);
  }
}

async function printEnv(dir: string, json: boolean | undefined): Promise<void> {
  const { controlClient } = await import('./control/control-client.ts');
  const { environment } = await controlClient(dir).status();
  if (json === true) return terminal.printJson(environment);
  for (const [name, value] of Object.entries(environment))
    terminal.print(`export ${name}=${shellWord(value)}`);
}
