/** Each published class of attacks is rejected, by the code of what it does; the README has the same table. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { attacks } from '../testing/attacks.ts';
import { policy } from '../testing/hand-made.ts';
import { verifyPdf } from '../verify.ts';

describe('attacks', () => {
  it.each(attacks)('$class: $name', ({ make, policy: changes, reason, detail }) => {
    const report = verifyPdf(make(), policy(changes?.() ?? {}));
    expect(report.verdict).not.toBe('TOTAL-PASSED');
    const codes = report.findings.map((finding) => [finding.code, finding.detail?.code]);
    expect([report.reason, codes]).toEqual([reason, expect.arrayContaining([[expect.any(String), detail]])]);
  });

  it('stand in the README, class, name, reason and code', () => {
    const readme = readFileSync(join(projectRoot, 'core/verification/README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| ([^|`]+?) +\| ([^|`]+?) +\| `(\w+)` +\| `(\w+)` +\|$/gm)];
    expect(rows.map((row) => row.slice(1))).toEqual(
      attacks.map(({ class: kind, name, reason, detail }) => [kind, name, reason, detail]),
    );
  });
});
