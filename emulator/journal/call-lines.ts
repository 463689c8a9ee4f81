/** Lines of calls: what an application does again and again is written out once, and only number and times anew. */
import { jsonLine } from '../../foundation/json-line.ts';
import type { CallFacts } from '../policy/journal/call-facts.ts';
import type { CallRecord } from '../policy/journal/journal.ts';
import { callEntry, millisecondsShown, timeShown } from './format.ts';
import type { Peer } from './peers.ts';

/** The entry as JSON on one line, without its end. */
export type CallLine = (number: number, at: number, record: CallRecord, peer: Peer | undefined) => string;

/** All that a line depends on, beside number and times. */
type Traits = readonly unknown[];

interface Kept {
  readonly traits: Traits;
  /** From behind the time to before the milliseconds, which are the last. */
  readonly middle: string;
}

/** By connection and function: more than applications do at once. */
const most = 256;

export function callLines(): CallLine {
  const kept = new Map<string, Kept>();
  let lastAt = Number.NaN;
  let lastTime = '';

  return (number, at, record, peer) => {
    if (!isPlain(record)) return jsonLine(callEntry(number, at, record, peer));
    if (at !== lastAt) lastTime = timeShown(at);
    lastAt = at;
    const name = `${record.connection} ${record.function}`;
    const traits = traitsOf(record, peer);
    let there = kept.get(name);
    if (there === undefined || !there.traits.every((trait, index) => trait === traits[index])) {
      const whole = jsonLine(callEntry(number, at, record, peer));
      const middle = whole.slice(whole.indexOf(',"connection":'), whole.lastIndexOf(',"milliseconds":'));
      there = { traits, middle };
      if (kept.size >= most) kept.clear();
      kept.set(name, there);
    }
    return `{"number":${number},"time":"${lastTime}"${there.middle},"milliseconds":${millisecondsShown(record)}}`;
  };
}

/** `trait`: `traitsOf` looks at it; `rare`: a call that has it is written out whole. */
const factKinds: Readonly<Record<keyof CallFacts, 'trait' | 'rare'>> = {
  mechanism: 'trait',
  object: 'trait',
  digest: 'trait',
  inputLength: 'trait',
  attributes: 'rare',
  userType: 'rare',
  triesLeft: 'rare',
  repeatsRefusedPin: 'rare',
  opened: 'rare',
  readWrite: 'rare',
  token: 'rare',
};

const rareFacts = (Object.keys(factKinds) as (keyof CallFacts)[]).filter(
  (name) => factKinds[name] === 'rare',
);

/** A call that has nothing to tell but what `traitsOf` knows. */
function isPlain({ facts, pinLength, detail, milliseconds }: CallRecord): boolean {
  if (pinLength !== undefined || detail !== undefined || !Number.isFinite(milliseconds)) return false;
  return facts === undefined || rareFacts.every((name) => facts[name] === undefined);
}

function traitsOf({ session, result, facts }: CallRecord, peer: Peer | undefined): Traits {
  const token = session?.attachment.token;
  const object = facts?.object;
  return [
    result,
    session?.handle,
    token?.identity.serial,
    token?.label(),
    facts?.mechanism,
    facts?.digest,
    facts?.inputLength,
    object?.name,
    object?.objectClass,
    peer?.pid,
    peer?.program,
  ];
}
