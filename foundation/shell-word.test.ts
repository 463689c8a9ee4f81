import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

describe('a word for a shell', () => {
  it.each([
    '',
    'Văn thư',
    "it's",
    '$(id)',
    '`id`',
    'a"b',
    '~',
    '*',
    'a\nb',
    '-n',
    "'",
    '\\',
    '!!',
    '#x',
    'a&b;c',
  ])('is read back as it was: %j', (text) => {
    const out = execFileSync('sh', ['-c', `printf '%s' ${shellWord(text)}`], { encoding: 'utf8' });
    expect(out).toBe(text);
  });

  it.each(['.congvu/emulator', '/tmp/a-b_c.d', 'pkcs11:token=person', 'a,b'])('is left alone: %s', (text) => {
    expect(shellWord(text)).toBe(text);
  });
});
