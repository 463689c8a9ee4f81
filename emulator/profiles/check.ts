/** What makes a profile sound: its schema, which also fills in the defaults, and what a schema cannot say. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { fail } from '../errors.ts';
import type { TokenProfile } from '../token/profile.ts';
import { mechanismNamed } from '../wire/mechanism-names.ts';

const schema = JSON.parse(readFileSync(new URL('./profile.schema.json', import.meta.url), 'utf8')) as object;

const isProfile = new Ajv({ allowUnionTypes: true, useDefaults: true }).compile<TokenProfile>(schema);

/**
 * The value as a whole profile, with the defaults of the schema filled in; the value itself stays as it is. `from` says where it
 * comes from. Throws TOKEN_PROFILE_INVALID naming the place.
 */
export function checkedProfile(value: unknown, from = 'the profile'): TokenProfile {
  const copy: unknown = structuredClone(value);
  if (!isProfile(copy)) {
    const [error] = isProfile.errors ?? [];
    const place = error === undefined || error.instancePath === '' ? '/' : error.instancePath;
    const { message = 'wrong', params } = error ?? {};
    throw invalid(from, place, `${message}${detailOf(params)}`);
  }
  delete (copy as { $schema?: string }).$schema;
  const contradiction = contradictionIn(copy);
  if (contradiction !== undefined) throw invalid(from, ...contradiction);
  return deepFrozen(copy);
}

function invalid(from: string, place: string, reason: string): Error {
  return fail('TOKEN_PROFILE_INVALID', { file: from, place, reason });
}

function detailOf(params: Readonly<Record<string, unknown>> | undefined): string {
  const { allowedValues, additionalProperty } = params ?? {};
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`;
  return typeof additionalProperty === 'string' ? `: ${additionalProperty}` : '';
}

/** The first place where two fields cannot both be meant, and why. */
function contradictionIn(profile: TokenProfile): readonly [place: string, reason: string] | undefined {
  for (const [who, { min, max }] of Object.entries(profile.pinLength)) {
    if (min > max) return [`/pinLength/${who}`, 'min is more than max'];
  }
  for (const role of ['user', 'so'] as const) {
    const rule = profile.newPin[role];
    if (rule === null) continue;
    const { min, max, upper, lower, digit, special } = rule;
    const card = profile.pinLength[role];
    if (min > max) return [`/newPin/${role}`, 'min is more than max'];
    if (min > card.max || max < card.min) return [`/newPin/${role}`, 'no such PIN fits the card'];
    if (upper + lower + digit + special > Math.min(max, card.max)) {
      return [`/newPin/${role}`, 'more characters are asked for than a PIN may have'];
    }
    if (notTypable(profile.pinCharacters, rule)) {
      return [`/newPin/${role}`, `a PIN of ${profile.pinCharacters} cannot have such characters`];
    }
  }
  const at = profile.mechanisms?.findIndex(
    (name) => !name.startsWith('0x') && mechanismNamed(name) === undefined,
  );
  if (at !== undefined && at >= 0) {
    return [`/mechanisms/${at}`, 'is not a mechanism known by name: give its number, like 0x00000250'];
  }
  if (profile.counter === 'shared') {
    if (profile.tries.user !== profile.tries.so)
      return ['/tries', 'a shared counter has one number of tries'];
    if (profile.unlock === 'puk-setpin') return ['/unlock', 'a PUK does not go with a shared counter'];
  }
  const dueSo = profile.pinDays.so !== null || profile.mustChange.so.length > 0;
  if (profile.duePin === 'refused' && dueSo) {
    return ['/duePin', 'an SO who is refused could never change the PIN: choose flag or limited'];
  }
  return undefined;
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
