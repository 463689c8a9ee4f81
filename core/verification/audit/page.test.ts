/** The list of documents that did not pass: by reason, what is common said once, a long rest folded away. */
import { describe, expect, it } from 'vitest';
import { reasons } from '../reasons.ts';
import type { Audit } from './audit-report.ts';
import type { AuditedDocument } from './document.ts';
import { auditPage } from './page.ts';
import { gatherer } from './tally.ts';

const document = (file: string, changes: Partial<AuditedDocument>): AuditedDocument => ({
  file,
  verdict: 'INDETERMINATE',
  acceptance: 'refused-incomplete',
  subIndication: undefined,
  reason: 'NO_SIGNATURE',
  read: true,
  signers: [],
  agencies: [],
  signedAt: undefined,
  signingTimeFrom: 'none',
  remarks: [],
  articles: {},
  doubts: {},
  ...changes,
});

function pageOf(documents: readonly AuditedDocument[]): string {
  const gathered = gatherer([]);
  for (const one of documents) gathered.add(one);
  const audit: Audit = {
    schema: 'congvu-audit-2',
    congvu: '0',
    folder: 'archive',
    regulation: 'none',
    role: 'original',
    trust: undefined,
    readText: false,
    at: '2026-03-10T00:00:00Z',
    documents: { file: 'results.ndjson', documents: documents.length, of: 'x' },
    tally: gathered.tally(),
  };
  return auditPage(audit).slice(pageStart(auditPage(audit)));
}

/** The list, without the tables above that name reasons too. */
const pageStart = (page: string) => page.indexOf('id="worst"');

const changed = (file: string) =>
  document(file, {
    verdict: 'TOTAL-FAILED',
    acceptance: 'refused-invalid',
    reason: 'CHANGED_AFTER_SIGNING',
    detail: {
      code: 'CHANGE_ALIAS',
      values: { revision: 3, where: 'catalog', said: `object 27 is also used by object ${file}` },
    },
  });

describe('documents that did not pass', () => {
  const many = Array.from({ length: 39 }, (_, number) => changed(`${number + 100}`));
  const page = pageOf([document('draft.pdf', {}), ...many]);

  it('are told by reason, the worst first, the sentence once', () => {
    const sentence = reasons.CHANGED_AFTER_SIGNING.sentence.vi;
    expect(page.split(sentence)).toHaveLength(2);
    expect(page.indexOf(sentence)).toBeLessThan(page.indexOf(reasons.NO_SIGNATURE.sentence.vi));
    expect(page).toContain('<small>(39)</small>');
  });

  it('are all there, each with what tells it apart, those of a long group folded', () => {
    for (const { file } of many) expect(page).toContain(`(đối tượng 27, ${file})`);
    const [before = '', after = ''] = page.split('<details class="fold">');
    expect(before.match(/class="row /g)).toHaveLength(10);
    expect(after).toContain('<span class="n">(29)</span>');
    expect(after.match(/class="row /g)).toHaveLength(30);
  });

  it('are not folded where they are few', () => {
    expect(pageOf(many.slice(0, 10))).not.toContain('class="fold"');
    expect(pageOf([])).toContain('Không có.');
  });
});
