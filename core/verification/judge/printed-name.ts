/** Whether the name printed below a person's signature is that of the certificate. */
import { detail } from '../details/index.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { Finding, SignatureReport } from '../report.ts';
import { foldedName } from './agency-name.ts';

/**
 * A warning is all: names in certificates are written as the issuer pleases. On behalf of somebody (KT., TL.) people sign above
 * their own name too, so that makes no difference (decree 130/2018, article 7).
 */
export function printedNameFindings(
  page: PageFacts | undefined,
  signatures: readonly SignatureReport[],
): readonly Finding[] {
  if (page?.kind !== 'read') return [];
  return (page.printedNames ?? []).flatMap(({ field, name: printed }): Finding[] => {
    const signer = signatures.find((one) => one.field === field)?.signer;
    if (signer?.kind !== 'person' || signer.name === '' || sameName(printed, signer.name)) return [];
    const what = detail('NAME_PRINTED', { printed, name: signer.name });
    return [{ code: 'PRINTED_NAME_DIFFERS', severity: 'warning', field, detail: what }];
  });
}

/** Degrees stand before a printed name ("TS. Nguyễn Văn An"), not in a certificate; some issuers leave all marks of letters out. */
function sameName(printed: string, name: string): boolean {
  const bare = printed.normalize('NFC').replace(/^(?:\s*\p{L}+\.)+(?=.)/u, '');
  const written = isUnmarked(name) ? unmarked : foldedName;
  return written(printed) === written(name) || written(bare) === written(name);
}

function isUnmarked(name: string): boolean {
  return /^[ -~]*$/.test(name);
}

/** Đặng as dang. */
function unmarked(name: string): string {
  return foldedName(name).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}
