/**
 * Keeps one application from listing a token's objects while another one's engine writes some: SoftHSM makes an
 * object's file empty, and fills it by a second writing that begins with cutting it short, so that an engine
 * which looks in between lists objects that answer CKR_OBJECT_HANDLE_INVALID a moment later (5 in 101 lists beside
 * two applications that made keys). As with a card, who lists waits for who makes a key. Signing never waits.
 */
import type { StoredToken } from '../store/stored-token.ts';
import { type CallSpec, callIds, callNamed } from '../wire/calls.ts';
import type { Attachment } from './application.ts';

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

type Kind = 'write' | 'list';

interface Turn {
  readonly kind: Kind;
  readonly of: Attachment;
  readonly begin: () => void;
}

interface Turns {
  /** With the engine now. */
  readonly running: Set<Turn>;
  /** In the order in which they came, so that nobody waits for ever. */
  readonly waiting: Turn[];
}

const turnsOn = new WeakMap<StoredToken, Turns>();

/** Whether such a call must wait for its turn at all. */
export function takesTurns({ id }: CallSpec): boolean {
  return id === list || id === sets || makes.has(id);
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
export function inTurn({ id }: CallSpec, attachment: Attachment, begin: (done: () => void) => void): void {
  const kind: Kind = id === list ? 'list' : 'write';
  const turns = turnsOf(attachment.token);
  const turn: Turn = {
    kind,
    of: attachment,
    begin: () => {
      turns.running.add(turn);
      begin(() => {
        turns.running.delete(turn);
        beginAll(turns);
      });
    },
  };
  turns.waiting.push(turn);
  beginAll(turns);
}

function turnsOf(token: StoredToken): Turns {
  const known = turnsOn.get(token);
  if (known !== undefined) return known;
  const turns: Turns = { running: new Set(), waiting: [] };
  turnsOn.set(token, turns);
  return turns;
}

/** From the front, as long as they may. */
function beginAll(turns: Turns): void {
  for (let next = turns.waiting[0]; next !== undefined; next = turns.waiting[0]) {
    if ([...turns.running].some((other) => meet(other, next))) return;
    turns.waiting.shift();
    next.begin();
  }
}

/** One engine does one thing after the other anyway; and SoftHSM has locks of its own between those that write. */
function meet(one: Turn, other: Turn): boolean {
  return one.of !== other.of && one.kind !== other.kind;
}
