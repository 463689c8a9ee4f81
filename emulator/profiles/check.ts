/** What makes a profile sound: its schema, which also fills in the defaults, and what a schema cannot say. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { fail } from '../errors.ts';
import { nearestName, tellingErrors, toldTogether } from '../mistakes.ts';
import type { TokenProfile } from '../token/profile.ts';
import { mechanismNamed } from '../wire/mechanism-names.ts';

const schema = JSON.parse(readFileSync(new URL('./profile.schema.json', import.meta.url), 'utf8')) as object;

const options = { allErrors: true, allowUnionTypes: true, useDefaults: true, verbose: true };

const isProfile = new Ajv(options).compile<TokenProfile>(schema);

/** Where something is wrong, and what. */
export type Mistake = readonly [place: string, reason: string];

/**
 * The value as a whole profile, with the defaults of the schema filled in; the value itself stays as it is. `from` says where it
 * comes from, `alsoWrong` finds what else is wrong with it. Throws TOKEN_PROFILE_INVALID naming the places.
 */
export function checkedProfile(
  value: unknown,
  from = 'the profile',
  alsoWrong: (profile: TokenProfile) => readonly Mistake[] = () => [],
): TokenProfile {
  const copy: unknown = structuredClone(value);
  if (!isProfile(copy)) {
    throw invalid(from, tellingErrors(isProfile.errors ?? []).map(mistakeOf));
  }
  delete (copy as { $schema?: string }).$schema;
  const contradictions = new Map([...contradictionsIn(copy), ...alsoWrong(copy)].reverse());
  if (contradictions.size > 0) throw invalid(from, [...contradictions].reverse());
  return deepFrozen(copy);
}

function invalid(from: string, [first, ...others]: readonly Mistake[]): Error {
  const [place = '/', reason = 'wrong'] = first ?? [];
  const also = others.map((mistake) => mistake.join(' '));
  return fail('TOKEN_PROFILE_INVALID', { file: from, place, reason: toldTogether([reason, ...also]) });
}

function mistakeOf({ instancePath, message = 'wrong', params, parentSchema }: ErrorObject): Mistake {
  const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
  return [instancePath === '' ? '/' : instancePath, `${message}${detailOf(params, known)}`];
}

function detailOf(params: Readonly<Record<string, unknown>>, known: readonly string[]): string {
  const { allowedValues, additionalProperty } = params;
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`;
  if (typeof additionalProperty !== 'string') return '';
  const meant = nearestName(additionalProperty, known);
  return `: ${additionalProperty}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}

/** Every place where two fields cannot both be meant, and why; of one place the first reason counts. */
function* contradictionsIn(profile: TokenProfile): Generator<Mistake> {
  for (const [who, { min, max }] of Object.entries(profile.pinLength)) {
    if (min > max) yield [`/pinLength/${who}`, 'min is more than max'];
  }
  for (const role of ['user', 'so'] as const) {
    const rule = profile.newPin[role];
    if (rule === null) continue;
    const { min, max, upper, lower, digit, special } = rule;
    const card = profile.pinLength[role];
    if (min > max) yield [`/newPin/${role}`, 'min is more than max'];
    if (min > card.max || max < card.min) yield [`/newPin/${role}`, 'no such PIN fits the card'];
    if (upper + lower + digit + special > Math.min(max, card.max)) {
      yield [`/newPin/${role}`, 'more characters are asked for than a PIN may have'];
    }
    if (notTypable(profile.pinCharacters, rule)) {
      yield [`/newPin/${role}`, `a PIN of ${profile.pinCharacters} cannot have such characters`];
    }
  }
  const at = profile.mechanisms?.findIndex(
    (name) => !name.startsWith('0x') && mechanismNamed(name) === undefined,
  );
  if (at !== undefined && at >= 0) {
    yield [`/mechanisms/${at}`, 'is not a mechanism known by name: give its number, like 0x00000250'];
  }
  if (profile.counter === 'shared') {
    if (profile.tries.user !== profile.tries.so) yield ['/tries', 'a shared counter has one number of tries'];
    if (profile.unlock === 'puk-setpin') yield ['/unlock', 'a PUK does not go with a shared counter'];
  }
  const dueSo = profile.pinDays.so !== null || profile.mustChange.so.length > 0;
  if (profile.duePin === 'refused' && dueSo) {
    yield ['/duePin', 'an SO who is refused could never change the PIN: choose flag or limited'];
  }
}

function notTypable(
  characters: TokenProfile['pinCharacters'],
  { upper, lower, special }: { readonly upper: number; readonly lower: number; readonly special: number },
): boolean {
  if (characters === 'digits') return upper + lower + special > 0;
  return characters === 'alphanumeric' && special > 0;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFrozen(part);
    Object.freeze(value);
  }
  return value;
}
