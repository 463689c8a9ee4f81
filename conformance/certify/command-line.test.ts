import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { programWords, replayOf, runCommand } from './command-line.ts';
import { certifyOptions } from './options.ts';
import { replayWords } from './replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-words-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pinFile = join(folder, 'user.pin');
const soPinFile = join(folder, 'so.pin');
writeFileSync(pinFile, '24680135\n');
writeFileSync(soPinFile, '13579246\n');

const row = { requirement: 'made-up-2026/qc-01/k1.1', seed: 1, path: '0:1' };
const { signal } = new AbortController();
const words = { token: 'm.so', tokenLabel: 'Mat-Token', pinFile, soPinFile, allowDestructive: true };

function written(name: string, files: Readonly<Record<string, unknown>>): string {
  const evidence = join(folder, name);
  mkdirSync(evidence);
  for (const [file, value] of Object.entries(files)) {
    writeFileSync(join(evidence, file), JSON.stringify(value));
  }
  return evidence;
}

describe('the command that runs a case again', () => {
  const { choice } = certifyOptions(words, signal);

  it('names the files that the PINs came from, and no PIN', () => {
    const { command, target } = replayOf(choice, row);
    expect(command).toContain(`--pin-file ${pinFile} --so-pin-file ${soPinFile} --allow-destructive`);
    expect(JSON.stringify([command, target])).not.toMatch(/24680135|13579246/);
  });

  it('asks for a file where the PIN was given as a word', () => {
    const given = certifyOptions({ token: 'm.so', tokenLabel: 'T', pin: '2468', soPin: '1357' }, signal);
    const command = runCommand(given.choice, { seed: 1, regulations: [], only: [], runs: undefined });
    expect(command).toContain('--pin-file PIN-FILE --so-pin-file SO-PIN-FILE');
    expect(command).not.toMatch(/2468|1357/);
  });

  it('names a retry limit only when somebody declared one', () => {
    expect(replayOf(choice, row).command).not.toContain('--retry-limit');
    const declared = certifyOptions({ ...words, retryLimit: '5' }, signal).choice;
    expect(replayOf(declared, row).command).toContain('--retry-limit 5');
  });

  it('comes back from its evidence folder', () => {
    const evidence = written('failed', { 'counterexample.json': { replay: replayOf(choice, row) } });
    expect(replayWords(evidence)).toEqual({
      only: [row.requirement],
      seed: '1',
      path: '0:1',
      token: join(process.cwd(), 'm.so'),
      tokenLabel: 'Mat-Token',
      pinFile,
      soPinFile,
    });
    expect(replayWords(join(evidence, 'counterexample.json')).path).toBe('0:1');
  });
});

describe('programWords', () => {
  const checkout = join(folder, 'checkout');
  mkdirSync(join(checkout, '.git'), { recursive: true });

  it('works as printed where it is printed', () => {
    expect(programWords(checkout, checkout)).toEqual(['npx', 'congvu']);
    expect(programWords(join(checkout, 'below'), checkout)).toEqual(['npx', 'congvu']);
    expect(programWords(folder, checkout)).toEqual(['node', join(checkout, 'bin', 'congvu.js')]);
    expect(programWords(folder, folder)).toEqual(['congvu']);
  });
});

describe('replayWords', () => {
  it.each([
    ['passed', { 'facts.json': {}, 'exchanges.json': [] }, 'CERTIFY_EVIDENCE_WITHOUT_FAILURE'],
    ['undecided', { 'exchanges.json': [] }, 'CERTIFY_EVIDENCE_WITHOUT_FAILURE'],
    ['stray', {}, 'CERTIFY_EVIDENCE_INVALID'],
    ['broken', { 'counterexample.json': {}, 'exchanges.json': [] }, 'CERTIFY_EVIDENCE_INVALID'],
  ])('says what is wrong with a folder that is %s', (name, files, code) => {
    const evidence = written(name, files);
    expect(() => replayWords(evidence)).toThrow(
      expect.objectContaining({ code, message: expect.not.stringContaining('EISDIR') }),
    );
  });
});
