/**
 * Which operations with CKM_RSA_X_509 the engine may have under way in a session: known from what is sent to it, since the
 * application may go on before it is answered, and from its own answers, which come in the order of what was sent.
 */
import { callNamed } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import type { Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';
import { askedBytes } from './asked-attribute.ts';
import { type Family, familyOfCall } from './operations.ts';

const CKM_RSA_X_509 = 0x3;
const CKA_MODULUS = 0x120;

/** C_Decrypt takes whatever comes. */
const crashing: ReadonlySet<Family> = new Set<Family>(['Sign', 'Verify', 'Encrypt']);

/** The key's modulus, in bytes; undefined when it has none, and nothing can crash. Is asked for before its operation begins. */
type Modulus = number | undefined | Promise<number | undefined>;

export interface RawOperations {
  /** Beginnings that the engine has not answered. */
  unanswered: number;
  /** The last one that has begun; it may be over. Undefined: another mechanism. */
  running: { modulus: Modulus } | undefined;
}

const known = new WeakMap<Session, Partial<Record<Family, RawOperations>>>();

/** Undefined: the session has never been asked for one of that family. */
export function rawOperations(session: Session, family: Family): RawOperations | undefined {
  return known.get(session)?.[family];
}

/**
 * A call goes to the engine. For one that begins operations, to be told the engine's answer; undefined: it is of no
 * interest.
 */
export function beginSent(
  session: Session,
  { call, frame, shape }: Request,
): ((result: number) => void) | undefined {
  const family = shape.mechanismEnd === 0 ? undefined : familyOfCall(call.id);
  if (family === undefined || !crashing.has(family)) return undefined;
  const raw = frame.readUInt32BE(shape.mechanismStart) === CKM_RSA_X_509;
  const operations = raw ? newly(session, family) : rawOperations(session, family);
  if (operations === undefined) return undefined;
  // Now, since the key may be destroyed while it is used.
  const begun = raw ? withModulus(session, frame.readUInt32BE(shape.mechanismEnd + 4)) : undefined;
  operations.unanswered++;
  return (result) => {
    operations.unanswered--;
    if (result === CKR.CKR_OK) operations.running = begun;
  };
}

/** An operation of another mechanism has been begun in the engine in another way. */
export function otherBegun(session: Session, family: Family): void {
  const operations = rawOperations(session, family);
  if (operations !== undefined) operations.running = undefined;
}

/** Settles when the engine has answered what was sent before. Rejects when it has ended. */
async function answersCame({ link }: Session): Promise<void> {
  await link.call(callNamed('C_GetInfo'), Buffer.alloc(0));
}

/** The present operation is known, and the modulus of its key. */
export function isKnown({ unanswered, running }: RawOperations): boolean {
  return unanswered === 0 && !(running?.modulus instanceof Promise);
}

/** Settles when all is known at one moment, whatever else is sent meanwhile. Rejects when the engine has ended. */
export async function becomesKnown(session: Session, operations: RawOperations): Promise<void> {
  while (!isKnown(operations)) {
    if (operations.unanswered > 0) await answersCame(session);
    else await operations.running?.modulus;
  }
}

function newly(session: Session, family: Family): RawOperations {
  const families = known.get(session) ?? {};
  known.set(session, families);
  families[family] ??= { unanswered: 0, running: undefined };
  return families[family];
}

function withModulus(session: Session, key: number): NonNullable<RawOperations['running']> {
  const asked = modulusOf(session, key).then((modulus) => {
    running.modulus = modulus;
    return modulus;
  });
  const running: NonNullable<RawOperations['running']> = { modulus: asked };
  return running;
}

async function modulusOf(session: Session, key: number): Promise<number | undefined> {
  const modulus = await askedBytes(session, key, CKA_MODULUS, 4096).catch(() => undefined);
  const first = modulus?.findIndex((byte) => byte !== 0) ?? -1;
  return modulus === undefined || first < 0 ? undefined : modulus.length - first;
}
