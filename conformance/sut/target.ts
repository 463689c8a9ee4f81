/** Reads a target file: the product to certify, what it claims, and how the suite reaches it. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
import { fail } from './errors.ts';
import type { Product } from './messages.ts';
import { nearest } from './near.ts';
import { schemaCheck } from './schema-check.ts';
import schema from './schemas/target.v1.json' with { type: 'json' };

/** What a product can be asked to show; `organisation` is never claimed by a product. */
export type ClaimedCapability = 'token' | 'signer' | 'verifier' | 'registry' | 'documents' | 'onestop';

export interface Target {
  readonly product: Product;
  /** In the fixed order token, signer, verifier, registry, documents, onestop. */
  readonly capabilities: readonly ClaimedCapability[];
  readonly token?: TokenTarget;
  readonly adapter?: AdapterTarget;
  readonly claims: readonly string[];
  /** ISO date; absent: today. */
  readonly referenceDate?: string;
  /** Path of the attestations file, if one was named or lies beside the target file. */
  readonly attestationsFile?: string;
}

export interface TokenTarget {
  readonly module: string;
  readonly tokenLabel: string;
  readonly slot?: number;
  readonly pins: { readonly user: string; readonly so: string };
  readonly retryLimit?: { readonly user: number; readonly so?: number };
  readonly unlock?: 'so-init-pin' | 'puk-set-pin' | 'vendor-tool' | 'none';
  readonly hooks: {
    readonly remove?: readonly string[];
    readonly insert?: readonly string[];
    readonly powerCycle?: readonly string[];
  };
  /** What the module reads from the environment when it is loaded, such as P11_KIT_SERVER_ADDRESS. */
  readonly environment: Readonly<Record<string, string>>;
  /** Consent of the owner: the run may lock the token, change PINs, add and delete keys. */
  readonly allowDestructive: boolean;
}

export type AdapterTarget =
  | {
      readonly kind: 'exec';
      readonly exec: readonly [string, ...string[]];
      readonly cwd: string;
      readonly timeoutSeconds: number;
    }
  | { readonly kind: 'http'; readonly url: string; readonly timeoutSeconds: number };

const order = ['token', 'signer', 'verifier', 'registry', 'documents', 'onestop'] as const;
const defaultTimeoutSeconds = 60;

/** The file as the schema describes it. */
interface TargetFile {
  readonly product: Product;
  readonly capabilities: Readonly<
    Partial<Record<Exclude<ClaimedCapability, 'token'>, { readonly adapter?: AdapterFile }>>
  > & { readonly token?: TokenFile };
  readonly adapter?: AdapterFile;
  readonly claims: readonly string[];
  readonly referenceDate?: string;
  readonly attestations?: string;
}
type PinFile = string | { readonly file: string };
type TokenFile = Omit<TokenTarget, 'pins' | 'hooks' | 'environment' | 'allowDestructive'> & {
  readonly pins: { readonly user: PinFile; readonly so: PinFile };
  readonly hooks?: TokenTarget['hooks'];
  readonly environment?: TokenTarget['environment'];
  readonly allowDestructive?: boolean;
};
interface AdapterFile {
  readonly exec?: readonly [string, ...string[]];
  readonly http?: string;
  readonly timeoutSeconds?: number;
}

const checkTarget = schemaCheck(schema);

/**
 * Reads and checks a target file. `texts` are the ids of the texts that exist.
 * Throws CongvuError with a TARGET_ code that names the JSON pointer.
 */
export function loadTarget(file: string, texts: readonly string[]): Target {
  const data = parsed(file);
  const flaw = checkTarget(data);
  if (flaw) throw fail('TARGET_INVALID', { file, pointer: flaw.pointer, detail: flaw.detail });
  const target = data as TargetFile;
  refuseUnknownTexts(file, target.claims, texts);
  const folder = dirname(resolve(file));
  const adapter = adapterOf(file, folder, target);
  const attestationsFile = attestationsOf(file, folder, target);
  return Object.freeze({
    product: Object.freeze({ ...target.product }),
    capabilities: Object.freeze(order.filter((capability) => target.capabilities[capability] !== undefined)),
    ...(target.capabilities.token && { token: tokenOf(file, folder, target.capabilities.token) }),
    ...(adapter && { adapter }),
    claims: Object.freeze([...target.claims]),
    ...(target.referenceDate !== undefined && { referenceDate: target.referenceDate }),
    ...(attestationsFile !== undefined && { attestationsFile }),
  });
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readBounded(file, fileLimits.text).toString('utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw fail(
      error instanceof SyntaxError ? 'TARGET_NOT_JSON' : 'TARGET_UNREADABLE',
      { file, detail },
      error,
    );
  }
}

function refuseUnknownTexts(file: string, claims: readonly string[], texts: readonly string[]): void {
  for (const [index, text] of claims.entries()) {
    if (texts.includes(text)) continue;
    const near = nearest(text, texts).join(', ');
    throw fail('TARGET_TEXT_UNKNOWN', { file, pointer: `/claims/${index}`, text, near });
  }
}

/** The one adapter of the target, wherever it is named; every capability but `token` needs it. */
function adapterOf(file: string, folder: string, target: TargetFile): AdapterTarget | undefined {
  let found = target.adapter;
  for (const capability of order) {
    if (capability === 'token' || target.capabilities[capability] === undefined) continue;
    const own = target.capabilities[capability].adapter ?? target.adapter;
    if (own === undefined) throw fail('TARGET_ADAPTER_MISSING', { file, capability });
    found ??= own;
    if (JSON.stringify(own) !== JSON.stringify(found))
      throw fail('TARGET_ADAPTERS_DIFFER', { file, capability });
  }
  return found && reachable(folder, found);
}

function reachable(folder: string, adapter: AdapterFile): AdapterTarget {
  const timeoutSeconds = adapter.timeoutSeconds ?? defaultTimeoutSeconds;
  if (adapter.exec === undefined) {
    return Object.freeze({ kind: 'http' as const, url: adapter.http ?? '', timeoutSeconds });
  }
  const [program, ...parameters] = adapter.exec;
  const beside = program.includes('/') && !isAbsolute(program) ? join(folder, program) : program;
  return Object.freeze({
    kind: 'exec' as const,
    exec: [beside, ...parameters] as const,
    cwd: folder,
    timeoutSeconds,
  });
}

function tokenOf(file: string, folder: string, token: TokenFile): TokenTarget {
  const module = resolve(folder, token.module);
  if (!existsSync(module)) throw fail('TARGET_MODULE_MISSING', { file, module });
  const pin = (role: 'user' | 'so') =>
    pinOf(file, folder, `/capabilities/token/pins/${role}`, token.pins[role]);
  return Object.freeze({
    ...token,
    module,
    pins: Object.freeze({ user: pin('user'), so: pin('so') }),
    hooks: Object.freeze({ ...token.hooks }),
    environment: Object.freeze({ ...token.environment }),
    allowDestructive: token.allowDestructive === true,
  });
}

function pinOf(file: string, folder: string, pointer: string, pin: PinFile): string {
  if (typeof pin === 'string') return pin;
  try {
    return readBounded(resolve(folder, pin.file), fileLimits.pin)
      .toString('utf8')
      .replace(/\r?\n$/, '');
  } catch (error) {
    throw fail(
      'TARGET_INVALID',
      { file, pointer: `${pointer}/file`, detail: 'the file cannot be read' },
      error,
    );
  }
}

function attestationsOf(file: string, folder: string, target: TargetFile): string | undefined {
  if (target.attestations === undefined) {
    const beside = join(folder, 'attestations.json');
    return existsSync(beside) ? beside : undefined;
  }
  const named = resolve(folder, target.attestations);
  if (!existsSync(named)) {
    throw fail('TARGET_INVALID', { file, pointer: '/attestations', detail: `there is no file ${named}` });
  }
  return named;
}
