/** All tokens of one emulator folder: opening, making, finding. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { fail } from '../errors.ts';
import type { TokenKind } from '../token/kind.ts';
import { freeze } from '../token/state.ts';
import { renameDurably, syncTree } from './durable-folder.ts';
import { checkFirstPins, type FirstPins, firstPins } from './first-pins.ts';
import { keepTokenObject } from './mended-object.ts';
import { listObjects, listOwner } from './objects-list.ts';
import { endOrphans, orphansOf, runningEngines } from './orphan-engines.ts';
import { damaged } from './sealed-file.ts';
import { makeSofthsmToken, softhsmConfiguration } from './softhsm.ts';
import { openStateNumbers, statesFile } from './state-numbers.ts';
import type { RandomBytes } from './stored-pin.ts';
import { type FoundDamage, openStoredToken, type StoredToken } from './stored-token.ts';
import type { TokenEngine } from './system.ts';
import { firstContents, firstStamp, type RecordStamp, writeIdentity, writeRecord } from './token-files.ts';
import { checkLabel } from './token-label.ts';
import type { UndoneObject } from './undone-objects.ts';

export interface TokenSpec extends FirstPins {
  readonly label: string;
  readonly kind: TokenKind;
  /** Made, but not in its reader. */
  readonly removed?: boolean | undefined;
}

export interface TokenStore {
  /** The emulator's folder. */
  readonly dir: string;
  readonly engine: TokenEngine;
  /** The SoftHSM configuration that all children share. */
  readonly configuration: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** In the order of their slots. */
  tokens(): readonly StoredToken[];
  /** Every reader in ascending order: those that were asked for, and one for each token that is or was here. */
  slots(): readonly number[];
  /** The token in that reader, else the one that belongs there, else none. */
  bySlot(slot: number): StoredToken | undefined;
  /** By label or serial number. Throws TOKEN_UNKNOWN, TOKEN_LABEL_AMBIGUOUS. */
  named(name: string): StoredToken;
  create(spec: TokenSpec): Promise<StoredToken>;
  /**
   * A token from elsewhere: `fill` writes its folder, with the reader that it is given: `wanted` if that one is
   * there and free, and what its `state.json` says beside the record. Throws TOKEN_LABEL_INVALID, TOKEN_EXISTS.
   */
  adopt(
    label: string,
    serial: string,
    fill: (folder: string, place: TokenPlace) => void,
    wanted?: number,
  ): Promise<StoredToken>;
  freshSerial(): string;
  /** Gives a token up for good, with its keys; its reader stays. Must run inside `token.exclusively`. */
  discard(token: StoredToken): void;
  /** At a stop: nothing is written any more. */
  rest(): void;
}

export interface TokenPlace {
  readonly slot: number;
  readonly stamp: RecordStamp;
}

const tokensGone =
  'it is missing, and all tokens with it; an empty folder of that name lets the emulator start without them';

/** In SoftHSM's configuration, which every start writes: a folder where it stands once had a `states.json`. */
const statesMark = `# ${statesFile} is beside this file: congvu does not start without it`;

/** Folders with these beginnings are no tokens: one is not there yet, the other no longer. */
const unfinished = '.new-';
const discarded = '.gone-';

/**
 * Opens (or makes) the folders below `dir`; `readers` are empty slots that are there from the start.
 * `found` is told of key files that are found damaged later. Throws EMULATOR_STATE_DAMAGED, EMULATOR_STATE_OLDER when a token
 * cannot be trusted, EMULATOR_STATES_LOST, EMULATOR_STATES_WHOLE.
 */
export function openTokenStore(
  dir: string,
  parts: {
    readonly engine: TokenEngine;
    readonly clock: Clock;
    readonly random: RandomBytes;
    readonly readers?: number;
    readonly found?: FoundDamage;
    /** Hears of every object file of a token that was taken back. */
    readonly undone?: (serial: string, object: UndoneObject) => void;
    /** Something else in the folder says that an emulator has run there. */
    readonly knownBefore?: boolean;
    /** The states that are here count as the latest: `states.json`, which tells them, is lost. */
    readonly takeStates?: boolean | undefined;
    /** Hears that this was done, what was wrong with that file, and of which tokens. */
    readonly statesTaken?: (lost: string, tokens: readonly StoredToken[]) => void;
  },
): TokenStore {
  const { engine, clock, random, readers = 0, found, undone = () => undefined } = parts;
  const { knownBefore = false, takeStates, statesTaken = () => undefined } = parts;
  const folder = join(dir, 'tokens');
  const configuration = join(dir, 'softhsm2.conf');
  if (!existsSync(folder)) {
    // Written below, after the folder of the tokens: where it is, there was such a folder.
    if (existsSync(configuration)) throw damaged(folder, tokensGone);
    mkdirSync(folder, { mode: 0o700 });
  }
  const ranBefore = knownBefore || existsSync(configuration);
  const marked = existsSync(configuration) && readFileSync(configuration, 'utf8').includes(statesMark);
  const numbers = openStateNumbers(dir, takeStates);
  const entries = readdirSync(folder);
  for (const entry of entries.filter((name) => name.startsWith(unfinished) || name.startsWith(discarded))) {
    rmSync(join(folder, entry), { recursive: true, force: true });
  }
  const places = entries.filter((name) => !name.startsWith('.')).map((name) => tokenFolder(folder, name));
  const engines = runningEngines();
  endOrphans(places, engines);
  const opened = (place: string, orphaned?: () => boolean): StoredToken =>
    openStoredToken(place, clock, {
      found,
      orphaned,
      undone: (object) => undone(basename(place), object),
      numbers,
    });
  let tokens = inOrder(places.map((place) => opened(place, orphansOf(place, engines))));
  const lost = numbers.begin(marked || (ranBefore && tokens.some((token) => token.numbered())));
  // Not before that file is there: from now on it is missed.
  writeFileDurably(configuration, `${softhsmConfiguration}${statesMark}\n`);
  if (lost !== undefined) statesTaken(lost, tokens);
  /** Every reader that was ever there since the start: none goes while applications may know it. */
  const known = new Set([
    ...Array.from({ length: readers }, (_, at) => at + 1),
    ...tokens.map((token) => token.slot()),
  ]);
  let making: Promise<unknown> = Promise.resolve();

  function oneByOne<T>(make: () => Promise<T>): Promise<T> {
    const made = making.then(make);
    making = made.catch(() => undefined);
    return made;
  }

  /** Everything is made aside, and there at once by one renaming. */
  async function added(
    label: string,
    serial: string,
    fill: (aside: string, place: TokenPlace) => void | Promise<void>,
    wanted?: number,
  ): Promise<StoredToken> {
    const check = (): void => {
      if (tokens.some((token) => token.identity.serial === serial)) throw fail('TOKEN_EXISTS', { label });
      checkLabel(label, serial, tokens);
    };
    check();
    const slot = freeSlot(tokens, known, wanted);
    const aside = join(folder, `${unfinished}${serial}`);
    mkdirSync(aside, { mode: 0o700 });
    try {
      // One that was here before goes on behind what it was.
      await fill(aside, { slot, stamp: { ...firstStamp, number: numbers.last(serial) + 1 } });
      listObjects(aside, listOwner(serial, firstContents));
      keepTokenObject(aside);
      syncTree(aside);
      // A restored or initialised token may have got that label meanwhile.
      check();
      renameDurably(aside, join(folder, serial));
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      throw error;
    }
    const token = opened(join(folder, serial));
    known.add(slot);
    tokens = inOrder([...tokens, token]);
    return token;
  }

  const freshSerial = (): string => Buffer.from(random(8)).toString('hex').toUpperCase();

  async function create(spec: TokenSpec): Promise<StoredToken> {
    checkFirstPins(spec);
    const serial = freshSerial();
    return added(spec.label, serial, async (aside, { slot, stamp }) => {
      const { profile, kind, label } = spec;
      const internal = { user: secret(random), so: secret(random) };
      const [first] = await Promise.all([
        firstPins(spec, { random, at: clock.now() }),
        makeSofthsmToken(engine, { folder: aside, configuration }, serial, internal),
      ]);
      const createdAt = clock.now().toISOString();
      writeIdentity(aside, { format: 2, serial, kind, copyOf: null, profile, internal, createdAt });
      const presence = spec.removed === true ? 'removed' : 'inserted';
      const state = freeze({ ...first.state, presence });
      writeRecord(aside, { format: 2, label, slot, ...first, state }, serial, stamp);
    });
  }

  return Object.freeze({
    dir,
    engine,
    clock,
    random,
    configuration,
    tokens: () => inOrder(tokens),
    slots: () => [...known].sort((a, b) => a - b),
    bySlot: (slot: number) => {
      const here = tokens.filter((token) => token.slot() === slot);
      return here.find((token) => token.state().presence === 'inserted') ?? here[0];
    },
    named: (name: string) => {
      const wanted = name.normalize('NFC');
      // A C_InitToken may have given another token this serial number as its label.
      const exact = tokens.find((token) => token.identity.serial === wanted);
      if (exact !== undefined) return exact;
      const found = tokens.filter((token) => token.label() === wanted);
      if (found.length > 1) throw fail('TOKEN_LABEL_AMBIGUOUS', { label: name });
      const [token] = found;
      if (token === undefined) throw fail('TOKEN_UNKNOWN', { label: name, dir });
      return token;
    },
    create: (spec: TokenSpec) => oneByOne(() => create({ ...spec, label: spec.label.normalize('NFC') })),
    adopt: (label, serial, fill, wanted) =>
      oneByOne(() => added(label.normalize('NFC'), serial, fill, wanted)),
    freshSerial,
    discard: (token: StoredToken) => {
      const aside = join(folder, `${discarded}${token.identity.serial}`);
      renameDurably(token.folder, aside);
      tokens = tokens.filter((other) => other !== token);
      token.gone();
      rmSync(aside, { recursive: true, force: true });
    },
    rest: () => {
      for (const token of tokens) token.rest();
      numbers.rest();
    },
  } satisfies TokenStore);
}

/** Throws EMULATOR_STATE_DAMAGED naming what is no folder. */
function tokenFolder(folder: string, name: string): string {
  const path = join(folder, name);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw damaged(path, 'it is no folder, and only folders of tokens belong there: move it elsewhere');
}

function inOrder(tokens: readonly StoredToken[]): readonly StoredToken[] {
  return [...tokens].sort((a, b) => a.slot() - b.slot());
}

/**
 * The wanted reader, or the first, that no token is in or belongs to; else a new one behind the last. A gap between the
 * known ones is a reader whose token was moved out of the folder: it is there when it is wanted.
 */
function freeSlot(tokens: readonly StoredToken[], known: ReadonlySet<number>, wanted?: number): number {
  const taken = new Set(tokens.map((token) => token.slot()));
  const gap = wanted !== undefined && wanted < Math.max(0, ...known) && !known.has(wanted) ? [wanted] : [];
  const empty = [...known, ...gap].filter((slot) => !taken.has(slot)).sort((a, b) => a - b);
  return (
    empty.find((slot) => slot === wanted) ??
    empty.find((slot) => known.has(slot)) ??
    Math.max(0, ...known) + 1
  );
}

function secret(random: RandomBytes): string {
  return Buffer.from(random(16)).toString('hex');
}
