/** Puts the emulator together: folder, lock, tokens, journal, and the two sockets. */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { systemClock } from '../foundation/clock.ts';
import { readClockSetting, writeClockSetting } from './control/clock-file.ts';
import { type ControlServer, serveControl } from './control/control-server.ts';
import {
  checkFolder,
  type EmulatorFolder,
  emulatorFolder,
  folderFailure,
  logFile,
  makeFolder,
} from './control/folder.ts';
import { lockFolder } from './control/folder-lock.ts';
import { movableClock } from './control/movable-clock.ts';
import { clearSocketPath, listenPrivately } from './control/sockets.ts';
import type { Emulator, EmulatorOptions, NewToken } from './emulator-interface.ts';
import { fail } from './errors.ts';
import { faultControl } from './faults/index.ts';
import { journalControl } from './journal/control.ts';
import { openJournal } from './journal/journal-file.ts';
import { peerLookup } from './journal/peers.ts';
import { openLanes } from './lanes/index.ts';
import { inOwnWords } from './own-words.ts';
import { outliveMistakes } from './policy/defence/defence.ts';
import { metMistakes } from './policy/defence/met-mistakes.ts';
import { spareEngines } from './policy/engines/spare-engines.ts';
import type { EventEntry } from './policy/journal/journal.ts';
import { statesTaken } from './policy/journal/states-taken.ts';
import { readersThatSee, tellSlot } from './policy/life/effects.ts';
import { lifeMoves } from './policy/life/index.ts';
import { snapshotControl } from './policy/life/snapshots.ts';
import { tokenTools } from './policy/life/tools.ts';
import type { Shared } from './policy/line/application.ts';
import { serveConnection } from './policy/line/connection.ts';
import { newInterception } from './policy/line/intercept.ts';
import { crowdsOf } from './policy/memory/crowds.ts';
import { sharedMemory } from './policy/memory/memory.ts';
import { newPinPads } from './policy/pins/pin-pad.ts';
import { pinPadControl } from './policy/pins/pin-pad-control.ts';
import { wakefulness } from './policy/timing/awake.ts';
import { profileGiven } from './profiles/given.ts';
import { findTokenEngine, type TokenEngine } from './store/system.ts';
import { objectsFolder } from './store/token-files.ts';
import { openTokenStore } from './store/token-store.ts';

/** More applications than this at once are turned away. */
const maxApplications = 512;

/**
 * Starts an emulator in this process. Throws EMULATOR_ALREADY_RUNNING, EMULATOR_SOCKET_PATH_TOO_LONG,
 * EMULATOR_SOCKET_IN_USE, EMULATOR_DIR_NOT_WRITABLE, EMULATOR_DIR_NOT_A_FOLDER, EMULATOR_DIR_OPEN,
 * EMULATOR_DIR_NOT_YOURS, EMULATOR_LINK, EMULATOR_DISK_FULL, EMULATOR_STATE_DAMAGED,
 * EMULATOR_STATE_OLDER, EMULATOR_STATES_LOST, EMULATOR_STATES_WHOLE, EMULATOR_SYSTEM_FILE_MISSING; then nothing new is left in the folder.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const folder = emulatorFolder(resolve(options.dir));
  checkFolder(folder);
  const engine = options.engine ?? findTokenEngine();
  const { undo } = makeFolder(folder);
  const lock = await lockFolder(folder.dir).catch((error: unknown) => {
    throw folderFailure(folder.dir, error);
  });
  const release: (() => void)[] = [lock.release];
  try {
    return await started(folder, engine, options, release);
  } catch (error) {
    for (const step of release.reverse()) step();
    undo();
    throw folderFailure(folder.dir, error);
  }
}

async function started(
  folder: EmulatorFolder,
  engine: TokenEngine,
  {
    clock: machine = systemClock,
    random = randomBytes,
    readers = 0,
    journal: journalSettings,
    lanes: laneSettings,
    spareEngines: engineSettings,
    memory,
    controlPort,
    takeStates,
    ownProcess = false,
  }: EmulatorOptions,
  release: (() => void)[],
): Promise<Emulator> {
  await clearSocketPath(folder.applicationSocket);
  await clearSocketPath(folder.controlSocket);
  const clock = movableClock(machine, readClockSetting(folder.clock), (setting, { now, running }) => {
    writeClockSetting(folder.clock, setting);
    journal.event({ event: 'clock-moved', detail: `to ${now}${running ? '' : ', standing still'}` });
  });
  /** Until the journal is open. */
  const early: EventEntry[] = [];
  let tell = (entry: EventEntry): void => void early.push(entry);
  const store = openTokenStore(folder.dir, {
    engine,
    clock,
    random,
    readers,
    found: (token, damage) =>
      tell({
        event: 'file-damaged',
        token,
        file: relative(folder.dir, damage.file),
        detail: damage.reason,
      }),
    undone: (token, { path, how }) =>
      tell({
        event: 'undone',
        token,
        file: join('tokens', token, objectsFolder, path),
        detail: undoneBecause[how],
      }),
    knownBefore: existsSync(folder.journal),
    takeStates,
    statesTaken: (lost, tokens) => {
      for (const entry of statesTaken(lost, tokens)) tell(entry);
    },
  });
  const peers = peerLookup();
  // A lane's process reads the system's clock; under any other one its calls count as of when they are told.
  const timeOf = (at: number): number => (machine === systemClock ? clock.timeOf(at) : clock.now().getTime());
  const lanes = openLanes(
    {
      engine,
      configuration: store.configuration,
      folder: folder.dir,
      timeOf,
      died: ({ identity }, connection, { process: ended, reason }) =>
        journal.event({
          event: 'lane-died',
          connection,
          token: identity.serial,
          process: ended,
          detail: reason,
        }),
    },
    laneSettings,
  );
  const journal = openJournal(folder.dir, {
    clock,
    peers,
    labelOf: (serial) =>
      store
        .tokens()
        .find(({ identity }) => identity.serial === serial)
        ?.label(),
    helpers: lanes,
    settings: journalSettings,
  });
  release.push(journal.close);
  tell = journal.event;
  early.forEach(tell);
  const mistakes = metMistakes(journal, clock, () => logFile(folder));
  const shared: Shared = {
    pads: newPinPads(),
    store,
    clock,
    journal,
    mistakes,
    applications: new Set(),
    wiping: new Set(),
    interception: newInterception(),
    wakefulness: wakefulness(),
    memory: sharedMemory(memory),
    lanes,
    engines: spareEngines(store, engineSettings),
  };

  const sockets = new Set<Socket>();
  const crowds = crowdsOf(maxApplications);
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const connection = ++connections;
    serveConnection(socket, connection, shared);
    peers.watch(socket, connection, ({ pid, program }) => {
      if (crowds.comes(socket, pid)) return;
      const detail = `process ${pid} (${program}) has ${crowds.most} connections already`;
      journal.event({ event: 'connection-refused', connection, detail });
      socket.destroy();
    });
  });
  server.maxConnections = maxApplications;
  server.on('drop', () => journal.event({ event: 'connection-refused', detail: 'too many applications' }));
  await listenPrivately(server, folder.applicationSocket);
  release.push(() => void server.close());

  let finished: () => void;
  const stopped = new Promise<void>((done) => {
    finished = done;
  });
  let stopping: Promise<void> | undefined;
  const ending = new AbortController();
  let control: ControlServer | undefined;

  async function stop(): Promise<void> {
    await lanes.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
    await shared.engines.close();
    await journal.flush();
    ending.abort();
    await control?.close();
    store.rest();
    for (const step of release.reverse()) step();
    rmSync(folder.controlSocket, { force: true });
    finished();
  }

  const faults = faultControl(shared);
  release.push(faults.close);
  const emulator: Emulator = inOwnWords(folder.dir, {
    dir: folder.dir,
    module: engine.client,
    environment: applicationEnvironment(folder, engine),
    journalFile: folder.journal,
    createToken: async (spec: NewToken) => {
      refuseBlankWithPin(spec);
      if (spec.soPin === undefined && (spec.pin !== undefined || spec.blank === false)) {
        throw fail('TOKEN_PIN_MISSING', {
          role: 'SO',
          field: 'soPin',
          option: '--so-pin',
          variable: 'CONGVU_SO_PIN',
        });
      }
      const { label, pin, soPin, puk, kind = 'personal', removed } = spec;
      const profile = profileGiven(spec.profile);
      const made = store.create({ label, pin, soPin, puk, kind, removed, profile });
      const token = await made.catch((error: unknown) => {
        throw folderFailure(folder.dir, error);
      });
      journal.event({ event: 'created', token: token.identity.serial });
      tellSlot(shared, ...readersThatSee([token.state(), token.slot()]));
      return token.view();
    },
    tokens: () => store.tokens().map((token) => token.view()),
    token: (label: string) => store.named(label).view(),
    ...lifeMoves(shared),
    ...tokenTools(shared),
    snapshots: snapshotControl(shared, join(folder.dir, 'snapshots')),
    pinPad: pinPadControl(shared),
    faults,
    clock,
    journal: journalControl(journal, {
      dir: folder.dir,
      checkToken: store.named,
      stopped: ending.signal,
    }),
    applications: () => shared.applications.size,
    lanes: lanes.view,
    mistakes: mistakes.view,
    flushJournal: journal.flush,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    stopped,
  });
  control = await serveControl(emulator, { folder, journal, mistakes, port: controlPort });
  if (ownProcess) release.push(outliveMistakes(mistakes));
  journal.event({ event: 'started', detail: `process ${process.pid}` });
  return emulator;
}

const undoneBecause = {
  removed: 'removed: made by a call that was not answered with CKR_OK',
  'put back': 'put back: changed by a call that was not answered with CKR_OK',
} as const;

function applicationEnvironment(
  { applicationSocket }: EmulatorFolder,
  engine: TokenEngine,
): Readonly<Record<string, string>> {
  const escaped = applicationSocket.replace(/[^A-Za-z0-9/_.-]/g, (letter) => encodeURIComponent(letter));
  const libraries = engine.clientLibraryFolders.join(':');
  return Object.freeze({
    P11_KIT_SERVER_ADDRESS: `unix:path=${escaped}`,
    CONGVU_MODULE: engine.client,
    ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }),
  });
}

/** Throws TOKEN_BLANK_WITH_PIN. */
function refuseBlankWithPin({ blank, pin, soPin }: NewToken): void {
  if (blank !== true || (pin ?? soPin) === undefined) return;
  throw fail('TOKEN_BLANK_WITH_PIN', { field: pin === undefined ? 'soPin' : 'pin' });
}
