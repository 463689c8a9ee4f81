/** What a signer is warned of without being refused, and what not. */
import { beforeAll, describe, expect, it } from 'vitest';
import { replaced } from '../pdf/writing/test-material.ts';
import { trustStore, verifyPdf } from '../verification/index.ts';
import { signPdfWithWarnings } from './sign-pdf.ts';
import type { TestPki } from './test-material.ts';
import { clock, letter, people, personal, seal, signingUnder } from './test-signing.ts';
import type { TokenSigner } from './token/token-signer.ts';

let pki: TestPki;
let person: TokenSigner;
let agency: TokenSigner;

beforeAll(async () => {
  ({ pki, person, agency } = await people());
});

const sign = signingUnder('hai-phong-2025');

describe('that a draft was rewritten', () => {
  const unseen = { kind: 'invisible' } as const;
  const made = (pdf: Uint8Array) =>
    signPdfWithWarnings({ pdf, signer: person, appearance: unseen, regulation: 'none', clock });
  const begins = (pdf: Uint8Array, draft: Uint8Array) => Buffer.from(pdf).indexOf(draft) === 0;

  it.each([
    ['a wrong startxref', replaced(letter, 'startxref\n', 'startxref\n1', true), 'no valid cross-reference'],
    [
      'bytes before the header',
      Buffer.concat([Buffer.from('junk\n'), letter]),
      '5 foreign bytes before %PDF-',
    ],
    ['two tables at once', replaced(letter, 'trailer\n<<', 'trailer\n<< /XRefStm 15', true), 'hybrid'],
  ])('is told with %s, and why', async (_, draft, why) => {
    const { pdf, warnings } = await made(draft);
    expect(begins(pdf, draft)).toBe(false);
    const [first, ...others] = warnings;
    expect([first?.code, others]).toEqual(['DRAFT_REWRITTEN', []]);
    expect(first?.message).toContain(`(${why}`);
    expect(first?.vietnamese.message).toMatch(/ghi lại trước khi ký.*xem lại mọi trang/);
  });

  it('is not told of a file that was added to', async () => {
    for (const draft of [letter, await sign(letter, person, personal())]) {
      const { pdf, warnings } = await made(draft);
      expect([begins(pdf, draft), warnings]).toEqual([true, []]);
    }
  });
});

describe('a warning is given', () => {
  const committee = 'Ủy ban nhân dân thành phố Hải Phòng';
  const department = 'Sở Khoa học và Công nghệ';
  async function codes(personOf: string, name: string, organisation: string): Promise<readonly string[]> {
    const chair = await pki.signer({ name: 'A', uid: 'CCCD:1', organisation: personOf });
    const stamp = await pki.signer({ name, uid: 'MST:1', organisation });
    const { warnings } = await signPdfWithWarnings({
      pdf: await sign(letter, chair, personal()),
      signer: stamp,
      appearance: seal(),
      regulation: 'hai-phong-2025',
      clock,
    });
    return warnings.map(({ code }) => code);
  }

  it.each([
    [
      "when the seal is of the person's department",
      committee,
      department,
      committee,
      'SIGNER_OF_PARENT_AGENCY',
    ],
    [
      "when the seal is of the person's committee",
      department,
      committee,
      committee,
      'SIGNER_OF_OTHER_AGENCY',
    ],
    ['when the seal is of a stranger', committee, 'Sở Y tế', 'Thành phố Huế', 'SIGNER_OF_OTHER_AGENCY'],
  ])('%s', async (_, personOf, name, organisation, code) => {
    expect(await codes(personOf, name, organisation)).toEqual([code]);
  });

  it('not for people of other agencies when one of the own agency signed behind them', async () => {
    const first = await pki.signer({ name: 'A', uid: 'CCCD:1', organisation: committee });
    const own = await pki.signer({ name: 'B', uid: 'CCCD:2', organisation: department });
    const stamp = await pki.signer({ name: department, uid: 'MST:1' });
    const at = (left: number) => ({ page: 1, rect: { left, bottom: 100, right: left + 100, top: 200 } });
    const pdf = await sign(
      await sign(letter, first, personal({ anchor: at(100) })),
      own,
      personal({ anchor: at(400) }),
    );
    const sealed = { signer: stamp, appearance: seal(), regulation: 'hai-phong-2025', clock };
    expect(await signPdfWithWarnings({ pdf, ...sealed })).toMatchObject({ warnings: [] });
  });

  it('not for the same name in other letters', async () => {
    expect(await codes(committee.normalize('NFD').toUpperCase(), committee, committee)).toEqual([]);
  });

  it.each([
    ['Nguyễn Văn An', []],
    ['NGUYỄN  văn An'.normalize('NFD'), []],
    ['TS. Nguyễn Văn An', []],
    ['Nguyễn Văn Anh', ['SIGNER_NAME_DIFFERS']],
    ['Trần Thị Bích', ['SIGNER_NAME_DIFFERS']],
  ])('when a person signs above the name "%s" of somebody else', async (printedName, expected) => {
    const rect = { left: 100, bottom: 100, right: 200, top: 300 };
    const { warnings } = await signPdfWithWarnings({
      pdf: letter,
      signer: person,
      appearance: personal({ anchor: { page: 1, rect }, printedName }),
      regulation: 'hai-phong-2025',
      clock,
    });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });

  it('when the name between whose lines the image stands is of somebody else', async () => {
    const other = await pki.signer({ name: 'Trần Thị Bích', uid: 'CCCD:2' });
    const { warnings } = await signPdfWithWarnings({
      ...{ pdf: letter, signer: other, appearance: personal(), regulation: 'hai-phong-2025', clock },
    });
    expect(warnings).toMatchObject([
      { code: 'SIGNER_NAME_DIFFERS', message: expect.stringMatching(/Trần Thị Bích.*"Nguyễn Văn An"/) },
    ]);
  });

  it.each([
    ['SAO Y', ['COPY_FORM_LOWERED']],
    ['Sao y', []],
  ])('on how "%s" is printed', async (copyForm, expected) => {
    const { warnings } = await signPdfWithWarnings({
      pdf: letter,
      signer: agency,
      appearance: { kind: 'copy', copyForm, agencyName: department },
      regulation: 'hai-phong-2025',
      clock,
    });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ['attachment', '128', ['NUMBER_WITHOUT_NOTATION']],
    ['annex', 'Phụ lục I', ['NUMBER_WITHOUT_NOTATION']],
    ['attachment', '128/SKTS-HCTH', []],
    ['annex', 'Số: 12/2026/QĐ-UBND', []],
  ] as const)('on an %s of "%s", as verification would', async (kind, documentNumber, expected) => {
    const { pdf, warnings } = await signPdfWithWarnings({
      ...{ pdf: letter, signer: agency, appearance: { kind, documentNumber }, clock },
      regulation: 'hai-phong-2025',
    });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
    const policy = { trust: trustStore({ certificates: [] }), at: clock.now(), as: kind };
    const { findings } = verifyPdf(pdf, { ...policy, regulation: 'hai-phong-2025' });
    expect(findings.some(({ code }) => code === 'NUMBER_NOT_SHOWN')).toBe(expected.length > 0);
  });
});
