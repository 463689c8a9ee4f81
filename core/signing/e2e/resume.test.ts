/** `congvu sign --resume`: a run that was killed, or met a fault, is gone on with; no document is signed twice. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { systemClock } from '../../../foundation/clock.ts';
import { projectRoot, systemFile } from '../../../foundation/paths.ts';
import { createPki, parsePkiDescription } from '../../pki/index.ts';
import { fixturePath } from '../test-material.ts';
import { judgedByMutool, judgedByPdfsig, judgedByQpdf } from './judges.ts';

const library = systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '';
const pin = 'Mat-khau-1';
const program = join(projectRoot, 'bin/congvu.js');

describe.skipIf(!foreign('softhsm2-util').present)('congvu sign --resume', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-resume-'));
  const environment = { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm2.conf'), CONGVU_PIN: pin };
  const many = Array.from({ length: 100 }, (_, number) => join(folder, 'in', `van-ban-${number}.pdf`));
  const usual = ['--module', library, '--token', 'pkcs11:token=desk', '--lang', 'en'];
  const personal = [
    ...['--as', 'personal', '--image', fixturePath('images', 'chu-ky-xanh.png')],
    ...['--title', 'GIÁM ĐỐC', '--name', 'Nguyễn Văn An'],
  ];
  const usually = [...usual, ...personal];

  beforeAll(async () => {
    mkdirSync(join(folder, 'in'));
    for (const file of many) copyFileSync(fixturePath('documents', 'cong-van-classic.pdf'), file);
    writeFileSync(
      environment.SOFTHSM2_CONF,
      `directories.tokendir = ${folder}\nobjectstore.backend = file\n`,
    );
    process.env.SOFTHSM2_CONF = environment.SOFTHSM2_CONF;
    const parameters = [
      '--init-token',
      '--free',
      '--label',
      'desk',
      '--pin',
      pin,
      '--so-pin',
      'So-mat-khau-1',
    ];
    execFileSync(foreign('softhsm2-util').path, parameters, { env: environment, stdio: 'pipe' });
    const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
    const description = parsePkiDescription(yaml);
    const pki = await createPki({ description, dir: join(folder, 'pki'), clock: systemClock });
    await pki.issueToToken('chu-tich', { module: library, tokenLabel: 'desk', pin });
    pki.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function sign(files: readonly string[], ...parameters: readonly string[]) {
    const options = { env: environment, encoding: 'utf8' } as const;
    return spawnSync(process.execPath, [program, 'sign', ...files, ...parameters], options);
  }
  /** What stands in a folder of outputs: name → bytes and time of change. */
  const standing = (out: string) =>
    new Map(
      (existsSync(out) ? readdirSync(out) : [])
        .filter((name) => name.endsWith('.pdf'))
        .map((name) => {
          const { mtimeMs, ino } = statSync(join(out, name));
          return [name, `${ino} ${mtimeMs} ${readFileSync(join(out, name)).toString('base64')}`];
        }),
    );

  it('signs after kill -9 what is left, once, and nothing else', async () => {
    const out = join(folder, 'killed');
    const running = spawn(process.execPath, [program, 'sign', ...many, ...usually, '--out', out], {
      env: environment,
      stdio: 'ignore',
    });
    const gone = new Promise((resolve) => running.once('exit', resolve));
    while (standing(out).size < 20) await new Promise((resolve) => setTimeout(resolve, 2));
    running.kill('SIGKILL');
    await gone;
    const before = standing(out);
    expect(before.size).toBeLessThan(many.length);
    // As a writer leaves it that is killed while it writes.
    const unfinished = join(out, '.van-ban-99.pdf.01234567-89ab-cdef-0123-456789abcdef.7.part');
    writeFileSync(unfinished, '%PDF-');
    const notOurs = join(out, '.other.pdf.01234567-89ab-cdef-0123-456789abcdef.7.part');
    writeFileSync(notOurs, '%PDF-');

    const again = sign(many, ...usually, '--out', out);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain(`SIGN_OUTPUTS_EXIST: ${before.size} of ${many.length} outputs`);
    expect(again.stderr).toContain('--resume');
    expect(standing(out)).toEqual(before);

    const resumed = sign(many, ...usually, '--out', out, '--resume');
    expect(resumed).toMatchObject({ status: 0, stderr: '' });
    const counts = `signed: ${many.length - before.size}, signed before: ${before.size}, failed: 0`;
    expect(resumed.stdout.trimEnd().split('\n').at(-1)).toBe(counts);
    const after = standing(out);
    expect(after.size).toBe(many.length);
    for (const [name, was] of before) expect(after.get(name)).toBe(was);
    expect(existsSync(unfinished)).toBe(false);
    expect(existsSync(notOurs)).toBe(true);
    for (const name of [[...before.keys()][0] ?? '', 'van-ban-99.pdf']) {
      judgedByPdfsig(join(out, name));
      judgedByMutool(join(out, name), 1);
      judgedByQpdf(join(out, name));
    }

    const once = sign(many, ...usually, '--out', out, '--resume', '--json');
    expect(JSON.parse(once.stdout).counts).toEqual({ signed: 0, skipped: many.length, failed: 0 });
    expect(standing(out)).toEqual(after);
  });

  it('leaves what is there and is something else, names it, and signs the others', () => {
    const out = join(folder, 'mixed');
    const files = many.slice(0, 5);
    const [one = '', two = '', three = '', four = ''] = files;
    const at = (file: string) => join(out, file.slice(join(folder, 'in').length + 1));
    expect(sign(files.slice(0, 4), ...usually, '--out', out).status).toBe(0);
    writeFileSync(at(two), readFileSync(at(two)).subarray(0, -9));
    writeFileSync(at(three), 'mine');
    copyFileSync(fixturePath('documents', 'to-trinh.pdf'), at(four));
    const before = standing(out);
    const { status, stdout, stderr } = sign(files, ...usually, '--out', `${out}/`, '--resume', '--json');
    expect(status).toBe(2);
    const { files: told, counts } = JSON.parse(stdout);
    expect(counts).toEqual({ signed: 1, skipped: 1, failed: 3 });
    const other = { signed: false, code: 'SIGN_OUTPUT_OTHER' };
    expect(told).toMatchObject([{ skipped: true, output: at(one) }, other, other, other, { signed: true }]);
    expect(told.map(({ file }: { file: string }) => file)).toEqual(files);
    expect(stderr.match(/SIGN_OUTPUT_OTHER/g)?.length).toBeGreaterThan(2);
    const after = standing(out);
    for (const [name, was] of before) expect(after.get(name)).toBe(was);
    expect(after.size).toBe(5);
  });

  it('names a link, a folder and a pipe at an output, and signs the others', () => {
    const out = join(folder, 'odd');
    const at = (number: number) => join(out, `van-ban-${number}.pdf`);
    mkdirSync(at(1), { recursive: true });
    symlinkSync(join(folder, 'nowhere'), at(0));
    execFileSync('mkfifo', [at(2)]);
    const { status, stdout } = sign(many.slice(0, 4), ...usually, '--out', out, '--resume', '--json');
    expect(status).toBe(2);
    const other = { signed: false, code: 'SIGN_OUTPUT_OTHER' };
    expect(JSON.parse(stdout)).toMatchObject({
      files: [other, other, other, { signed: true }],
      counts: { signed: 1, skipped: 0, failed: 3 },
    });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it.each<readonly string[]>([['--resume'], []])(
    'lets nobody go on in a folder in which another is at work (%s)',
    async (...of) => {
      const out = join(folder, `busy${of.length}`);
      const running = spawn(process.execPath, [program, 'sign', ...many, ...usually, '--out', out, ...of], {
        env: environment,
        stdio: 'ignore',
      });
      const gone = new Promise((done) => running.once('exit', done));
      while (standing(out).size < 1) await new Promise((done) => setTimeout(done, 2));
      running.kill('SIGSTOP');
      const second = sign(many, ...usually, '--out', `${out}/../busy${of.length}`, '--resume');
      expect(second).toMatchObject({ status: 2, stdout: '' });
      expect(second.stderr).toContain(
        `SIGN_FOLDER_BUSY: another run of congvu sign (process ${running.pid})`,
      );
      running.kill('SIGCONT');
      expect(await gone).toBe(0);
      expect(
        sign(many, ...usually, '--out', out, '--resume')
          .stdout.trimEnd()
          .split('\n')
          .at(-1),
      ).toBe(`signed: 0, signed before: ${many.length}, failed: 0`);
    },
  );

  it('takes other options for another signature, and is not taken with --force', () => {
    const out = join(folder, 'other');
    const files = many.slice(0, 2);
    expect(sign(files, ...usually, '--out', out).status).toBe(0);
    const invisible = sign(files, ...usual, '--as', 'invisible', '--out', out, '--resume');
    expect(invisible).toMatchObject({ status: 2, stderr: expect.stringContaining('SIGN_OUTPUT_OTHER') });
    expect(invisible.stdout).toBe('signed: 0, signed before: 0, failed: 2\n');
    const forced = sign(files, ...usually, '--out', out, '--resume', '--force');
    expect(forced).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('SIGN_OPTION_INVALID: --resume'),
    });
  });

  it('goes on beside files of any kind', () => {
    const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, `${file}\n`);
    const [first = '', second = ''] = files;
    const detached = [...usual, '--as', 'invisible', '--detached', '--json'];
    expect(sign([first, second], ...detached).status).toBe(0);
    writeFileSync(second, 'changed since\n');
    const { status, stdout } = sign(files, ...detached, '--resume');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ skipped: true }, { code: 'SIGN_OUTPUT_OTHER' }, { signed: true, output: `${files[2]}.p7s` }],
      counts: { signed: 1, skipped: 1, failed: 1 },
    });
  });
});
