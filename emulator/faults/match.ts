/** Whether a rule fires at a call. Looking counts the call, and may throw the rule's dice. */
import { CKU } from '../store/softhsm.ts';
import type { StoredToken } from '../store/stored-token.ts';
import type { ArmedRule, ArmedScript } from './armed.ts';
import type { When } from './script.ts';
import { asksForValue, type SeenCall, userTypeOf } from './seen-call.ts';
import { searchesFor } from './seen-object.ts';

const userTypes = { so: CKU.so, user: CKU.user, 'context-specific': CKU.contextSpecific } as const;

/**
 * In this order: what the call is about, then the time, then which of the calls that fit so far it is, then how often
 * the rule has fired, then chance. A call that comes too early is not counted.
 */
export function fires(rule: ArmedRule, script: ArmedScript, seen: SeenCall): boolean {
  const { when, times } = rule.rule;
  if (rule.serves?.[seen.request.call.id] !== true) return false;
  if (!isAbout(rule, when, seen)) return false;
  if (!timeHasCome(rule, script, seen.now, seen.number)) return false;
  const count = counted(rule, when, seen);
  if (!isInPlace(when, count)) return false;
  if (times !== undefined && rule.fired >= times) return false;
  return when.probability === undefined || rule.dice.unit() < when.probability;
}

/** A rule without calls: whether its time has come, and it has not fired for that yet. */
export function isDue(rule: ArmedRule, script: ArmedScript, now: number): boolean {
  const { when, times } = rule.rule;
  if (rule.serves !== undefined || rule.fired >= (times ?? Number.POSITIVE_INFINITY)) return false;
  if (!timeHasCome(rule, script, now, Number.POSITIVE_INFINITY)) return false;
  return rule.fired < (when.after === undefined ? 1 : (waitedFor(when.after.rule, script)?.fired ?? 0));
}

/** The token has that label or serial number. */
export function isCalled(token: StoredToken, name: string): boolean {
  return token.label() === name || token.identity.serial === name;
}

function isAbout(rule: ArmedRule, when: When, seen: SeenCall): boolean {
  const { line, request, token, mechanism } = seen;
  const { session } = request;
  const { attribute } = rule;
  if (attribute !== undefined && !asksForValue(request, attribute) && !searchesFor(request, attribute))
    return false;
  if (rule.objectClass !== undefined && seen.objectClass !== rule.objectClass) return false;
  if (rule.token !== undefined && token !== undefined && !isCalled(token, rule.token)) return false;
  if (rule.token !== undefined && token === undefined && request.call.subject !== 'nothing') return false;
  if (rule.mechanism !== undefined && mechanism !== rule.mechanism) return false;
  if (when.connection !== undefined && line.application.connection !== when.connection) return false;
  if (when.session !== undefined && session?.handle !== when.session) return false;
  if (when.userType !== undefined && userTypeOf(request) !== userTypes[when.userType]) return false;
  if (when.loggedIn === undefined) return true;
  const login = session?.attachment.login;
  return login === (when.loggedIn === 'nobody' ? 'none' : when.loggedIn);
}

/** A rule that waits for another one fires at a later call than that one, never at the same. */
function timeHasCome({ rule }: ArmedRule, script: ArmedScript, now: number, call: number): boolean {
  const { afterMs = 0, after } = rule.when;
  if (now < script.armedAt + afterMs) return false;
  if (after === undefined) return true;
  const other = waitedFor(after.rule, script);
  if (other?.firedAt === undefined || other.firedInCall >= call) return false;
  return now >= other.firedAt + (after.ms ?? 0);
}

function waitedFor(name: string, { rules }: ArmedScript): ArmedRule | undefined {
  return rules.find((rule) => rule.name === name);
}

function counted(rule: ArmedRule, { per }: When, { line }: SeenCall): number {
  rule.counted++;
  if (per !== 'connection') return rule.counted;
  const { connection } = line.application;
  const count = (rule.countedBy.get(connection) ?? 0) + 1;
  rule.countedBy.set(connection, count);
  return count;
}

function isInPlace({ call, every, from = 1, to = Number.POSITIVE_INFINITY }: When, count: number): boolean {
  if (call !== undefined) return count === call;
  if (every !== undefined) return count % every === 0;
  return count >= from && count <= to;
}
