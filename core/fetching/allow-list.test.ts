/** Which entries are hosts, what they let through, and how far. */
import { describe, expect, it } from 'vitest';
import { allowList, HostInvalid, hostInside, insideToo, onlyHostOf } from './allow-list.ts';

const word = (entries: readonly string[], url: string) => allowList(entries).permission(new URL(url));

describe('an entry', () => {
  it.each([
    '',
    'http://a.vn',
    'a.vn/x',
    'a b',
    '*.vn',
    'u@a.vn',
    '.',
    'a.vn:99999',
    '+private',
    'a.vn+private+private',
    insideToo('.gov.vn'),
  ])('%j is no host', (entry) => {
    expect(() => allowList([entry])).toThrow(HostInvalid);
  });

  it('is told as the caller wrote it', () => {
    const told = (entry: string) => {
      try {
        return allowList([entry]);
      } catch (error) {
        return error instanceof HostInvalid ? [error.value, error.isInside] : error;
      }
    };
    expect(told('a b')).toEqual(['a b', false]);
    expect(told(insideToo('.gov.vn'))).toEqual(['.gov.vn', true]);
  });

  it('is not told where it may hold a password', () => {
    expect(() => allowList(['user:13572468@a.vn'])).toThrow(
      expect.objectContaining({ value: undefined, message: expect.not.stringContaining('13572468') }),
    );
  });
});

describe('what is let through', () => {
  it('is compared as URLs write it', () => {
    const entries = ['CRL.Gov.VN', '[::1]:8080', '.example.vn', 'a.vn:443', '127.0.0.1:80'];
    expect(word(entries, 'http://crl.gov.vn./x')).toBe('outside');
    expect(word(entries, 'http://[0:0::1]:8080/')).toBe('anywhere');
    expect(word(entries, 'https://a.b.example.vn/')).toBe('outside');
    expect(word(entries, 'https://a.vn/')).toBe('outside');
    expect(word(entries, 'http://0x7f.1/')).toBe('anywhere');
    expect(word(entries, 'https://notexample.vn/')).toBeUndefined();
    expect(word(entries, 'https://example.vn/')).toBeUndefined();
    expect(word(entries, 'http://crl.gov.vn:8080/')).toBeUndefined();
    expect(word(entries, 'http://[::ffff:127.0.0.1]/')).toBeUndefined();
  });

  it('never goes by ways without http or with a password', () => {
    for (const url of [
      'file:///etc/passwd',
      'ftp://a.vn/',
      'ldap://a.vn/',
      'http://u:p@a.vn/',
      'http://u@a.vn/',
    ])
      expect(word(['a.vn'], url)).toBeUndefined();
  });

  it('leads inside only where the caller said so for that very name', () => {
    const entries = ['ca.gov.vn', insideToo('ca.gov.vn'), '.gov.vn', insideToo('tsa.local:8790')];
    expect(word(entries, 'http://ca.gov.vn/')).toBe('own-network');
    expect(word([...entries].reverse(), 'http://ca.gov.vn/')).toBe('own-network');
    expect(word(entries, 'http://crl.gov.vn/')).toBe('outside');
    expect(word(entries, 'http://tsa.local:8790/')).toBe('own-network');
    expect(word(entries, 'http://tsa.local/')).toBeUndefined();
    expect(hostInside('tsa.local:8790+private')).toBe('tsa.local:8790');
    expect(hostInside('tsa.local')).toBeUndefined();
  });

  it('is this machine for localhost, and no address for a domain', () => {
    expect(word(['localhost:8790'], 'http://LOCALHOST:8790/')).toBe('this-machine');
    expect(word(['.localhost'], 'http://a.localhost/')).toBe('outside');
    expect(word(['.0.0.1'], 'http://127.0.0.1/')).toBeUndefined();
  });

  it('is for an own address its host and port, and no other', () => {
    const own = onlyHostOf('http://127.0.0.1:8790/tsa');
    expect(own.permission(new URL('http://127.0.0.1:8790/other'))).toBe('anywhere');
    expect(own.permission(new URL('http://127.0.0.1:8791/tsa'))).toBeUndefined();
    expect(own.permission(new URL('http://localhost:8790/tsa'))).toBeUndefined();
    expect(onlyHostOf('no address').permission(new URL('http://a.vn/'))).toBeUndefined();
  });
});
