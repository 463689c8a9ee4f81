/** Makes lines of the journal out of what the calls left behind; done in batches, away from the calls. */
import type { CallRecord, EventEntry } from '../policy/journal/journal.ts';
import { boundedText } from '../policy/journal/kept-text.ts';
import { digestInMechanism } from '../policy/journal/signed-digest.ts';
import { attributeName, objectClassName } from '../wire/attribute-names.ts';
import { mechanismName } from '../wire/mechanism-names.ts';
import { resultName } from '../wire/results.ts';
import type { JournalCall, JournalEvent } from './entry.ts';
import type { Peer } from './peers.ts';

export type Noted =
  | { readonly at: number; readonly call: CallRecord; readonly event?: never }
  | { readonly at: number; readonly event: EventEntry; readonly call?: never };

const users = ['so', 'user', 'context-specific'] as const;

/** A message from a broken engine, or a name that somebody gave, must not fill the disk. */
const maxText = 1000;

function bounded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : boundedText(text, maxText);
}

export function timeShown(at: number): string {
  return new Date(at).toISOString();
}

export function millisecondsShown({ milliseconds }: CallRecord): number {
  return Math.round(milliseconds * 1000) / 1000;
}

/** Undefined fields are left out by JSON. */
export function callEntry(
  number: number,
  at: number,
  record: CallRecord,
  peer: Peer | undefined,
): Undefinable<JournalCall> {
  const { connection, session, result, pinLength, facts, detail } = record;
  const token = session?.attachment.token ?? facts?.token;
  const mechanism = facts?.mechanism === undefined ? undefined : mechanismName(facts.mechanism);
  return {
    number,
    time: timeShown(at),
    connection,
    pid: peer?.pid,
    program: bounded(peer?.program),
    session: facts?.opened ?? session?.handle,
    token: token?.identity.serial,
    label: bounded(token?.label()),
    function: record.function,
    mechanism,
    result: resultName(result),
    key: bounded(facts?.object?.name),
    objectClass:
      facts?.object?.objectClass === undefined ? undefined : objectClassName(facts.object.objectClass),
    digest: facts?.digest ?? (mechanism === undefined ? undefined : digestInMechanism(mechanism)),
    inputLength: facts?.inputLength,
    attributes: facts?.attributes?.map(attributeName),
    readWrite: facts?.readWrite,
    user: facts?.userType === undefined ? undefined : users[facts.userType],
    pinLength,
    repeatsRefusedPin: facts?.repeatsRefusedPin === true ? true : undefined,
    triesLeft: facts?.triesLeft,
    milliseconds: millisecondsShown(record),
    detail: bounded(detail),
  };
}

export function eventEntry(
  number: number,
  at: number,
  entry: EventEntry,
  peer: Peer | undefined,
  label: string | undefined,
): Undefinable<JournalEvent> {
  const { event, connection, session, token, detail, rule } = entry;
  return {
    number,
    time: timeShown(at),
    event,
    connection,
    pid: peer?.pid,
    program: bounded(peer?.program),
    session,
    token,
    label: bounded(label),
    function: entry.function,
    rule: bounded(rule),
    process: entry.process,
    file: bounded(entry.file),
    detail: bounded(detail),
  };
}

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };
