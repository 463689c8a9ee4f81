/** Each published class of attacks is rejected, by the code of what it does; the README has the same table. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { attacks } from '../testing/attacks.ts';
import { annotationKinds, evilAnnotation } from '../testing/attacks-annotations.ts';
import { shadowAttacks } from '../testing/attacks-shadow.ts';
import { tableAttacks } from '../testing/attacks-tables.ts';
import { bothSign, policy } from '../testing/hand-made.ts';
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

describe('the published classes', () => {
  /** Three mechanisms of ours, each against another reader: the file is changed in the same way. */
  const ours = ['hidden object', 'shadow table', 'read differently'];
  const published = [...new Set(attacks.map((attack) => attack.class))].filter((one) => !ours.includes(one));

  it('are told apart: no two share what exactly was done', () => {
    const classesOf = new Map<string, Set<string>>();
    for (const { class: kind, detail } of attacks) {
      if (published.includes(kind)) classesOf.set(detail, (classesOf.get(detail) ?? new Set()).add(kind));
    }
    expect(new Set([...classesOf.values()].flatMap((kinds) => [...kinds]))).toEqual(new Set(published));
    expect([...classesOf].filter(([, kinds]) => kinds.size > 1)).toEqual([]);
  });

  it('each evil annotation is one, whatever it is and whatever the certification allows', () => {
    for (const kind of annotationKinds) {
      for (const level of [1, 2, 3] as const) {
        const { verdict, findings } = verifyPdf(evilAnnotation(kind, level), policy());
        expect([kind, level, verdict, findings.map(({ detail }) => detail?.code)]).toEqual([
          kind,
          level,
          'TOTAL-FAILED',
          expect.arrayContaining(['CHANGE_ANNOTATION']),
        ]);
      }
    }
  });
});

describe('hidden objects: programs that people read with show another page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-hidden-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function drawn(program: 'mutool' | 'pdftoppm', pdf: Buffer): Buffer {
    const [path, picture] = [join(folder, 'page.pdf'), join(folder, 'page')];
    writeFileSync(path, pdf);
    const said = { stdio: 'ignore' } as const;
    if (program === 'mutool')
      execFileSync(
        foreign(program).path,
        ['draw', '-q', '-r', '20', '-o', `${picture}.png`, path, '1'],
        said,
      );
    else execFileSync(foreign(program).path, ['-r', '20', '-singlefile', '-png', path, picture], said);
    return readFileSync(`${picture}.png`);
  }

  it.each([
    ['mutool', 'an object stream that is not there'],
    ['mutool', 'a /Size beyond any file'],
    ['pdftoppm', 'an entry of type 3'],
    ['pdftoppm', 'a revision that the agency seals unseen'],
    ['pdftoppm', 'a linearization that comes true'],
    ['pdftoppm', 'a comment before the last offset'],
    ['pdftoppm', 'document information that is not there'],
    ['pdftoppm', 'a free entry of a generation beyond 31 bits'],
    ['mutool', 'a cross-reference that has the number of a page content'],
    ['mutool', '5,000 blanks before the last offset'],
    ['mutool', 'blanks behind the numbers of a subsection'],
  ] as const)('%s: %s', (program, name) => {
    if (!foreign(program).present) return;
    const attack = [...tableAttacks, ...shadowAttacks].find((one) => one.name === name);
    if (attack === undefined) throw new Error('no such attack');
    expect(drawn(program, attack.make())).not.toEqual(drawn(program, bothSign()));
  });
});
