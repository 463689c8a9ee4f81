/**
 * Keeps one application from listing a token's objects while another one's engine writes some: SoftHSM makes an
 * object's file empty, and fills it by a second writing that begins with cutting it short, so that an engine
 * which looks in between lists objects that answer CKR_OBJECT_HANDLE_INVALID a moment later (5 in 101 lists beside
 * two applications that made keys). Who lists waits for who writes, unless no file was touched while the list was made:
 * making a key takes long, writing it does not. Signing never waits.
 */
import type { ObjectChange } from '../../store/objects-ledger.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { type CallSpec, callIds, callNamed } from '../../wire/calls.ts';
import { templatesOf } from '../../wire/templates.ts';
import type { Attachment } from '../line/application.ts';
import type { Request } from '../line/line.ts';

const makes = callIds(
  'C_CopyObject',
  'C_CreateObject',
  'C_DeriveKey',
  'C_GenerateKey',
  'C_GenerateKeyPair',
  'C_UnwrapKey',
);
const sets = callNamed('C_SetAttributeValue').id;
const destroys = callNamed('C_DestroyObject').id;
const list = callNamed('C_FindObjectsInit').id;

/** `write` makes or rewrites files, `destroys` takes one away, `list` looks at all. */
export type Turning = 'write' | 'destroys' | 'list';

interface Turn {
  /** `freeze`: nobody changes an object. */
  readonly kind: Turning | 'freeze';
  /** Undefined: of no application. */
  readonly of: Attachment | undefined;
  readonly begin: () => void;
}

interface Turns {
  /** With the engine now. */
  readonly running: Set<Turn>;
  /** In the order in which they came, so that nobody waits for ever. */
  readonly waiting: Set<Turn>;
}

const turnsOn = new WeakMap<StoredToken, Turns>();

/** Of these only a template that says so makes an object of the token; the default is one of the session. */
const makesByTemplate = callIds(
  'C_CreateObject',
  'C_DeriveKey',
  'C_GenerateKey',
  'C_GenerateKeyPair',
  'C_UnwrapKey',
);

const CKA_TOKEN = 1;

/** What a call does to the files of a token's objects; undefined: nothing. */
export function objectChange({ call, frame, shape }: Request): ObjectChange | undefined {
  if (call.id === sets) return 'sets';
  if (call.id === destroys) return 'destroys';
  if (!makes.has(call.id)) return undefined;
  if (!makesByTemplate.has(call.id)) return 'makes';
  const templates = templatesOf(frame, call, shape);
  const onToken = templates?.some(({ attributes }) =>
    attributes.some(({ type, start }) => type === CKA_TOKEN && frame[start] !== 0),
  );
  return onToken === false ? undefined : 'makes';
}

/** What a call must wait its turn for; undefined: it need not. */
export function turnOf(request: Request): Turning | undefined {
  if (request.call.id === list) return 'list';
  const change = objectChange(request);
  return change === 'makes' || change === 'sets' ? 'write' : change;
}

/** Whether such a call makes objects, of the token or of the session. */
export function makesObjects({ id }: CallSpec): boolean {
  return makes.has(id);
}

/** Whether such a call may change the files of a token's objects. */
export function changesObjects({ id }: CallSpec): boolean {
  return id === destroys || id === sets || makes.has(id);
}

/**
 * Calls `begin` at once, or when the calls of other applications that it must not meet are done; `begin` gets what
 * is to be called when the engine has answered, or when the call does not go to the engine after all.
 */
export function inTurn(kind: Turning, attachment: Attachment, begin: (done: () => void) => void): void {
  takeTurn(attachment.token, kind, attachment, begin);
}

/** Whether such a call would have to wait now. */
export function wouldWait(kind: Turning, attachment: Attachment): boolean {
  const turns = turnsOf(attachment.token);
  const turn: Turn = { kind, of: attachment, begin: () => undefined };
  return [...turns.running, ...turns.waiting].some((other) => meet(other, turn));
}

/** Settles when no application is changing an object of the token; none can until the result is called. */
export function frozenObjects(token: StoredToken): Promise<() => void> {
  return new Promise((resolve) => takeTurn(token, 'freeze', undefined, resolve));
}

function takeTurn(
  token: StoredToken,
  kind: Turn['kind'],
  of: Attachment | undefined,
  begin: (done: () => void) => void,
): void {
  const turns = turnsOf(token);
  const turn: Turn = {
    kind,
    of,
    begin: () => {
      turns.running.add(turn);
      begin(() => {
        if (turns.running.delete(turn)) beginAll(turns);
      });
    },
  };
  turns.waiting.add(turn);
  beginAll(turns);
}

function turnsOf(token: StoredToken): Turns {
  const known = turnsOn.get(token);
  if (known !== undefined) return known;
  const turns: Turns = { running: new Set(), waiting: new Set() };
  turnsOn.set(token, turns);
  return turns;
}

/** Whoever meets nobody that runs, and nobody that has waited for longer. */
function beginAll(turns: Turns): void {
  const before: Turn[] = [];
  for (const next of [...turns.waiting]) {
    if ([...turns.running, ...before].some((other) => meet(other, next))) before.push(next);
    else if (turns.waiting.delete(next)) next.begin();
  }
}

/**
 * Also an application's own list waits for what it writes: if its engine dies, it has another one before that is over.
 * Those that write come one after the other, but not here (store/object-changes.ts).
 */
function meet(one: Turn, other: Turn): boolean {
  const kinds = [one.kind, other.kind];
  if (kinds.includes('freeze')) return kinds.includes('write') || kinds.includes('destroys');
  return kinds.includes('write') && kinds.includes('list');
}
