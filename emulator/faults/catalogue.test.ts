/** The catalogue: complete in both languages, armed as it stands, and the same in README. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { CKR } from '../wire/results.ts';
import { faultCatalogue } from './catalogue.ts';
import { catalogueTable } from './catalogue-table.ts';
import { readScript } from './read-script.ts';
import { catalogueText, entryText } from './text.ts';

const running = freshEmulator();

/** From the contents of PKCS #11 Base Specification 3.0, OASIS Standard, 15 June 2020: what the catalogue cites. */
const sections: Readonly<Record<string, string>> = {
  '3.2': 'Slot and token types',
  '3.6': 'Function types',
  '4.6.3': 'X.509 public key certificate objects',
  '4.7.2': 'Key objects: overview',
  '5.1.1': 'Universal return values',
  '5.1.2': 'Return values for functions that use a session handle',
  '5.1.3': 'Return values for functions that use a token',
  '5.1.6': 'All other return values',
  '5.2': 'Output in a variable-length buffer',
  '5.5.4': 'C_WaitForSlotEvent',
  '5.6.1': 'C_OpenSession',
  '5.6.8': 'C_Login',
  '5.7.8': 'C_FindObjects',
  '5.13.2': 'C_Sign',
  '5.13.3': 'C_SignUpdate',
  '5.19.2': 'C_GenerateRandom',
  '5.20': 'Parallel function management functions',
};
const entries = faultCatalogue();

describe('the catalogue', () => {
  it('has what the issue asks for', () => {
    const names = entries.map(({ name }) => name);
    for (const name of [
      'removed-during-signature',
      'hang-at-login',
      'slow-card',
      'wrong-signature',
      'bit-flip',
      'device-memory',
      'session-count',
      'power-cut-before-counter',
      'power-cut-after-counter',
      'dead-engine',
      'socket-closed',
      'repeated-random',
      'partial-output',
      'token-not-present-at-open',
      'locked-by-others',
      'pin-pad-cancelled',
    ]) {
      expect(names).toContain(name);
    }
  });

  it.each(entries)('$name speaks both languages, and not the same', ({ name, about }) => {
    for (const { en, vi } of [about.title, about.good, about.bad]) {
      expect(vi).toBe(vi.normalize('NFC'));
      expect(vi).not.toBe(en);
      expect(vi).toMatch(/[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđăâêôơưáàãéèíìóòõúùýĩũ]/i);
    }
    expect(entryText({ name, about, script: { name, rules: [] } }, 'vi')).toContain('sản phẩm tốt');
  });

  it.each(entries)('$name cites sections that the standard has', ({ about: { pkcs11 } }) => {
    expect(pkcs11).toMatch(/^PKCS#11 3\.0, \d/);
    const cited = [...pkcs11.matchAll(/(?<=[ ,])(\d(?:\.\d+)+)(?: (C_\w+))?/g)].slice(1);
    expect(cited.length).toBeGreaterThan(0);
    for (const [, section = '', name] of cited) {
      expect(sections).toHaveProperty([section]);
      if (/^5\.\d+\.\d/.test(section) && !section.startsWith('5.1.')) expect(name).toBe(sections[section]);
    }
    for (const code of pkcs11.match(/CKR_\w+/g) ?? [])
      expect([...Object.keys(CKR), 'CKR_VENDOR_DEFINED']).toContain(code);
  });

  it('can be armed, every one of it, for one token', async () => {
    await running.makeToken();
    for (const { name } of entries) {
      expect(running.emulator.faults.apply(name, { token: 'T' })).toMatchObject({ name, token: 'T' });
      running.emulator.faults.clear();
    }
  });

  it('is shown as one line each', () => {
    expect(catalogueText(entries, 'en').split('\n')).toHaveLength(entries.length);
  });

  it('comes after an example in the README that can be armed', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(readScript(example, 'README.md')).toMatchObject({ name: 'my-fault', seed: 42 });
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    expect(readme).toContain(catalogueTable(entries));
  });
});
