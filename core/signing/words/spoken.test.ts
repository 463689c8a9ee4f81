/** What the verbs say: nothing of a file's name reaches the terminal as an instruction, and hints name the own verb. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { fail } from '../errors.ts';
import { fixturePath } from '../test-material.ts';
import { spoken } from './spoken.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-said-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const letter = fixturePath('documents', 'cong-van-classic.pdf');

function said(...parameters: readonly string[]): Promise<string> {
  const command = [join(projectRoot, 'bin/congvu.js'), ...parameters];
  return new Promise((resolve) => {
    execFile(process.execPath, command, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

describe('a verb', () => {
  it.each([
    ['number', [letter, '--at', 'x', '--number', '1'], 'congvu number --help'],
    ['extend', [letter, '--level', 'b-b'], 'expected b-t, b-lt, b-lta, got "b-b"'],
    ['extend', [letter, '--level', 'b-x'], 'congvu extend --help'],
  ])('%s %j says "%s"', async (verb, parameters, words) => {
    const text = await said(verb, ...parameters, '--out', join(folder, 'x.pdf'));
    expect(text).toContain(words);
    expect(text).not.toContain('sign --help');
  });

  it('shows names of files without what moves a cursor', async () => {
    const name = join(folder, 'a\u001b[2Jb\nc.pdf');
    const text = await said('number', name, '--number', '1', '--out', join(folder, 'x.pdf'));
    expect(text).toContain('a�[2Jb�c.pdf');
    expect(text).not.toContain('\u001b');
  });

  it('prints and notes the same way, and leaves JSON as it is', async () => {
    const lines: unknown[] = [];
    const keep = (line: unknown) => void lines.push(line);
    const terminal = { print: keep, note: keep, printJson: keep, interactive: false };
    const run = spoken('number', terminal, async ({ print, note, printJson }) => {
      print('a\nb');
      note('c\u0007');
      printJson({ file: 'a\nb' });
      throw fail('SIGN_OUTPUT_EXISTS', { path: 'd\ne' });
    });
    await expect(run).rejects.toThrow(expect.any(CongvuError));
    await expect(run).rejects.toThrow('d�e');
    expect(lines).toEqual(['a�b', 'c�', { file: 'a\nb' }]);
  });
});
