/** Every kind of signature that can be made, on both kinds of cross-reference, judged by all judges. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Appearance } from '../appearance/appearance.ts';
import { signMany } from '../batch/sign-many.ts';
import { scan, withEmptyField } from '../test-documents.ts';
import { fixture, fixtureDocuments, type TestKey, testPki } from '../test-material.ts';
import {
  clock,
  copyOf,
  inRow,
  signingUnder,
  personal as usualPersonal,
  seal as usualSeal,
} from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { judgedByAll } from './judges.ts';

const seal = usualSeal();
const copy = copyOf('Sao y');
const invisible: Appearance = { kind: 'invisible' };
const personal = (anchor: { title: string; name: string } | { field: string }) => usualPersonal({ anchor });
const folder = mkdtempSync(join(tmpdir(), 'congvu-kinds-'));
const root = join(folder, 'root.pem');
/** One key of each sort takes its turn in every role: the algorithms one by one are in algorithms.test.ts. */
let signers: Record<'person' | 'other' | 'agency' | 'secondAgency', TokenSigner>;

beforeAll(async () => {
  const pki = await testPki();
  writeFileSync(root, pki.rootPem);
  const person = (name: string, organisation: string, key: TestKey, pss = false) =>
    pki.signer({
      ...{ name, organisation, key, uid: 'CCCD:001099000001' },
      ...(pss ? { scheme: { padding: 'pss' as const } } : {}),
    });
  const agency = (name: string, key: TestKey) => pki.signer({ name, key, uid: 'MST:0200000001' });
  signers = {
    person: await person('Nguyễn Văn An', 'Sở Kỹ thuật số', 'rsa', true),
    other: await person('Trần Thị Bích', 'Sở Tài chính', 'p-384'),
    agency: await agency('Sở Kỹ thuật số', 'rsa-3072'),
    secondAgency: await agency('Sở Tài chính', 'p-256'),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sign = signingUnder('decree-30-2020');

/** The steps one after the other, each judged. */
const judgedSteps = (start: Uint8Array, ...steps: readonly Step[]) => judgedApart(false, start, ...steps);

type Step = (pdf: Uint8Array) => Promise<Uint8Array>;

async function judgedApart(widgetApart: boolean, start: Uint8Array, ...steps: readonly Step[]) {
  let file = start;
  for (const [done, step] of steps.entries()) {
    file = await step(file);
    await judgedByAll({ file, signatures: done + 1, root, at: clock.now(), folder, widgetApart });
  }
}

describe.each(fixtureDocuments.slice(0, 2))('on $file', ({ file: name, signer: lines, documentNumber }) => {
  const letter = fixture('documents', name);
  const attachment: Appearance = { kind: 'attachment', documentNumber };

  it('a person, the agency, then a copy of another agency', async () => {
    await judgedSteps(
      letter,
      (pdf) => sign(pdf, signers.person, personal(lines)),
      (pdf) => sign(pdf, signers.agency, seal),
      (pdf) => sign(pdf, signers.secondAgency, copyOf('Sao y', 'Sở Tài chính')),
    );
  });

  it('the older row of Da Nang', async () => {
    const older = { regulation: 'da-nang-2014' };
    await judgedSteps(
      letter,
      (pdf) => sign(pdf, signers.person, personal(lines), older),
      (pdf) => sign(pdf, signers.agency, seal, older),
    );
  });

  it('several parties, each with person and seal, in turn', async () => {
    await judgedSteps(
      letter,
      (pdf) => sign(pdf, signers.person, inRow(120)),
      (pdf) => sign(pdf, signers.agency, seal),
      (pdf) => sign(pdf, signers.other, inRow(380), { interAgency: true }),
      (pdf) => sign(pdf, signers.secondAgency, invisible),
    );
  });

  it('several persons as equals', async () => {
    await judgedSteps(
      letter,
      (pdf) => sign(pdf, signers.person, inRow(120)),
      (pdf) => sign(pdf, signers.other, inRow(380)),
    );
  });

  it.each([
    ['a copy', copy],
    ['an attachment', attachment],
    ['an annex', { kind: 'annex', documentNumber }],
    ['nothing to see', invisible],
  ] as const)('%s', async (_, appearance) => {
    await judgedSteps(letter, (pdf) => sign(pdf, signers.agency, appearance));
  });

  it.each([false, true])('a named field (widget apart: %s), then one more', async (apart) => {
    const input = await withEmptyField(letter, [300, 100, 440, 160], apart);
    await judgedApart(
      apart,
      input,
      (pdf) => sign(pdf, signers.person, personal({ field: 'Ô ký' })),
      (pdf) => sign(pdf, signers.agency, attachment),
    );
  });

  it('a batch that reads only what it needs', async () => {
    const batch = signMany([letter, letter], (pdf) => ({
      ...{ pdf, signer: signers.person, appearance: personal(lines), clock },
      ...{ regulation: 'decree-30-2020', extent: 'needed' },
    }));
    for await (const done of batch) {
      if ('refused' in done) throw done.refused;
      await judgedByAll({ file: done.signed.pdf, signatures: 1, root, at: clock.now(), folder });
    }
  });
});

it('scanned paper', async () => {
  await judgedSteps(await scan(201, 2), (pdf) => sign(pdf, signers.agency, copy, { scanned: true }));
});
