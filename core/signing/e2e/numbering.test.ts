/** Person, number, agency: judged, and looked at, by programs that we did not write. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { openPdf, pagesOf, rectangleOf } from '../../pdf/reading/index.ts';
import { dictionaryOf, isKind } from '../../pdf/reading/objects.ts';
import { putNumber } from '../numbering/put-number.ts';
import { numberingFound } from '../numbering/wanted-fields.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, type TestPki, testPki, waitingDocument } from '../test-material.ts';
import { judgedByMutool, judgedByOpenssl, judgedByPdfbox, judgedByPdfsig, judgedByQpdf } from './judges.ts';

const clock = fixedClock('2025-11-13T02:30:15Z');
const regulation = 'hai-phong-2025';
let pki: TestPki;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-numbering-'));
  pki = await testPki();
  writeFileSync(join(folder, 'root.pem'), pki.rootPem);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function steps(key: 'rsa' | 'p-256', input: Uint8Array = fixture('documents', waitingDocument.file)) {
  const person = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001', key });
  const agency = await pki.signer({ name: waitingDocument.agency, uid: 'MST:0200000001', key });
  const signed = await signPdf({
    pdf: input,
    signer: person,
    appearance: {
      kind: 'personal',
      image: fixture('images', 'chu-ky-xanh.png'),
      anchor: waitingDocument.signer,
    },
    regulation,
    clock,
    numbering: numberingFound,
  });
  const { pdf: numbered } = await putNumber({
    pdf: signed,
    number: '128',
    date: '2025-11-12',
    regulation,
    clock,
  });
  const sealed = await signPdf({
    pdf: numbered,
    signer: agency,
    appearance: { kind: 'agency', image: fixture('images', 'dau-do.png'), sizeMm: { width: 36, height: 36 } },
    regulation,
    clock,
  });
  return { signed, numbered, sealed };
}

function stored(name: string, pdf: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, pdf);
  return path;
}

describe.each(['rsa', 'p-256'] as const)(
  'a document that got its number between two signatures (%s)',
  (key) => {
    it('is accepted, numbered and sealed, and the first signature stays valid', async () => {
      const { numbered, sealed } = await steps(key);
      for (const [name, pdf, signatures] of [
        ['numbered.pdf', numbered, 1],
        ['sealed.pdf', sealed, 2],
      ] as const) {
        const path = stored(name, pdf);
        judgedByPdfsig(path);
        judgedByMutool(path, signatures);
        judgedByQpdf(path);
        judgedByOpenssl(pdf, join(folder, 'root.pem'), folder);
        await judgedByPdfbox(
          { file: path, roots: join(folder, 'root.pem'), at: clock.now(), proven: false },
          signatures,
        );
      }
    });
  },
);

it.skipIf(!foreign('qpdf').present)('so is one with object streams', async () => {
  const [from, to] = [stored('from.pdf', fixture('documents', waitingDocument.file)), join(folder, 'to.pdf')];
  execFileSync(foreign('qpdf').path, ['--object-streams=generate', from, to], { stdio: 'pipe' });
  const { sealed } = await steps('rsa', readFileSync(to));
  const path = stored('streams.pdf', sealed);
  judgedByPdfsig(path);
  judgedByMutool(path, 2);
  judgedByQpdf(path);
  await judgedByPdfbox({ file: path, roots: join(folder, 'root.pem'), at: clock.now(), proven: false }, 2);
});

/** Draws page 1 at 144 dots per inch. */
const viewers: Readonly<Record<string, (path: string, out: string) => void>> = {
  pdftoppm: (path, out) =>
    void execFileSync(foreign('pdftoppm').path, [
      '-r',
      '144',
      '-singlefile',
      '-png',
      path,
      out.replace(/\.png$/, ''),
    ]),
  mutool: (path, out) =>
    void execFileSync(foreign('mutool').path, ['draw', '-q', '-r', '144', '-o', out, path, '1'], {
      stdio: 'pipe',
    }),
};

describe.each(Object.keys(viewers))('%s', (viewer) => {
  it.skipIf(!foreign(viewer).present)(
    'shows number and date inside their fields, and nothing else changed',
    async () => {
      const { signed, numbered } = await steps('rsa');
      const picture = (name: string, pdf: Uint8Array) => {
        const out = join(folder, `${name}-${viewer}.png`);
        viewers[viewer]?.(stored(`${name}.pdf`, pdf), out);
        return PNG.sync.read(readFileSync(out));
      };
      const [before, after] = [picture('before', signed), picture('after', numbered)];
      const boxes = numberBoxes(numbered);
      expect(boxes).toHaveLength(3);
      const inside = boxes.map(() => 0);
      for (let y = 0; y < after.height; y += 1) {
        for (let x = 0; x < after.width; x += 1) {
          const at = 4 * (y * after.width + x);
          if (before.data[at] === after.data[at]) continue;
          const box = boxes.findIndex((one) => holds(one, x / 2, (after.height - y) / 2));
          expect(box, `pixel ${x}, ${y}`).toBeGreaterThanOrEqual(0);
          inside[box] = (inside[box] ?? 0) + 1;
        }
      }
      // Two and three digits of 13 points.
      for (const count of inside) expect(count).toBeGreaterThan(100);
    },
  );
});

type Box = readonly [number, number, number, number];

function numberBoxes(pdf: Uint8Array): readonly Box[] {
  const file = openPdf(pdf);
  const view = file.view();
  const [page] = pagesOf(view, file.limits);
  const annotations = view.resolve(page?.dictionary.entries.get('Annots'));
  return (isKind(annotations, 'array') ? annotations.items : []).flatMap((item) => {
    const entries = dictionaryOf(view.resolve(item))?.entries;
    const rect = rectangleOf(view, entries?.get('Rect'));
    const type = entries?.get('FT');
    return rect !== undefined && type !== undefined && isKind(type, 'name') && type.value === 'Tx'
      ? [rect]
      : [];
  });
}

function holds([left, bottom, right, top]: Box, x: number, y: number): boolean {
  return x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top + 1;
}

describe('congvu number', () => {
  const congvu = (...parameters: readonly string[]) => {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    return spawnSync(process.execPath, [join(projectRoot, 'bin/congvu.js'), ...parameters], options);
  };
  const wanted = ['--number', '128/SKTS-HCTH', '--date', '2025-11-12', '--at', '2025-11-13'];

  it('writes a numbered file beside the signed one, and never over what is there', async () => {
    const { signed } = await steps('rsa');
    stored('da-ky.pdf', signed);
    const first = congvu('number', 'da-ky.pdf', ...wanted, '--out', 'da-cho-so.pdf', '--json');
    expect(first.stderr).toBe('');
    expect(JSON.parse(first.stdout)).toMatchObject({
      output: 'da-cho-so.pdf',
      number: '128/SKTS-HCTH',
      date: '2025-11-12',
    });
    const written = readFileSync(join(folder, 'da-cho-so.pdf'));
    expect(written.subarray(0, signed.length).equals(Buffer.from(signed))).toBe(true);
    const again = congvu('number', 'da-ky.pdf', ...wanted, '--out', 'da-cho-so.pdf');
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('SIGN_OUTPUT_EXISTS') });
    expect(congvu('number', 'da-ky.pdf', ...wanted, '--out', 'da-cho-so.pdf', '--force').status).toBe(0);
    const over = congvu('number', 'da-ky.pdf', ...wanted, '--out', 'da-ky.pdf', '--force');
    expect(over).toMatchObject({ status: 2, stderr: expect.stringContaining('SIGN_OPTION_INVALID') });
  });

  it('says what to do with a document that has no fields for it', () => {
    stored('khong-o.pdf', fixture('documents', 'cong-van-classic.pdf'));
    const refused = congvu('number', 'khong-o.pdf', ...wanted, '--out', 'x.pdf');
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('SIGN_NUMBER_FIELD_MISSING'),
    });
    expect(refused.stderr).toContain('sign --as personal');
  });
});
