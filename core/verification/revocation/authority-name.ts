/** How an authority is named for people. */
import type { Certificate } from '../cms/certificate.ts';
import { plainName } from '../details/holder.ts';

/** Authorities without a common name or an organisation are named in full. */
export function authorityName({ subject }: Pick<Certificate, 'subject'>): string {
  return plainName(subject) || subject.text;
}
