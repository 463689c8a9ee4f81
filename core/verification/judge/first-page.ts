/** Warnings of a first page that was to be read, and could not be, or holds no head to compare. */
import { type Detail, detail } from '../details/index.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding } from '../report.ts';

/** Who asked for the page wants it compared: where that could not be done is said. */
export function pageFindings(page: PageFacts, { as = 'original', issuer }: Policy): readonly Finding[] {
  const warning = (code: ReasonCode, what: Detail): readonly Finding[] => [
    { code, severity: 'warning', field: null, detail: what },
  ];
  if (page.kind === 'unread') {
    return warning('PAGE_NOT_READ', detail(page.why === 'too-slow' ? 'PAGE_TOO_SLOW' : 'PAGE_UNREADABLE'));
  }
  const needsHead = issuer === undefined && as !== 'attachment' && as !== 'annex';
  if (!needsHead || page.head.length > 0) return [];
  return warning('HEAD_NOT_FOUND', detail(page.lines === 0 ? 'HEAD_WITHOUT_TEXT' : 'HEAD_ELSEWHERE'));
}
