/** Every profile fits its schema, its name and the fields of PKCS#11; a wrong one is refused. */
import { describe, expect, it } from 'vitest';
import { checkedProfile, profileIds, profileNamed } from './index.ts';

describe('the profiles', () => {
  it('are the known ones, with the tries that the field shows', () => {
    const tries = Object.fromEntries(profileIds.map((id) => [id, profileNamed(id).tries.user]));
    expect(tries).toEqual({
      'bit4id-like': 3,
      'epass-like': 6,
      harsh: 3,
      lenient: 100,
      'safenet-like': 15,
      strict: 3,
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

  it('are refused by name when unknown, and by field when wrong', () => {
    expect(() => profileNamed('../../package')).toThrowError(
      expect.objectContaining({ code: 'TOKEN_PROFILE_UNKNOWN', message: expect.stringContaining('package') }),
    );
    expect(() => checkedProfile({ ...profileNamed('strict'), tries: { user: 0, so: 3 } })).toThrow(
      '/tries/user',
    );
  });
});
