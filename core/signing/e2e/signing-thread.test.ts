/** The token in a thread of its own: the same signatures and the same errors as in this thread, and nothing left open. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot, systemFile } from '../../../foundation/paths.ts';
import { ckrOf } from '../../pkcs11/index.ts';
import { createPki, parsePkiDescription } from '../../pki/index.ts';
import { collectFacts } from '../../verification/index.ts';
import { signFiles } from '../batch/sign-files.ts';
import { signMany } from '../batch/sign-many.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture } from '../test-material.ts';
import { openTokenSigner, type TokenSigner } from '../token/token-signer.ts';

const module = systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '';
const clock = fixedClock('2026-11-22T02:30:15Z');
const pin = 'Mat-khau-1';

describe.skipIf(!foreign('softhsm2-util').present)('a token in a thread of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-thread-'));

  beforeAll(async () => {
    process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
    writeFileSync(
      process.env.SOFTHSM2_CONF,
      `directories.tokendir = ${folder}\nobjectstore.backend = file\n`,
    );
    const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
    const pki = await createPki({
      description: parsePkiDescription(yaml),
      dir: join(folder, 'pki'),
      clock,
    });
    for (const keyType of ['rsa-2048', 'p-256'] as const) {
      const parameters = ['--init-token', '--free', '--label', keyType, '--pin', pin, '--so-pin', pin];
      execFileSync(foreign('softhsm2-util').path, parameters, { stdio: 'pipe' });
      await pki.issueToToken('chu-tich', { module, tokenLabel: keyType, pin, keyType });
    }
    pki.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const opened = (tokenLabel: string, given = pin) =>
    openTokenSigner({ module, tokenLabel, pin: given, thread: true });
  const options = (signer: TokenSigner, pdf: Uint8Array) =>
    ({ pdf, signer, appearance: { kind: 'invisible' }, regulation: 'hai-phong-2025', clock }) as const;
  /** SoftHSM's folders, which have serial numbers as names. */
  const moveTokens = (from: string, to: string) => {
    for (const name of readdirSync(from)) {
      if (/^[0-9a-f]{8}-/.test(name)) renameSync(join(from, name), join(to, name));
    }
  };
  const letter = fixture('documents', 'cong-van-classic.pdf');

  it.each(['rsa-2048', 'p-256'])('signs a batch with %s in order, past a refused document', async (key) => {
    const signer = await opened(key);
    const jobs = Array.from({ length: 25 }, (_, number) => (number === 7 ? 'broken' : `${number}`));
    const results: string[] = [];
    const pdfOf = (job: string) => (job === 'broken' ? Buffer.from('%PDF-1.4') : letter);
    for await (const done of signMany(jobs, (job) => options(signer, pdfOf(job)))) {
      if ('refused' in done) {
        results.push(done.refused.code);
        continue;
      }
      const [signature] = collectFacts(done.signed.pdf).signatures;
      expect(signature?.content).toMatchObject({
        cms: { digestFits: true, signatureFits: true, ess: 'fits' },
      });
      results.push(done.job);
    }
    expect(results).toEqual(jobs.map((job) => (job === 'broken' ? 'PDF_TRUNCATED' : job)));
    signer.close();
  });

  it('gives the module back: it can be opened in this thread afterwards', async () => {
    const apart = await opened('rsa-2048');
    const signed = await signPdf(options(apart, letter));
    apart.close();
    apart.close();
    const here = await openTokenSigner({ module, tokenLabel: 'rsa-2048', pin });
    expect(Buffer.from(await signPdf(options(here, letter))).equals(signed)).toBe(true);
    here.close();
    await expect(apart.sign(Buffer.from('late'))).rejects.toThrow();
  });

  it('that is closed with work left over touches no session of who opens the module next', async () => {
    for (let round = 0; round < 4; round++) {
      const apart = await opened('rsa-2048');
      const left = Array.from({ length: 6 }, () => apart.sign(Buffer.from('work')).catch(() => 'closed'));
      if (round % 2 === 0) await left[0];
      apart.close();
      const here = await openTokenSigner({ module, tokenLabel: 'rsa-2048', pin });
      for (const text of ['a', 'b', 'c', 'd']) await here.sign(Buffer.from(text));
      here.close();
      await Promise.all(left);
    }
  });

  it('without a thread is given back when the signature that is being made is there, and signs no more', async () => {
    for (let round = 0; round < 8; round++) {
      const here = await openTokenSigner({ module, tokenLabel: 'rsa-2048', pin });
      const last = here.sign(Buffer.from('last'));
      here.close();
      here.close();
      await expect(here.sign(Buffer.from('late'))).rejects.toThrow('the token was closed');
      expect((await last).length).toBe(256);
    }
    (await opened('rsa-2048')).close();
  });

  it.each([
    ['a wrong PIN', 'rsa-2048', '13579753', 'PKCS11_PIN_INCORRECT', 'CKR_PIN_INCORRECT'],
    ['an unknown token', 'khong-co', '13579753', 'PKCS11_TOKEN_NOT_FOUND', undefined],
  ])('says of %s what it says without a thread, and no PIN', async (_, label, wrong, code, ckr) => {
    const error = await opened(label, wrong).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code });
    expect(ckrOf(error)?.name).toBe(ckr);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(wrong);
  });

  it('serves congvu sign when it is given many files, and leaves nothing unfinished', () => {
    const [inputs, out] = [join(folder, 'many'), join(folder, 'many-signed')];
    mkdirSync(inputs);
    const names = Array.from({ length: 70 }, (_, number) => `${100 + number}.pdf`);
    for (const name of names) writeFileSync(join(inputs, name), name === '120.pdf' ? 'not a PDF' : letter);
    const files = names.map((name) => join(inputs, name));
    const parameters = [
      '--token',
      'pkcs11:token=rsa-2048',
      '--module',
      module,
      '--as',
      'invisible',
      '--json',
    ];
    const command = [join(projectRoot, 'bin/congvu.js'), 'sign', ...files, ...parameters, '--out', out];
    const moment = ['--at', clock.now().toISOString()];
    const run = spawnSync(process.execPath, [...command, ...moment], {
      env: { ...process.env, CONGVU_PIN: pin },
    });
    expect(run.status).toBe(2);
    const results = JSON.parse(`${run.stdout}`).files as readonly { file: string; code?: string }[];
    expect(results.map(({ file }) => file)).toEqual(files);
    expect(results.flatMap(({ code }) => code ?? [])).toEqual(['PDF_NOT_A_PDF']);
    expect(readdirSync(out).sort()).toEqual(names.filter((name) => name !== '120.pdf'));
    for (const name of readdirSync(out)) {
      const [signature] = collectFacts(readFileSync(join(out, name))).signatures;
      expect(signature?.content).toMatchObject({ cms: { digestFits: true, signatureFits: true } });
    }
  });

  it('names each file that was left when the token failed, and writes none of them', async () => {
    const [inputs, out, away] = [join(folder, 'left'), join(folder, 'left-signed'), join(folder, 'away')];
    for (const made of [inputs, away]) mkdirSync(made);
    const files = Array.from({ length: 90 }, (_, number) => join(inputs, `${100 + number}.pdf`));
    for (const file of files) writeFileSync(file, file.endsWith('110.pdf') ? 'not a PDF' : letter);
    const told: { files: readonly { file: string; signed: boolean; code?: string }[] }[] = [];
    const notes: string[] = [];
    const terminal = {
      print: () => undefined,
      printJson: (value: unknown) => told.push(value as (typeof told)[number]),
      note: (line: string) => {
        if (notes.push(line) === 1) moveTokens(folder, away);
      },
      interactive: false,
    };
    const token = { token: 'pkcs11:token=rsa-2048', module, as: 'invisible', json: true, out };
    const signing = signFiles(files, { ...token, at: clock.now().toISOString() }, terminal, {
      CONGVU_PIN: pin,
    });
    await expect(signing).rejects.toMatchObject({ code: 'PDF_NOT_A_PDF' });
    moveTokens(away, folder);
    const results = told[0]?.files ?? [];
    expect(results.map(({ file }) => file)).toEqual(files);
    const failed = results.findIndex(({ code }) => code?.startsWith('PKCS11_'));
    const left = results.slice(failed + 1);
    expect(failed).toBeGreaterThan(10);
    expect(new Set(left.map(({ code }) => code))).toEqual(new Set(['SIGN_NOT_REACHED']));
    expect(notes.at(-1)).toBe(`${left.length} more not signed: SIGN_NOT_REACHED`);
    const signed = results.flatMap(({ file, signed }) => (signed ? basename(file) : []));
    expect(readdirSync(out).sort()).toEqual(signed);
  });

  it('tells of a token that fails in between, and still closes', async () => {
    const signer = await opened('rsa-2048');
    await signer.sign(Buffer.from('before'));
    const away = mkdtempSync(join(folder, 'taken-away-'));
    moveTokens(folder, away);
    const results = await Promise.allSettled(['a', 'b', 'c'].map((text) => signer.sign(Buffer.from(text))));
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: expect.stringMatching(/^PKCS11_/) },
      });
    }
    signer.close();
  });
});
