/** One file, verified alone and in a folder: the same but for the warnings of instructions. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../report.ts';
import { crl } from '../testing/authority.ts';
import { bothSign, now, root, sub } from '../testing/hand-made.ts';
import { baseObjects, basePdf, stream } from '../testing/pdf.ts';
import { verifyFiles } from '../verify-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const trust = mkdtempSync(join(folder, 'trust-'));
for (const [name, { der }] of Object.entries({ root, sub })) writeFileSync(join(trust, `${name}.crt`), der);
writeFileSync(join(trust, 'root.crl'), crl({ issuer: root }));
writeFileSync(join(trust, 'sub.crl'), crl({ issuer: sub }));
const archive = mkdtempSync(join(folder, 'archive-'));
const file = join(archive, 'odd.pdf');
const contents = stream('BT /F1 12 Tf 72 700 Td (Official letter 128) Tj ET Q');
writeFileSync(file, bothSign(basePdf({ ...baseObjects, 4: contents })));

async function told(path: string, more = {}) {
  const reports: Report[] = [];
  const terminal = {
    print: (line: string) => {
      if (line.startsWith('{')) reports.push(JSON.parse(line) as Report);
    },
    printJson: (value: unknown) => void reports.push(value as Report),
    note: () => {},
    interactive: false,
  };
  const options = { trust, at: now, regulation: 'hai-phong-2025', as: 'original', lang: 'en', json: true };
  await verifyFiles([path], { ...options, ...more }, terminal, { now: () => new Date(now) } as never);
  return reports[0] as Report;
}

describe('a file with odd instructions', () => {
  it('alone has their warnings beside all that it has in a folder, and no other verdict', async () => {
    const [alone, among] = [await told(file), await told(archive)];
    const warnings = alone.findings.filter(({ code }) => code === 'TABLE_ODD');
    expect(warnings.map(({ severity, detail }) => [severity, detail?.code])).toContainEqual([
      'warning',
      'INSTRUCTION_ODD_AT',
    ]);
    const others = alone.findings.filter(({ code }) => code !== 'TABLE_ODD');
    expect({ ...among, findings: [] }).toMatchObject({ ...alone, findings: [] });
    expect(among.findings).toEqual(others);
    expect(alone.verdict).toBe('TOTAL-PASSED');
  });

  it('has them where the run looks at contents', async () => {
    const report = await told(archive, { contents: true });
    expect(report.findings.map(({ code }) => code)).toContain('TABLE_ODD');
  });
});
