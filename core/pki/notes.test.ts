/** The notes of the verbs say the same in both languages, and in one of them where one is asked for. */
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../foundation/terminal.ts';
import { notes, tell } from './notes.ts';

const all = [
  notes.ready('Hải Phòng', '/pki', ['an', 'binh']),
  notes.verify('/pki/trust'),
  notes.issued('an', '/pki/issued/1.crt'),
  notes.revoked('1f', new Date('2026-01-02T03:04:05Z'), 'keyCompromise', '/pki/trust'),
];

describe('the notes', () => {
  it('are all of these, in Vietnamese with the same values', () => {
    expect(all).toHaveLength(Object.keys(notes).length);
    for (const { en, vi } of all) {
      expect(vi).toMatch(/[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/);
      expect(vi).toBe(vi.normalize('NFC'));
      const values = (text: string) => text.match(/\/\S*|\b1f\b|\d{4}-\S+|keyCompromise|"[^"]+"/g);
      expect(values(vi)).toEqual(values(en));
    }
  });

  it.each([
    [undefined, ['đã cấp cho an: a.crt', 'issued to an: a.crt']],
    ['vi', ['đã cấp cho an: a.crt']],
    ['en', ['issued to an: a.crt']],
  ])('for --lang %s', (lang, expected) => {
    const said: string[] = [];
    const terminal: Pick<Terminal, 'note'> = { note: (line: string) => said.push(line) };
    tell(terminal as Terminal, lang, notes.issued('an', 'a.crt'));
    expect(said).toEqual(expected);
  });
});
