/** `congvu sign` from the command line, with keys on SoftHSM tokens and certificates of the test PKI. */
import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot, systemFile } from '../../../foundation/paths.ts';
import { createPki, type Pki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { collectFacts, loadTrust, trustStore, verifyPdf } from '../../verification/index.ts';
import { fixturePath } from '../test-material.ts';
import { openTokenSigner } from '../token/token-signer.ts';
import { judgedByAll, judgedByPdfbox } from './judges.ts';

const library = systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '';
const at = '2026-11-22T02:30:15Z';
const tokens = { person: 'Chu tich', agency: 'UBND thanh pho' };
const pin = 'Mat-khau-1';

describe.skipIf(!foreign('softhsm2-util').present)('congvu sign', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-sign-'));
  const environment = { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
  const quiet: ExecFileSyncOptions = { env: environment, stdio: 'pipe' };
  let pki: Pki;
  let served: ServedPki;

  beforeAll(async () => {
    const configuration = `directories.tokendir = ${folder}\nobjectstore.backend = file\n`;
    writeFileSync(environment.SOFTHSM2_CONF, configuration);
    process.env.SOFTHSM2_CONF = environment.SOFTHSM2_CONF;
    for (const label of Object.values(tokens)) {
      const parameters = [
        '--init-token',
        '--free',
        '--label',
        label,
        '--pin',
        pin,
        '--so-pin',
        'So-mat-khau-1',
      ];
      execFileSync(foreign('softhsm2-util').path, parameters, quiet);
    }
    const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
    const description = parsePkiDescription(yaml);
    pki = await createPki({ description, dir: join(folder, 'pki'), clock: fixedClock(at) });
    await pki.issueToToken('chu-tich', { module: library, tokenLabel: tokens.person, pin });
    await pki.issueToToken('ubnd-hai-phong', {
      module: library,
      tokenLabel: tokens.agency,
      pin,
      keyType: 'p-256',
    });
    served = await pki.serve();
    writeFileSync(join(folder, 'pin'), `${pin}\n`);
  });
  afterAll(async () => {
    await served.close();
    pki.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Not synchronous: the time-stamp server answers from this process. */
  function congvu(parameters: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return verb('sign', ['--module', library, '--at', at, ...parameters]);
  }

  function verb(
    name: string,
    parameters: readonly string[],
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const command = [join(projectRoot, 'bin/congvu.js'), name, ...parameters];
      const child = spawn(process.execPath, command, { env: environment });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (data) => {
        stdout += data;
      });
      child.stderr.on('data', (data) => {
        stderr += data;
      });
      child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    });
  }

  const judged = () => ({ root: join(pki.trustDir, 'root.crt'), at: new Date(at), folder });

  const document = (name: string) => fixturePath('documents', name);
  const personal = [
    ...['--token', `pkcs11:token=${encodeURIComponent(tokens.person)}`, '--pin-file', join(folder, 'pin')],
    ...['--as', 'personal', '--image', fixturePath('images', 'chu-ky-xanh.png')],
  ];
  const seal = [
    ...['--token', `pkcs11:token=${encodeURIComponent(tokens.agency)}`, '--pin-file', join(folder, 'pin')],
    ...['--as', 'agency', '--image', fixturePath('images', 'dau-do.png'), '--size-mm', '36'],
  ];

  it('signs for the person, then for the agency, with time stamps', async () => {
    const [once, twice] = [join(folder, 'once.pdf'), join(folder, 'twice.pdf')];
    const anchor = ['--title', 'CHỦ TỊCH', '--name', 'Phạm Quốc Việt', '--time-stamp', `${served.url}/tsa`];
    const first = await congvu([
      document('quyet-dinh-nhieu-trang.pdf'),
      ...personal,
      ...anchor,
      '--out',
      once,
    ]);
    expect(first).toMatchObject({ code: 0 });
    const second = await congvu([
      once,
      ...seal,
      '--time-stamp',
      `${served.url}/tsa`,
      '--out',
      twice,
      '--json',
    ]);
    expect(second).toMatchObject({ code: 0 });
    expect(JSON.parse(second.stdout)).toMatchObject({ files: [{ file: once, signed: true, output: twice }] });
    expect(readFileSync(twice).subarray(0, readFileSync(once).length).equals(readFileSync(once))).toBe(true);
    const trust = await loadTrust(pki.trustDir);
    const report = verifyPdf(readFileSync(twice), { trust, at: new Date(at), regulation: 'hai-phong-2025' });
    expect(report).toMatchObject({ verdict: 'TOTAL-PASSED' });
    await judgedByAll({ ...judged(), file: readFileSync(twice), signatures: 2 });
  });

  it('keeps room for number and date, which come in between the person and the agency', async () => {
    const [signed = '', numbered = '', sealed = ''] = ['da-ky', 'da-cho-so', 'phat-hanh'].map((name) =>
      join(folder, `${name}.pdf`),
    );
    const long = ['--time-stamp', `${served.url}/tsa`, '--level', 'b-lta', '--evidence', pki.trustDir];
    const first = [...personal, '--title', 'GIÁM ĐỐC', '--name', 'Nguyễn Văn An', ...long, '--out', signed];
    expect(await congvu([document('cong-van-cho-so.pdf'), ...first])).toMatchObject({ code: 0 });
    const number = ['--number', '128', '--date', '2025-11-12', '--at', at, '--out', numbered];
    expect(await verb('number', [signed, ...number])).toMatchObject({ code: 0 });
    expect(await congvu([numbered, ...seal, ...long, '--out', sealed])).toMatchObject({
      code: 0,
      stderr: '',
    });
    const said = await verb('verify', [sealed, '--trust', pki.trustDir, '--at', at]);
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('128/SKTS-HCTH, 2025-11-12') });
  });

  it('signs at B-LTA with lists from a folder, and extends what was signed without', async () => {
    const [plain, full, extended] = ['plain', 'full', 'extended'].map((name) => join(folder, `${name}.pdf`));
    const letter = document('cong-van-classic.pdf');
    const anchor = ['--title', 'GIÁM ĐỐC', '--name', 'Nguyễn Văn An'];
    const server = ['--time-stamp', `${served.url}/tsa`];
    const evidence = ['--evidence', pki.trustDir];
    const at1 = [...personal, ...anchor, '--hash', 'sha512', '--pss'];
    expect(await congvu([letter, ...at1, '--out', String(plain)])).toMatchObject({ code: 0 });
    const long = ['--level', 'b-lta', ...server, ...evidence];
    expect(await congvu([letter, ...at1, ...long, '--out', String(full)])).toMatchObject({ code: 0 });
    const run = await verb('extend', [
      String(plain),
      '--at',
      at,
      ...long,
      '--out',
      String(extended),
      '--json',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({ files: [{ extended: true, level: 'b-lta' }] });
    for (const path of [full, extended]) {
      const file = readFileSync(String(path));
      const trust = trustStore({ certificates: [pki.authorities.root.certificate] });
      expect(verifyPdf(file, { trust, at: new Date(at), regulation: 'none' })).toMatchObject({
        verdict: 'TOTAL-PASSED',
      });
      const { signatures } = collectFacts(file);
      expect(signatures.at(-1)?.kind).toBe('document-time-stamp');
      const timeStamps = signatures.length - 1;
      await judgedByAll({ ...judged(), file, signatures: 1, timeStamps, proven: true });
    }
    const weak = await congvu([letter, ...at1, '--hash', 'sha1', '--out', join(folder, 'weak.pdf')]);
    expect(weak).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_ALGORITHM_WEAK') });
    expect(existsSync(join(folder, 'weak.pdf'))).toBe(false);
  });

  it('signs a file of any kind beside it, and verify takes it with its content', async () => {
    const data = join(folder, 'so-lieu.csv');
    writeFileSync(data, 'a;b\n1;2\n');
    const agency = [...seal.slice(0, 4), '--detached', '--as', 'attachment'];
    const run = await congvu([data, ...agency, '--time-stamp', `${served.url}/tsa`, '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ files: [{ signed: true, output: `${data}.p7s` }] });
    const beside = [`${data}.p7s`, '--content', data, '--trust', pki.trustDir, '--as', 'attachment'];
    const good = await verb('verify', [...beside, '--at', at, '--json']);
    expect(good).toMatchObject({ code: 0 });
    expect(JSON.parse(good.stdout)).toMatchObject({ verdict: 'TOTAL-PASSED', findings: [] });
    const { root: roots } = judged();
    await judgedByPdfbox({ file: `${data}.p7s`, content: data, roots, at: new Date(at) }, 1);
    writeFileSync(data, 'a;b\n1;3\n');
    const bad = await verb('verify', [...beside, '--at', at, '--lang', 'en']);
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringContaining('altered after it was signed') });
    const long = await congvu([data, ...agency, '--level', 'b-lt', '--force']);
    expect(long).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_OPTION_INVALID') });
  });

  it('signs several files into a folder and goes on after one that it refuses', async () => {
    const files = ['cong-van-classic.pdf', 'to-trinh.pdf', 'phu-luc.pdf'].map(document);
    const out = join(folder, 'signed');
    const anchor = ['--title', 'GIÁM ĐỐC', '--name', 'Nguyễn Văn An', '--json'];
    const run = await congvu([...files, ...personal, ...anchor, '--out', out]);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout).files).toMatchObject([
      { signed: true },
      { signed: false, code: 'SIGN_ANCHOR_NOT_FOUND' },
      { signed: true },
    ]);
    expect(readdirSync(out).sort()).toEqual(['cong-van-classic.pdf', 'phu-luc.pdf']);
  });

  it.each([
    ['an unsigned document for the agency', [...seal], 'SIGN_PERSONAL_SIGNATURE_MISSING'],
    ['no image', personal.slice(0, 6), 'SIGN_OPTION_MISSING'],
    ['an unknown kind', [...personal, '--as', 'seal'], 'SIGN_OPTION_INVALID'],
    [
      "the agency's image for a person",
      [
        ...personal,
        '--image',
        fixturePath('images', 'dau-do.png'),
        '--title',
        'GIÁM ĐỐC',
        '--name',
        'Nguyễn Văn An',
      ],
      'SIGN_IMAGE_NOT_BLUE',
    ],
    ["a person's token for the agency", [...seal, ...personal.slice(0, 4)], 'SIGN_CERTIFICATE_KIND'],
  ])('refuses %s', async (_, parameters, code) => {
    const out = join(folder, 'refused.pdf');
    const run = await congvu([document('cong-van-classic.pdf'), ...parameters, '--out', out]);
    expect(run.stderr).toContain(code);
    expect(run.code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  it('uses the pair whose certificate lasts longest, unless told which', async () => {
    const target = { module: library, tokenLabel: tokens.person, pin };
    const issued = await pki.issueToToken(
      'chu-tich',
      { ...target, label: 'cu' },
      { notAfter: new Date('2026-12-31') },
    );
    const usual = await openTokenSigner(target);
    expect(Buffer.from(usual.certificate).equals(issued.der)).toBe(false);
    expect(usual.chain).toHaveLength(2);
    usual.close();
    const chosen = await openTokenSigner({ ...target, key: { label: 'cu' } });
    expect(Buffer.from(chosen.certificate).equals(issued.der)).toBe(true);
    chosen.close();
    const missing = openTokenSigner({ ...target, key: { label: 'khong-co' } });
    await expect(missing).rejects.toMatchObject({ code: 'SIGN_CERTIFICATE_MISSING' });
  });

  it('says on stderr and in its JSON what the signer should know', async () => {
    const copying = ['--as', 'copy', '--copy-form', 'SAO Y', '--agency-name', 'Văn phòng', '--json'];
    const out = join(folder, 'copy.pdf');
    const run = await congvu([document('to-trinh.pdf'), ...seal.slice(0, 4), ...copying, '--out', out]);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/cảnh báo: COPY_FORM_LOWERED: .*viết thường/);
    const warnings = [{ code: 'COPY_FORM_LOWERED', vietnamese: { message: expect.any(String) } }];
    expect(JSON.parse(run.stdout).files).toMatchObject([{ warnings }]);
  });

  it('replaces nothing unless told to, and reads from files only', async () => {
    const out = join(folder, 'taken.pdf');
    writeFileSync(out, 'mine');
    const anchor = ['--title', 'GIÁM ĐỐC', '--name', 'Nguyễn Văn An', '--out', out];
    const refused = await congvu([document('cong-van-classic.pdf'), ...personal, ...anchor]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_OUTPUT_EXISTS') });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    const device = await congvu(['/dev/zero', ...personal, ...anchor, '--force']);
    expect(device).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_INPUT_NOT_A_FILE') });
    const forced = await congvu([document('cong-van-classic.pdf'), ...personal, ...anchor, '--force']);
    expect(forced.code).toBe(0);
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('never repeats a PIN', async () => {
    const wrong = 'Khong-dung-9';
    const parameters = [
      ...personal.slice(0, 2),
      ...personal.slice(4),
      '--title',
      'A',
      '--name',
      'B',
      '--pin',
      wrong,
    ];
    const run = await congvu([document('to-trinh.pdf'), ...parameters, '--out', join(folder, 'x.pdf')]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('PKCS11_PIN_INCORRECT');
    expect(run.stdout + run.stderr).not.toContain(wrong);
  });
});
