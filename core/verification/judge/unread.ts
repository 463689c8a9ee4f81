/** What lies in the signed part and is shown by no program: it was signed with the rest, by somebody who did not see it. */
import { detail } from '../details/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { Finding } from '../report.ts';

/** Bytes. Ghostscript and PDFsharp explain themselves in some hundreds; beside comments honest files have a handful. */
const usual = { comments: 1024, others: 32 };

export function unreadFindings({ unread }: Pick<Facts, 'unread'>): Finding[] {
  if (unread === undefined) return [];
  const { places, first, comments, others } = unread;
  if (comments <= usual.comments && others === 0) return [];
  const severity = others > usual.others ? 'warning' : 'note';
  const what = detail('BYTES_UNREAD_AT', { count: comments + others, comments, places, start: first });
  return [{ code: 'BYTES_UNREAD', severity, field: null, detail: what }];
}
