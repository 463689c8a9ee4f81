/** What exactly led to the verdict on a document, and what to do, as an audit tells it. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import { printable } from '../../../foundation/printable.ts';
import { type Detail, details } from '../details/index.ts';
import { type ReasonCode, reasons } from '../reasons.ts';
import { nextStep } from '../report/acceptance.ts';
import { detailText } from '../report/detail-text.ts';
import type { AuditedDocument } from './document.ts';

/** Names of files and people may hold anything. Lines of another version may have codes that are not known here. */
export function exactlyOf({ detail }: AuditedDocument): Bilingual | undefined {
  if (detail === undefined || !isKnown(detail)) return undefined;
  return { vi: printable(detailText(detail, 'vi')), en: printable(detailText(detail, 'en')) };
}

export function nextOf({ verdict, reason, detail }: AuditedDocument): Bilingual | undefined {
  const what = detail !== undefined && isKnown(detail) ? { detail } : {};
  if (reason === undefined || !Object.hasOwn(reasons, reason)) return nextStep({ verdict, ...what });
  return nextStep({ verdict, reason: reason as ReasonCode, ...what });
}

const isKnown = ({ code }: Detail) => Object.hasOwn(details, code);
