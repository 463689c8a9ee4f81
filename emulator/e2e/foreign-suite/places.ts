/** Where a foreign suite is run: on a SoftHSM token of its own, and on an emulated one. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTokenEngine } from '../../store/system.ts';
import type { MechanismAge } from '../../wire/mechanism.ts';
import { program } from '../programs.ts';
import { ageOf, type Release } from '../releases.ts';
import { runningEmulator } from '../running.ts';
import type { Cases } from './cases.ts';
import { complaints, type Expectation } from './compare.ts';

/** A token `T`, empty, with the PINs below. */
export interface Place {
  readonly module: string;
  readonly slot: string;
  /** A folder of its own, with `softhsm2.conf` where the module is SoftHSM itself. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What goes before the path of a program that loads the module. */
  readonly start: readonly string[];
  end(): Promise<void>;
}

export const suitePins = Object.freeze({ pin: '123456', soPin: '87654321' });

export async function softhsmPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  mkdirSync(join(folder, 'tokens'));
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${folder}/tokens\nlog.level = ERROR\n`);
  const environment = { SOFTHSM2_CONF: configuration };
  const { softhsm, libraryFolders } = findTokenEngine();
  // `program` keeps SOFTHSM2_CONF from applications; here it is what is wanted.
  const tool = program('env', {}, `SOFTHSM2_CONF=${configuration}`, 'softhsm2-util');
  const made = await tool('--init-token', '--free', '--label', 'T', ...pinArguments);
  const slot = /reassigned to slot (\d+)/.exec(made.output)?.[1];
  if (slot === undefined) throw new Error(made.output);
  const libraries = libraryFolders.length === 0 ? {} : { LD_LIBRARY_PATH: libraryFolders.join(':') };
  return Object.freeze({
    module: softhsm,
    slot,
    folder,
    environment: { ...environment, ...libraries },
    start: [],
    end: async () => rmSync(folder, { recursive: true, force: true }),
  });
}

const pinArguments = ['--pin', suitePins.pin, '--so-pin', suitePins.soPin];

/** With the client of a release and, so that only the client can stand between, its engine. */
export async function emulatedPlace(release: Release): Promise<Place & { readonly age: MechanismAge }> {
  const { emulator, folder, end } = await runningEmulator(release.engine);
  await emulator.createToken({ label: 'T', profile: 'lenient', ...suitePins });
  return Object.freeze({
    module: release.client,
    slot: '1',
    folder,
    environment: emulator.environment,
    start: release.start,
    age: await ageOf(release, join(folder, 'offered')),
    end,
  });
}

export type RunSuite = (place: Place) => Promise<Cases>;

/** Runs the suite at both places; the complaints about their differences. */
export async function compared(
  release: Release,
  run: RunSuite,
  expectation: Expectation,
): Promise<readonly string[]> {
  const direct = await softhsmPlace();
  const emulated = await emulatedPlace(release);
  try {
    return complaints(await run(direct), await run(emulated), expectation, emulated.age);
  } finally {
    await direct.end();
    await emulated.end();
  }
}

/** `expected/NAME.json`. */
export function expectationNamed(name: string): Expectation {
  return JSON.parse(readFileSync(new URL(`expected/${name}.json`, import.meta.url), 'utf8')) as Expectation;
}
