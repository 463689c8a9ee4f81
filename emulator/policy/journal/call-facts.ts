/** What the journal tells of a call beyond its result: taken from the frames when it has been answered. */
import type { StoredToken } from '../../store/stored-token.ts';
import { byCallId, callNamed, calls } from '../../wire/calls.ts';
import { replyStart } from '../../wire/frame.ts';
import { CKR } from '../../wire/results.ts';
import { bytesIn, templatesOf } from '../../wire/templates.ts';
import type { Application, Session, Shared } from '../line/application.ts';
import type { Request } from '../line/line.ts';
import { repeatsRefusedPin } from '../pins/refused-pins.ts';
import { type TriesLeft, triesLeftOf } from './journal.ts';
import { forgetObject, type NamedObject, namedObject, objectName } from './named-objects.ts';
import { digestInInput, digestOfHashMechanism } from './signed-digest.ts';

export interface CallFacts {
  readonly mechanism?: number | undefined;
  /** The key or other object that the call is about. */
  readonly object?: NamedObject | undefined;
  readonly digest?: string | undefined;
  /** Bytes that were given to sign, decrypt and so on. */
  readonly inputLength?: number | undefined;
  /** Types of the attributes that were asked for. */
  readonly attributes?: readonly number[] | undefined;
  /** CKU_… of a C_Login. */
  readonly userType?: number | undefined;
  readonly triesLeft?: TriesLeft | undefined;
  readonly repeatsRefusedPin?: boolean | undefined;
  /** The handle that a C_OpenSession has given. */
  readonly opened?: number | undefined;
  readonly readWrite?: boolean | undefined;
  /** Of a call about a slot. */
  readonly token?: StoredToken | undefined;
}

interface Answered {
  readonly application: Application;
  readonly shared: Shared;
  readonly request: Request;
  readonly session: Session | undefined;
  readonly reply: Buffer;
  readonly result: number;
}

/** Undefined for the calls that have nothing more to tell. Called once for each call, when its answer has gone out. */
export function factsOf(
  application: Application,
  shared: Shared,
  request: Request,
  reply: Buffer,
  result: number,
): CallFacts | undefined {
  return tellers[request.call.id]?.({
    application,
    shared,
    request,
    session: request.session,
    reply,
    result,
  });
}

type Teller = (answered: Answered) => CallFacts | undefined;

type Family = 'sign' | 'verify' | 'encrypt' | 'decrypt' | 'digest';

/** With what the operation under way in a session was begun. */
type Operation = Pick<CallFacts, 'mechanism' | 'object' | 'digest'>;

const operations = new WeakMap<Session, Partial<Record<Family, Operation>>>();

const pss = new Set([0x0d, 0x0e, 0x43, 0x44, 0x45, 0x47]);

function begins(family: Family, hasKey = true): Teller {
  return ({ application, request, session, result }) => {
    const { frame, shape } = request;
    if (session === undefined || shape.mechanismEnd === 0) return undefined;
    const mechanism = frame.readUInt32BE(shape.mechanismStart);
    const operation: Operation = {
      mechanism,
      digest: pss.has(mechanism) ? hashOfPss(request, application) : undefined,
      object: hasKey ? objectAt(session, frame, shape.mechanismEnd) : undefined,
    };
    if (result === CKR.CKR_OK) {
      const running = operations.get(session) ?? {};
      running[family] = operation;
      operations.set(session, running);
    }
    return operation;
  };
}

/** `hashAlg` comes first; clients of the newest age say before it whether there are parameters. */
function hashOfPss({ frame, shape }: Request, { mechanisms }: Application): string | undefined {
  const at = shape.mechanismStart + (mechanisms === 2 ? 5 : 4);
  return at + 8 <= shape.mechanismEnd ? digestOfHashMechanism(frame.readUInt32BE(at + 4)) : undefined;
}

function goesOn(family: Family): Teller {
  return ({ request, session }) => {
    const operation = session === undefined ? undefined : operations.get(session)?.[family];
    const input = inputOf(request);
    const inputLength = input?.length;
    if (operation === undefined) return inputLength === undefined ? undefined : { inputLength };
    if (family !== 'sign' || input === undefined) return { ...operation, inputLength };
    return {
      ...operation,
      inputLength,
      digest: operation.digest ?? digestInInput(operation.mechanism ?? -1, input),
    };
  };
}

/** The byte array behind the session handle. */
function inputOf({ call, frame, shape }: Request): Buffer | undefined {
  if (call.request[1] !== 'ay' || frame[shape.values + 8] === 0) return undefined;
  const start = shape.values + 13;
  return frame.subarray(start, start + frame.readUInt32BE(start - 4));
}

function usesKey({ request, session }: Answered): CallFacts | undefined {
  const { frame, shape } = request;
  if (session === undefined || shape.mechanismEnd === 0) return undefined;
  const mechanism = frame.readUInt32BE(shape.mechanismStart);
  // C_WrapKey: not the key that wraps, but the one that is wrapped.
  const at = shape.mechanismEnd + (request.call.id === wrapKeyId ? 8 : 0);
  return { mechanism, object: objectAt(session, frame, at) };
}

function makesKey({ request }: Answered): CallFacts | undefined {
  const { call, frame, shape } = request;
  const template = templatesOf(frame, call, shape)?.at(-1);
  const name = objectName(bytesIn(frame, template, 0x3), bytesIn(frame, template, 0x102));
  const mechanism = shape.mechanismEnd === 0 ? undefined : frame.readUInt32BE(shape.mechanismStart);
  const object = name === undefined ? undefined : { name, objectClass: undefined, settled: true };
  return { mechanism, object };
}

/** Asking an engine for the names of all objects would double the work of whoever lists them: only for these. */
const telling = new Set([0x11, 0x123, 0x124, 0x125, 0x126, 0x127, 0x128]);
const maxAttributes = 64;

function asksAttributes({ request, session }: Answered): CallFacts | undefined {
  const { frame, shape } = request;
  const count = Math.min(frame.readUInt32BE(shape.values + 16), maxAttributes);
  const attributes = Array.from({ length: count }, (_, at) => frame.readUInt32BE(shape.values + 20 + 8 * at));
  if (session === undefined || !attributes.some((type) => telling.has(type))) return { attributes };
  return { attributes, object: objectAt(session, frame, shape.values + 8) };
}

function changesObject({ request, session }: Answered): undefined {
  const { frame, shape } = request;
  if (session !== undefined) forgetObject(session, frame.readUInt32BE(shape.values + 12));
}

function objectAt(session: Session, frame: Buffer, at: number): NamedObject | undefined {
  return frame.readUInt32BE(at) === 0 ? namedObject(session, frame.readUInt32BE(at + 4)) : undefined;
}

const loginId = callNamed('C_Login').id;
const openSessionId = callNamed('C_OpenSession').id;
const wrapKeyId = callNamed('C_WrapKey').id;

function presentsPin({ application, shared, request, session, result }: Answered): CallFacts | undefined {
  const { call, frame, shape, pinMark } = request;
  const token = session?.attachment.token ?? slotToken(shared, request);
  if (token === undefined) return undefined;
  const outcome =
    result === CKR.CKR_OK ? 'right' : result === CKR.CKR_PIN_INCORRECT ? 'wrong' : 'not looked at';
  return {
    token,
    triesLeft: triesLeftOf(token),
    userType: call.id === loginId ? frame.readUInt32BE(shape.values + 12) : undefined,
    repeatsRefusedPin:
      pinMark !== undefined && repeatsRefusedPin(application, token.identity.serial, pinMark, outcome)
        ? true
        : undefined,
  };
}

function aboutSlot({ shared, request, reply, result }: Answered): CallFacts | undefined {
  const token = slotToken(shared, request);
  if (request.call.id !== openSessionId) return { token };
  const { frame, shape, call } = request;
  return {
    token,
    readWrite: (frame.readUInt32BE(shape.values + 12) & 2) !== 0,
    opened: result === CKR.CKR_OK ? reply.readUInt32BE(replyStart(reply, call) + 4) : undefined,
  };
}

function slotToken({ store }: Shared, { frame, shape }: Request): StoredToken | undefined {
  return frame.readUInt32BE(shape.values) === 0
    ? store.bySlot(frame.readUInt32BE(shape.values + 4))
    : undefined;
}

/** By call id. */
const tellers: readonly (Teller | undefined)[] = tellerTable();

function tellerTable(): readonly (Teller | undefined)[] {
  const named: Readonly<Record<string, Teller>> = {
    C_Login: presentsPin,
    C_SetPIN: presentsPin,
    C_InitPIN: presentsPin,
    C_InitToken: presentsPin,
    C_OpenSession: aboutSlot,
    C_CloseAllSessions: aboutSlot,
    C_GetTokenInfo: aboutSlot,
    C_GetAttributeValue: asksAttributes,
    C_SetAttributeValue: changesObject,
    C_DestroyObject: changesObject,
    C_GenerateKey: makesKey,
    C_GenerateKeyPair: makesKey,
    C_CreateObject: makesKey,
    C_WrapKey: usesKey,
    C_UnwrapKey: usesKey,
    C_DeriveKey: usesKey,
    C_DigestInit: begins('digest', false),
  };
  const families: Readonly<Record<string, Family>> = {
    Sign: 'sign',
    Verify: 'verify',
    Encrypt: 'encrypt',
    Decrypt: 'decrypt',
    Digest: 'digest',
  };
  const table = [...byCallId(named)];
  for (const call of calls) {
    const [, word = '', step] =
      /^C_([A-Z][a-z]+)(RecoverInit|Recover|Init|Update|Final)?$/.exec(call?.name ?? '') ?? [];
    const family = families[word];
    if (call === undefined || family === undefined) continue;
    table[call.id] ??= step?.endsWith('Init') === true ? begins(family) : goesOn(family);
  }
  return table;
}
