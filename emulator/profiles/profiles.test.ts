/** Every profile fits its schema, its name and the fields of PKCS#11; a wrong one is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TokenProfile } from '../token/profile.ts';
import { profileGiven } from './given.ts';
import { checkedProfile, profileIds, profileNamed } from './index.ts';
import { repeatedName } from './repeated-name.ts';

describe('the profiles', () => {
  it('are the known ones, with the tries that the field shows', () => {
    const tries = Object.fromEntries(profileIds.map((id) => [id, profileNamed(id).tries.user]));
    expect(tries).toEqual({
      'bit4id-like': 3,
      'epass-like': 6,
      harsh: 3,
      lenient: 100,
      'pin-pad': 3,
      'safenet-like': 15,
      'server-like': 10,
      'sim-like': 3,
      strict: 3,
      'tpm-like': 3,
      'vgca-like': 3,
    });
  });

  it.each(profileIds)('%s is sound', (id) => {
    const profile = profileNamed(id);
    expect(profile.id).toBe(id);
    expect(Buffer.byteLength(profile.manufacturer)).toBeLessThanOrEqual(32);
    expect(Buffer.byteLength(profile.model)).toBeLessThanOrEqual(16);
    for (const { min, max } of Object.values(profile.pinLength)) expect(min).toBeLessThanOrEqual(max);
    for (const text of [profile.source, profile.notes]) expect(text.length).toBeGreaterThan(20);
  });

  it.each(profileIds)(
    '%s says of each field in effect where it is from and how sure that is, or that it is assumed',
    (id) => {
      const profile = profileNamed(id);
      expect(unsaid(profile)).toEqual([]);
      const places = [...profile.facts.map(({ field }) => field), ...profile.assumed];
      expect(new Set(places).size).toBe(places.length);
      for (const place of places) expect(valueAt(profile, place), place).toBeDefined();
    },
  );

  it.each(profileIds)('%s has no number of a PUK that nothing asks for', (id) => {
    const written = readFileSync(new URL(`./${id}.json`, import.meta.url), 'utf8');
    const own = JSON.parse(written) as { readonly tries: object; readonly pinLength: object };
    const hasPuk = profileNamed(id).unlock === 'puk-setpin';
    expect([own.tries, own.pinLength].map((numbers) => 'puk' in numbers)).toEqual([hasPuk, hasPuk]);
  });

  it('that leave a default without a word are noticed', () => {
    const strict = profileNamed('strict');
    const assumed = strict.assumed.filter((place) => place !== '/keys');
    expect(unsaid({ ...strict, assumed: [...assumed, '/keys/import'] })).toEqual([
      '/keys/rsaBits',
      '/keys/curves',
      '/keys/wrongCurve',
      '/keys/wrongImport',
      '/keys/alwaysAuthenticate',
    ]);
    const facts = strict.facts.filter(({ field }) => field !== '/resetOnSuccess');
    expect(unsaid({ ...strict, facts })).toEqual(['/resetOnSuccess']);
  });

  it('are whole, whatever the file leaves out', () => {
    const { facts: _, ...mine } = profileNamed('strict');
    const short = { ...mine, pinPad: { givenPin: 'used' } };
    expect(checkedProfile(short)).toMatchObject({
      facts: [],
      tries: { puk: 10 },
      counter: 'each',
      pinPad: { timeoutSeconds: 30, atTimeout: 'CKR_FUNCTION_CANCELED' },
      keys: { rsaBits: null, import: true },
      mechanisms: null,
    });
    expect(short).not.toHaveProperty('facts');
  });

  it.each([
    [{ pinLength: { user: { min: 9, max: 8 }, so: { min: 4, max: 8 } } }, '/pinLength/user'],
    [{ newPin: { user: { min: 20, max: 30 } }, pinLength: lengths(4, 8) }, '/newPin/user'],
    [{ newPin: { user: { min: 4, max: 6, upper: 4, digit: 3 } } }, '/newPin/user'],
    [{ newPin: { user: { min: 4, max: 6, special: 1 } }, pinCharacters: 'alphanumeric' }, '/newPin/user'],
    [{ counter: 'shared', tries: { user: 3, so: 4 } }, '/tries'],
    [{ counter: 'shared', unlock: 'puk-setpin' }, '/unlock'],
    [{ duePin: 'refused', pinDays: { so: 30 } }, '/duePin'],
    [{ mechanisms: ['CKM_SHA256', 'CKM_NO_SUCH'] }, '/mechanisms/1'],
    [{ latency: { 'C Sign': { ms: 5 } } }, '/latency'],
    [{ keys: { rsaBits: [100] } }, '/keys/rsaBits/0'],
    [{ colour: 'blue' }, '/ must NOT have additional properties: colour'],
  ])('with a contradiction or a wrong field are refused with the place: %j', (change, place) => {
    expect(() => checkedProfile({ ...profileNamed('strict'), ...change }, 'mine.json')).toThrowError(
      expect.objectContaining({
        code: 'TOKEN_PROFILE_INVALID',
        message: expect.stringContaining(`mine.json is not a token profile: ${place}`),
      }),
    );
  });

  it('with several mistakes are told all of them, a misspelt field first', () => {
    const { tries: _, ...strict } = profileNamed('strict');
    const wrong = { ...strict, trise: { user: 3, so: 3 }, counter: 'one' };
    const place = 'mine.json is not a token profile: ';
    expect(() => checkedProfile(wrong, 'mine.json')).toThrowError(
      expect.objectContaining({
        code: 'TOKEN_PROFILE_INVALID',
        message: [
          `${place}/ must NOT have additional properties: trise (did you mean tries?)`,
          "/ must have required property 'tries'",
          '/counter must be equal to one of the allowed values: each, shared',
        ].join('; also '),
      }),
    );
  });

  it('are refused by name when unknown, and by field when wrong', () => {
    expect(() => profileNamed('../../package')).toThrowError(
      expect.objectContaining({ code: 'TOKEN_PROFILE_UNKNOWN', message: expect.stringContaining('package') }),
    );
    expect(() => checkedProfile({ ...profileNamed('strict'), tries: { user: 0, so: 3 } })).toThrow(
      '/tries/user',
    );
  });
});

describe('an own profile', () => {
  const own = { ...profileNamed('strict'), id: 'mine' };
  const refused = (text: string) =>
    expect.objectContaining({
      code: 'TOKEN_PROFILE_INVALID',
      message: expect.stringContaining(`the profile is not a token profile: ${text}`),
    });

  it('is taken as an object', () => {
    expect(profileGiven(own)).toMatchObject({ id: 'mine' });
    const flags = { countLowAfter: 3, ladder: 'cumulative' };
    expect(profileGiven({ ...own, flags, tries: { user: 3, so: 1 } })).toMatchObject({ flags });
  });

  it.each(profileIds)('may not call itself %s', (id) => {
    expect(() => profileGiven({ ...own, id })).toThrowError(refused(`/id ${id} is a profile that comes`));
  });

  it('whose low counter is never reached is told so, with its other contradictions', () => {
    const wrong = {
      ...own,
      flags: { countLowAfter: 4, ladder: 'none' },
      counter: 'shared',
      tries: { user: 3, so: 4 },
    };
    expect(() => profileGiven(wrong)).toThrowError(
      refused('/tries a shared counter has one number of tries; also /flags/countLowAfter is more than'),
    );
  });

  it.each([
    ['C_Sgin', ' (did you mean C_Sign?)'],
    ['sign-ecdsa-p256', ''],
    ['sign-rsa2048', ' (did you mean sign-rsa-2048?)'],
    ['sign-rsa-2049', ' (did you mean sign-rsa-2048?)'],
    ['generate-rsa-256', ''],
    ['login-rsa-2048', ''],
    ['foo-bar', ''],
    ['C_Initialize', ''],
  ])('with a latency that no call ever has is refused: %s', (name, meant) => {
    const latency = { 'sign-rsa-2048': { ms: 5 }, [name]: { ms: 5 } };
    expect(() => profileGiven({ ...own, latency })).toThrowError(
      refused(`/latency/${name} is no work that has a time${meant}; known are default, login, `),
    );
  });

  it('may have each latency that a call can have, and a seed for its jitter', () => {
    const works = ['default', 'login', 'change-pin', 'sign', 'generate', 'C_Sign', 'C_GetTokenInfo'];
    const keys = ['p-256', 'p-384', 'p-521', 'rsa-2048', 'rsa-1536'];
    const names = [...works, ...keys.flatMap((key) => [`sign-${key}`, `generate-${key}`])];
    const latency = Object.fromEntries(names.map((name) => [name, { ms: 1 }]));
    expect(profileGiven({ ...own, latency, latencySeed: 7 })).toMatchObject({ latency, latencySeed: 7 });
    expect(profileNamed('strict').latencySeed).toBe(null);
    expect(() => profileGiven({ ...own, latency, latencySeed: -1 })).toThrowError(refused('/latencySeed'));
  });

  it.each(profileIds)('of the names that %s uses refuses none', (id) => {
    expect(profileGiven({ ...profileNamed(id), id: 'mine' })).toMatchObject({ id: 'mine' });
  });

  it.each([
    ['{"a":1,"b":[{},{"c":{"d":1,\n"d":2}}]}', { place: '/b/1/c/d', line: 2 }],
    ['{"a":1,"\\u0061":2}', { place: '/a', line: 1 }],
    ['{\n\t"a/b":\t1,\r\n\t"a/b": {"x":1}}', { place: '/a~1b', line: 3 }],
    ['{"__proto__":1,"__proto__":2}', { place: '/__proto__', line: 1 }],
    ['{"a":{"a":"a: a","b":[]},"b":{"a":1},"":0}', undefined],
    ['["a","a",{"a":1},{"a":1}]', undefined],
  ])('of JSON: a name that stands twice in one object: %j', (text, found) => {
    expect(repeatedName(text)).toEqual(found);
  });
});

function lengths(min: number, max: number) {
  return { user: { min, max }, so: { min, max } };
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value);
}

/** Fields that have an effect, written or left at their defaults, of which neither a fact nor `assumed` speaks. */
function unsaid(profile: TokenProfile): readonly string[] {
  const { id: _, title, source, confidence, notes, facts, assumed, ...fields } = profile;
  const { puk: _tries, ...tries } = fields.tries;
  const { puk: _length, ...pinLength } = fields.pinLength;
  const hasPuk = fields.unlock === 'puk-setpin';
  const effective = hasPuk ? fields : { ...fields, tries, pinLength };
  const said = [...facts.map(({ field }) => field), ...assumed];
  return Object.entries(effective).flatMap(([name, value]) => uncovered(value, `/${name}`, said));
}

/** Places below which something stands that no fact covers. */
function uncovered(value: unknown, at: string, covered: readonly string[]): readonly string[] {
  if (covered.includes(at)) return [];
  const below = covered.some((field) => field.startsWith(`${at}/`));
  if (!below || typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([name, part]) => uncovered(part, `${at}/${name}`, covered));
}
