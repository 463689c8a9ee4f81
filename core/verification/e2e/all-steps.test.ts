/** The life of a document in every order and at every level: after each step all of it is valid, and pdfsig agrees. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import type { ServedPki } from '../../pki/index.ts';
import { judgedByPdfsig, judgedByQpdf } from '../../signing/e2e/judges.ts';
import {
  type Appearance,
  type EvidenceSources,
  evidenceSources,
  extendPdf,
  type Level,
  levels,
  numberingFound,
  putNumber,
  signPdf,
  type TokenSigner,
} from '../../signing/index.ts';
import { collectFacts } from '../facts/collect.ts';
import type { Policy } from '../policy/policy.ts';
import { crl } from '../testing/authority.ts';
import { personSigns, root, sub } from '../testing/hand-made.ts';
import { fixture, type Material, material, now, sealAppearance } from '../testing/material.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

let all: Material;
let served: ServedPki;
let policy: Policy;
let sources: EvidenceSources;
let signers: Readonly<Record<'person' | 'other' | 'agency', TokenSigner>>;

beforeAll(async () => {
  all = await material();
  served = await all.pki.serve({ port: 0 });
  // The hand-made authority that certifies, beside the project's own.
  writeFileSync(join(all.pki.trustDir, 'hand-root.crt'), root.der);
  writeFileSync(join(all.pki.trustDir, 'hand-root.crl'), crl({ issuer: root }));
  writeFileSync(join(all.pki.trustDir, 'hand-sub.crl'), crl({ issuer: sub }));
  policy = await all.policy({ regulation: 'none' });
  sources = evidenceSources(all.pki.trustDir, []);
  const [person, other] = [await all.signer('chu-tich'), await all.signer('chu-tich')];
  signers = { person, other, agency: await all.signer('ubnd-hai-phong') };
}, 60_000);
afterAll(async () => {
  await served.close();
  all.remove();
});

type Step =
  | { readonly kind: 'person' | 'other' | 'seal' | 'copy'; readonly level: Level }
  | { readonly kind: 'extend'; readonly level: Exclude<Level, 'b-b'> }
  | { readonly kind: 'number' };

const at = (kind: 'person' | 'other' | 'seal' | 'copy', which: readonly Level[] = levels) =>
  which.map((level): Step => ({ kind, level }));
const numbering: Step = { kind: 'number' };
const extensions = (['b-t', 'b-lt', 'b-lta'] as const).map((level): Step => ({ kind: 'extend', level }));

/** Every one of `steps`, or in the short form one, so that each comes behind others of every level. */
function some(steps: readonly Step[], done: readonly Step[]): readonly Step[] {
  if (process.env.CONGVU_STEPS === 'all') return steps;
  const sum = done.reduce((so, step) => so + ('level' in step ? levels.indexOf(step.level) : 0), 0);
  return steps.slice(sum % steps.length).slice(0, 1);
}

/** What may come next. `waits`: the draft has blanks for number and date. */
function next(done: readonly Step[], waits: boolean): readonly Step[] {
  switch (done.at(-1)?.kind) {
    case undefined:
      return at('person');
    case 'person':
      return [...some(at('other'), done), ...(waits ? [numbering] : at('seal'))];
    case 'other':
      return waits ? [numbering] : some(at('seal'), done);
    case 'number':
      return done.some(({ kind }) => kind === 'other') ? some(at('seal'), done) : at('seal');
    case 'seal':
      return [...some(at('copy'), done), ...some(extensions, done)];
    case 'extend':
      return done.some(({ kind }) => kind === 'copy') ? [] : some(at('copy'), done);
    case 'copy':
      return done.some(({ kind }) => kind === 'extend') ? [] : some(extensions, done);
  }
}

const hand = (left: number): Appearance => ({
  kind: 'personal',
  image: fixture('images', 'chu-ky-xanh.png'),
  anchor: { page: 1, rect: { left, bottom: 300, right: left + 120, top: 360 } },
});
const looks = {
  person: () => ({ signer: signers.person, appearance: hand(300) }),
  other: () => ({ signer: signers.other, appearance: hand(60) }),
  seal: () => ({ signer: signers.agency, appearance: sealAppearance() }),
  copy: () => ({
    signer: signers.agency,
    appearance: { kind: 'copy', copyForm: 'SAO Y', agencyName: 'UBND thành phố' } as const,
  }),
};

async function taken(pdf: Uint8Array, step: Step, waits: boolean): Promise<Uint8Array> {
  const common = { pdf, regulation: 'none', clock: fixedClock(now) } as const;
  if (step.kind === 'number') return (await putNumber({ ...common, number: '128', date: '2025-11-12' })).pdf;
  const { level } = step;
  const timeStamp = { url: `${served.url}/tsa` };
  if (step.kind === 'extend')
    return extendPdf({ pdf, level: step.level, clock: common.clock, timeStamp, sources });
  return signPdf({
    ...common,
    ...looks[step.kind](),
    level,
    ...(level === 'b-b' ? {} : { timeStamp }),
    evidence: sources,
    ...(step.kind === 'person' && waits ? { numbering: numberingFound } : {}),
  });
}

async function packed(pdf: Uint8Array): Promise<Uint8Array> {
  return (await PDFDocument.load(pdf)).save({ useObjectStreams: true });
}

/** As iText certifies: P=2, the catalog as /Data, and /Perms that lead to the signature. */
function certified(): Uint8Array {
  const transform = '/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>';
  return personSigns(basePdf(), {
    rect: '0 0 0 0',
    signatureEntries: `/Reference[<</Type/SigRef${transform}/Data 1 0 R>>]`,
    objects: {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/Perms<</DocMDP 6 0 R>>>>',
    },
  });
}

const waiting = fixture('documents', 'cong-van-cho-so.pdf');
it.each([
  ['blanks for number and date, tables', () => waiting, true],
  ['blanks for number and date, streams', () => packed(waiting), true],
  ['no blanks, tables', () => fixture('documents', 'cong-van-classic.pdf'), false],
  ['certified, as iText does', () => certified(), false],
] as const)(
  '%s',
  async (_, start, waits) => {
    const path = join(all.dir, 'judged.pdf');
    let ends = 0;
    const walk = async (pdf: Uint8Array, done: readonly Step[]): Promise<void> => {
      const further = next(done, waits);
      if (further.length === 0) {
        ends += 1;
        // What is at the end holds every signature of the way.
        writeFileSync(path, pdf);
        judgedByPdfsig(path);
        if (ends % 10 === 0) judgedByQpdf(path);
      }
      for (const step of further) {
        const way = [...done, step];
        const said = JSON.stringify(way);
        const longer = await taken(pdf, step, waits);
        expect(Buffer.compare(longer.subarray(0, pdf.length), pdf), said).toBe(0);
        const { verdict, signatures } = verifyPdf(longer, policy);
        expect([verdict, signatures.map((one) => one.verdict)], said).toEqual([
          'TOTAL-PASSED',
          signatures.map(() => 'TOTAL-PASSED'),
        ]);
        expect(
          collectFacts(longer).changes.filter(({ vouched }) => !vouched),
          said,
        ).toEqual([]);
        await walk(longer, way);
      }
    };
    await walk(await start(), []);
    expect(ends).toBeGreaterThan(30);
  },
  120_000,
);
