import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runReasons } from '../runner/row-reasons.ts';
import { checkReasons } from './reasons.ts';

const conformance = join(import.meta.dirname, '..');
/** Looks like a reason, but is a code of a step that a check makes facts from. */
const notReasons = ['KEY_NOT_FOUND'];

/** Every code that stands as a word of its own in checks and properties; return codes and constants of PKCS#11 are none. */
function codesInSources(): ReadonlySet<string> {
  const files = globSync(['checks/**/*.ts', 'regulations/**/*.props.ts'], { cwd: conformance }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const codes = files.flatMap((file) =>
    [...readFileSync(join(conformance, file), 'utf8').matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(
      ([, code = '']) => code,
    ),
  );
  return new Set(codes.filter((code) => !/^CK[A-Z]_/.test(code) && !notReasons.includes(code)));
}

describe('reasons of checks', () => {
  it('are explained exactly where a check or a property uses them', () => {
    const used = codesInSources();
    expect([...used].filter((code) => !(code in checkReasons))).toEqual([]);
    expect(Object.keys(checkReasons).filter((code) => !used.has(code))).toEqual([]);
  });

  it('are said in one sentence each, in English and in composed Vietnamese', () => {
    const sentences = [...Object.entries(checkReasons), ...Object.entries(runReasons)];
    for (const [code, { en, vi }] of sentences) {
      expect(en, code).toMatch(/^[A-Z].*\.$/);
      expect(vi, code).toMatch(/^\p{Lu}.*[À-ỹ].*\.$/u);
      expect(vi, code).toBe(vi.normalize('NFC'));
    }
    expect(new Set(Object.values(checkReasons).map(({ vi }) => vi)).size).toBe(
      Object.keys(checkReasons).length,
    );
  });
});
