/** A PIN that was typed where its file belongs is in no message. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from './paths.ts';
import { pinFileNamed } from './pin-file.ts';

const letter = 'fixtures/documents/cong-van-classic.pdf';
const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
const pki = join(folder, 'pki');
const program = join(projectRoot, 'bin/congvu.js');

beforeAll(() => {
  const made = [program, 'pki', 'init', 'core/pki/examples/hai-phong.yaml', '--dir', pki];
  expect(spawnSync(process.execPath, made, { cwd: projectRoot }).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the name of a PIN file', () => {
  it.each([
    ['/run/pin', '/run/pin'],
    ['pin.txt', 'pin.txt'],
    ['97531864', 'given with --pin-file'],
  ])('%s is called %s', (file, shown) => {
    expect(pinFileNamed(file, '--pin-file')).toBe(shown);
  });

  it.each([
    [
      'sign',
      [
        letter,
        '--token',
        'pkcs11:token=T',
        '--module',
        '/m.so',
        '--as',
        'invisible',
        '--out',
        '/tmp/none.pdf',
      ],
    ],
    ['pki', ['issue', 'chu-tich', '--dir', pki, '--module', '/m.so', '--token-label', 'T']],
    ['token', ['create', 'T', '--so-pin', '12345678']],
  ])('congvu %s does not say what it was given', (verb, parameters) => {
    const given = [program, verb, ...parameters, '--pin-file', '97531864'];
    const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd: projectRoot });
    expect(status).toBe(2);
    expect(`${stdout}${stderr}`).toContain('--pin-file');
    expect(`${stdout}${stderr}`).not.toContain('97531864');
  });
});
