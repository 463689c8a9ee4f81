/** Everything that stands while a run lasts: the product's adapter, the token, the suite's material, the journals. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModuleInfo } from '../../core/pkcs11/index.ts';
import type { Clock } from '../../foundation/clock.ts';
import { CongvuError } from '../../foundation/error.ts';
import { temporaryFolder } from '../../foundation/temporary-folder.ts';
import { prepareMaterial } from '../material/material.ts';
import { createWorkbench, type Workbench } from '../material/workbench.ts';
import type { AnyProperty } from '../regulations/property.ts';
import type { RegulationText } from '../regulations/text.ts';
import type { Results } from '../report/results.ts';
import { planRows, type Scope } from '../runner/plan.ts';
import type { Unprepared } from '../runner/run-suite.ts';
import { fail as sutFailure } from '../sut/errors.ts';
import { connect, overHttp, overStdio, redactedText } from '../sut/index.ts';
import type { Exchange, SystemUnderTest, Transport } from '../sut/system-under-test.ts';
import type { Target } from '../sut/target.ts';
import { type EmulatedToken, startEmulatedToken } from './emulated-token.ts';
import { emulatorVersions } from './emulator-versions.ts';
import { requireTokenLabel } from './token-label.ts';

export interface Session {
  readonly bench: Workbench;
  readonly secrets: readonly string[];
  readonly targetFacts: Results['target'];
  /** Program → version, as far as known. */
  readonly versions: Readonly<Record<string, string>>;
  readonly prepare: (property: AnyProperty<Workbench>) => Promise<Unprepared | undefined>;
  readonly takeExchanges: (row: { readonly capability: string }) => readonly Exchange[];
  /** Copies token journals, trusted folders and the adapter's stderr into the report's folder. */
  keepJournals(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly target: Target;
  readonly scope: Scope;
  readonly texts: readonly RegulationText<Workbench>[];
  readonly only: readonly string[] | undefined;
  readonly seed: number;
  /** The report's folder while it is being built. */
  readonly building: string;
  readonly clock: Clock;
}

const emulatedLabel = 'congvu-tham-chieu';
const maxMessageBytes = 4_000_000;
const maxStderrBytes = 1_000_000;

/** Starts only what the rows to be run need. Whatever was started is closed again when a later part fails. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const closing: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    return await opened(options, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function opened(
  options: SessionOptions,
  closing: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<Session> {
  const { target, clock } = options;
  const needed = neededCapabilities(options);
  const needsAdapter = [...needed].some((capability) => capability !== 'token');
  const folder = temporaryFolder(join(tmpdir(), 'congvu-run-'));
  const dir = folder.path;
  closing.push(folder.remove);

  const emulated = needed.has('token') && !target.token ? await emulatedToken(dir, options.seed) : undefined;
  if (emulated) closing.push(emulated.close);
  const token = needed.has('token') ? (target.token ?? emulated?.target) : undefined;
  const tokenModule = token && requireTokenLabel(token);

  const materialDir = join(dir, 'material');
  mkdirSync(materialDir);
  const material = await prepareMaterial({ dir: materialDir, clock, tokens: needsAdapter });
  closing.push(() => material.close());
  const secrets = [...material.secrets, ...(token ? [token.pins.user, token.pins.so] : [])];

  const stderr = new Stderr();
  const transport = needsAdapter ? transportOf(target, material.environment, stderr) : undefined;
  const adapter = transport && (await connected(transport, secrets));
  if (adapter && 'system' in adapter) closing.push(() => adapter.system.close());
  const system = adapter && 'system' in adapter ? adapter.system : undefined;
  const bench = createWorkbench({
    dir,
    clock,
    material,
    ...(system && { adapter: system }),
    ...(token && { token }),
  });
  return Object.freeze({
    bench,
    secrets,
    targetFacts: {
      adapter: transport?.kind ?? ('none' as const),
      ...(token && { tokenLabel: token.tokenLabel }),
    },
    versions: {
      ...(system && { [`${system.hello.product.name} (${transport?.kind})`]: system.hello.product.version }),
      ...(tokenModule && { 'PKCS#11': moduleWords(tokenModule) }),
      ...((emulated || needsAdapter) && emulatorVersions()),
    },
    prepare: (property: AnyProperty<Workbench>) => prepared(property, adapter),
    // A token is not asked through the adapter; the messages of a row that runs beside it are not its own.
    takeExchanges: ({ capability }: { readonly capability: string }) =>
      capability === 'token' ? [] : (system?.takeExchanges() ?? []),
    keepJournals: async () => {
      // What signed evidence can be checked against later.
      if (needsAdapter) material.trust.keepIn(join(options.building, 'evidence', 'trust'));
      keepJournals(options.building, stderr.text(secrets), {
        'token-journal.ndjson': emulated?.journalFile,
        'signing-tokens-journal.ndjson': await material.tokenJournal(),
      });
    },
    close,
  });
}

/** Of the rows that will run; `planRows` decides what those are. */
function neededCapabilities({ texts, scope, only }: SessionOptions): ReadonlySet<string> {
  const planned = planRows(texts, scope, new Map(), only);
  return new Set(planned.filter((row) => row.kind === 'run').map(({ row }) => row.capability));
}

/** The PINs follow from the seed, so that a replay meets the same token. */
async function emulatedToken(dir: string, seed: number): Promise<EmulatedToken> {
  const digits = (role: string) =>
    BigInt(`0x${createHash('sha256').update(`${seed}/${role}`).digest('hex')}`)
      .toString()
      .slice(1, 9);
  return startEmulatedToken({
    dir: join(dir, 'token'),
    label: emulatedLabel,
    profile: 'strict',
    pin: digits('user'),
    soPin: digits('so'),
  });
}

function transportOf(
  target: Target,
  environment: Readonly<Record<string, string>>,
  stderr: Stderr,
): Transport | undefined {
  const { adapter } = target;
  if (adapter === undefined) return undefined;
  const limits = { timeoutSeconds: adapter.timeoutSeconds, maxBytes: maxMessageBytes };
  if (adapter.kind === 'http') return overHttp({ url: adapter.url, ...limits });
  const { exec, cwd } = adapter;
  return overStdio({ exec, cwd, environment, ...limits, onStderr: (chunk) => stderr.add(chunk) });
}

type Connected = { readonly system: SystemUnderTest } | { readonly error: CongvuError };

/** An adapter that cannot be reached is wrong use; one that misbehaves is a finding, and ends as rows. */
async function connected(transport: Transport, secrets: readonly string[]): Promise<Connected> {
  try {
    return { system: await connect(transport, { secrets }) };
  } catch (error) {
    if (error instanceof CongvuError && error.code.startsWith('SUT_') && error.exit === 3) return { error };
    throw error;
  }
}

async function prepared(
  property: AnyProperty<Workbench>,
  adapter: Connected | undefined,
): Promise<Unprepared | undefined> {
  if (property.capability === 'token' || adapter === undefined) return undefined;
  if ('error' in adapter) throw adapter.error;
  const { hello } = adapter.system;
  if (!hello.capabilities.includes(property.capability)) {
    const detail = `${property.capability} ∉ {${hello.capabilities.join(', ')}}`;
    return { outcome: 'unsupported', reason: 'SUT_CAPABILITY_MISSING', detail };
  }
  const answer = await adapter.system.reset();
  if (answer.kind !== 'ok') throw sutFailure('SUT_RESET_REFUSED', { got: answer.kind });
  return undefined;
}

/** What the adapter wrote to stderr, up to a limit. */
class Stderr {
  #chunks: Uint8Array[] = [];
  #length = 0;

  add(chunk: Uint8Array): void {
    if (this.#length > maxStderrBytes) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  text(secrets: readonly string[]): string {
    return redactedText(Buffer.concat(this.#chunks).subarray(0, maxStderrBytes).toString('utf8'), secrets);
  }
}

/** `SoftHSM 2.6 (SoftHSM)`; a module may leave its fields blank. */
function moduleWords({ description, version, manufacturer }: ModuleInfo): string {
  return `${description} ${version}${manufacturer === '' ? '' : ` (${manufacturer})`}`.trim();
}

/** A journal is its owner's alone; what is copied into a report is for its readers. */
function keepJournals(
  building: string,
  stderr: string,
  journals: Readonly<Record<string, string | undefined>>,
): void {
  const evidence = join(building, 'evidence');
  mkdirSync(evidence, { recursive: true });
  if (stderr !== '') writeFileSync(join(evidence, 'adapter.stderr.log'), stderr);
  for (const [name, file] of Object.entries(journals)) {
    if (file !== undefined && existsSync(file)) writeFileSync(join(evidence, name), readFileSync(file));
  }
}
