/** Publishes the CRLs of root and sub CA into the trust folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { type OpenedFolder, translated, trustDirOf } from './folder.ts';
import { type CrlIssuer, crlIssuers } from './pointers.ts';
import { revocationList } from './revocation-list.ts';
import { x509 } from './x509.ts';

/** Publishes what the index has numbered and the folder does not yet hold: after a revocation, or after a crash. */
export async function publishCrls(folder: OpenedFolder): Promise<void> {
  for (const issuer of crlIssuers) {
    if (publishedNumber(folder, issuer) < folder.index.latestCrlNumber(issuer)) {
      await publishLatest(folder, issuer);
    }
  }
}

export function crlFile(dir: string, issuer: CrlIssuer): string {
  return join(trustDirOf(dir), `${issuer}.crl`);
}

function publishLatest({ dir, authorities, index }: OpenedFolder, issuer: CrlIssuer): Promise<void> {
  return translated(dir, async () => {
    index.publishLatestCrl(issuer, (content) => {
      writeFileDurably(crlFile(dir, issuer), revocationList(authorities[issuer], content), 0o644);
    });
  });
}

/** 0 when there is no readable CRL. */
function publishedNumber({ dir }: OpenedFolder, issuer: CrlIssuer): number {
  try {
    const crl = new x509.X509Crl(Uint8Array.from(readFileSync(crlFile(dir, issuer))));
    const value = crl.getExtension('2.5.29.20')?.value;
    return value === undefined ? 0 : Number(`0x${Buffer.from(value).subarray(2).toString('hex')}`);
  } catch {
    return 0;
  }
}
