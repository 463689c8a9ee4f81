/** The catalogue: complete in both languages, armed as it stands, and the same in README. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { faultCatalogue } from './catalogue.ts';
import { catalogueTable } from './catalogue-table.ts';
import { readScript } from './read-script.ts';
import { catalogueText, entryText } from './text.ts';

const running = freshEmulator();
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
