import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../../foundation/clock.ts';
import { baseDocument } from '../../material/documents.ts';
import type { Workbench } from '../../material/workbench.ts';
import { connect, inProcess } from '../../sut/index.ts';
import type { SignParameters } from '../../sut/messages.ts';
import { lookAt } from '../page/look.ts';
import { pass } from '../result.ts';
import { type SigningOrder, whenSigned } from './perform-signing.ts';
import { noPictureIsShown } from './text-only.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-perform-'));
afterAll(() => rmSync(folder, { recursive: true }));

const order: SigningOrder = {
  document: baseDocument('phu-luc.pdf').path,
  as: 'annex',
  token: { module: '/m.so', label: 'An', pin: '97531246' },
  documentNumber: '1/QĐ',
};

/** A bench whose product answers `sign` with the path that `act` gives. */
async function benchWith(act: (parameters: SignParameters) => string): Promise<Workbench> {
  const adapter = await connect(
    inProcess(({ id, message, ...request }) => {
      if (message === 'hello') {
        const product = { name: 'Wrong', vendor: 'Example', version: '1' };
        return { id, ok: { protocol: 1, product, capabilities: ['signer'], operations: ['sign'] } };
      }
      if (!('parameters' in request)) return { id, ok: {} };
      const { operation } = request as { operation: string };
      if (operation !== 'sign') return { id, unsupported: { operation } };
      return { id, ok: { output: act(request.parameters as SignParameters) } };
    }),
  );
  const caseFolder = () => mkdtempSync(join(folder, 'case-'));
  return { adapter, clock: systemClock, caseFolder } as unknown as Workbench;
}

const written =
  (content: string) =>
  ({ output }: SignParameters) => {
    writeFileSync(output, content);
    return output;
  };

it.each([
  ['an empty file', 'OUTPUT_NOT_A_PDF', written('')],
  ['text', 'OUTPUT_NOT_A_PDF', written('signed, sincerely yours')],
  ['the head of a PDF only', 'OUTPUT_NOT_A_PDF', written('%PDF-1.7\nand no more')],
  [
    'a link to another file',
    'OUTPUT_NOT_A_PDF',
    ({ output }: SignParameters) => {
      symlinkSync('/etc/passwd', output);
      return output;
    },
  ],
  ['the path of another file', 'OUTPUT_ELSEWHERE', () => '/etc/passwd'],
  ['the path of what was to be signed', 'OUTPUT_ELSEWHERE', ({ document }: SignParameters) => document],
  [
    'the file as it was',
    'NOT_SIGNED',
    ({ document, output }: SignParameters) => {
      copyFileSync(document, output);
      return output;
    },
  ],
] as const)('%s in place of a signed file fails: %s', async (_, reason, act) => {
  const result = await noPictureIsShown(await benchWith(act), order);
  expect(result).toMatchObject({ outcome: 'fail', reason });
  if (reason !== 'NOT_SIGNED' && 'evidence' in result) expect(JSON.stringify(result)).not.toContain('root:');
});

it('calls a file that cannot be shown the fault of the product, and an error of ours an error', async () => {
  const path = join(folder, 'broken.pdf');
  writeFileSync(path, 'no PDF');
  const before = Buffer.from('');
  const signed = { before, after: Buffer.from('no PDF'), path, sent: {}, evidence: [] };
  const signing = async () => ({ kind: 'signed' as const, signed });
  const shown = whenSigned(signing(), async ({ after }) => pass({ pages: (await lookAt(after)).length }));
  await expect(shown).resolves.toMatchObject({ outcome: 'fail', reason: 'OUTPUT_NOT_A_PDF' });
  const good = { ...signed, after: readFileSync(order.document) };
  const broken = whenSigned(Promise.resolve({ kind: 'signed', signed: good }), () => {
    throw new TypeError('ours');
  });
  await expect(broken).rejects.toThrow('ours');
});
