/** Folders of trusted certificates and revocation lists as verifying products are given them: whole, or with something missing. */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPki, type Pki } from '../../core/pki/index.ts';

export type TrustKind =
  | 'whole'
  /** Without the issuing CA: a path that has only the subscriber's certificate ends nowhere. */
  | 'without-sub'
  /** Without revocation lists. */
  | 'without-lists'
  /** The root has revoked the issuing CA. */
  | 'sub-revoked';

export interface TrustFolders {
  /** Path of the folder; made anew from the PKI's present state. */
  of(kind: TrustKind): Promise<string>;
}

export function trustFolders(pki: Pki, dir: string, now: () => Date): TrustFolders {
  mkdirSync(dir, { recursive: true });
  let number = 0;
  const copyWithout = (gone: (file: string) => boolean): string => {
    const folder = join(dir, String(number++).padStart(4, '0'));
    mkdirSync(folder);
    for (const file of readdirSync(pki.trustDir))
      if (!gone(file)) cpSync(join(pki.trustDir, file), join(folder, file));
    return folder;
  };
  return Object.freeze({
    of: async (kind: TrustKind) => {
      switch (kind) {
        case 'whole':
          return pki.trustDir;
        case 'without-sub':
          return copyWithout((file) => file === 'sub.crt');
        case 'without-lists':
          return copyWithout((file) => file.endsWith('.crl'));
        case 'sub-revoked':
          return subRevoked(pki, join(dir, `pki-${number++}`), now());
      }
    },
  });
}

/** In a copy of the PKI, so that nothing else is revoked with it. */
async function subRevoked(pki: Pki, copy: string, now: Date): Promise<string> {
  cpSync(pki.dir, copy, { recursive: true });
  const twin = await openPki({ dir: copy, clock: { now: () => new Date(now) } });
  try {
    const at = new Date(now.getTime() - 30 * 86_400_000);
    await twin.revoke(pki.authorities.sub.serial, { at, reason: 'cACompromise' });
  } finally {
    twin.close();
  }
  rmSync(join(copy, 'private'), { recursive: true, force: true });
  return twin.trustDir;
}
