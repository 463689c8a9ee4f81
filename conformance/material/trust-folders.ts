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
  /** Copies certificates and lists of the whole folder, and of every other kind as last asked for, to `dir/<kind>`. */
  keepIn(dir: string): void;
}

export function trustFolders(pki: Pki, dir: string, now: () => Date): TrustFolders {
  mkdirSync(dir, { recursive: true });
  let number = 0;
  const copyWithout = (kind: TrustKind, gone: (file: string) => boolean): string => {
    const folder = join(dir, `${String(number++).padStart(4, '0')}-${kind}`);
    mkdirSync(folder);
    for (const file of readdirSync(pki.trustDir))
      if (!gone(file)) cpSync(join(pki.trustDir, file), join(folder, file));
    return folder;
  };
  const made = async (kind: TrustKind): Promise<string> => {
    switch (kind) {
      case 'whole':
        return pki.trustDir;
      case 'without-sub':
        return copyWithout(kind, (file) => file === 'sub.crt');
      case 'without-lists':
        return copyWithout(kind, (file) => file.endsWith('.crl'));
      case 'sub-revoked':
        return subRevoked(pki, join(dir, `${String(number++).padStart(4, '0')}-${kind}`), now());
    }
  };
  const latest = new Map<TrustKind, string>([['whole', pki.trustDir]]);
  return Object.freeze({
    of: async (kind: TrustKind) => {
      const folder = await made(kind);
      latest.set(kind, folder);
      return folder;
    },
    keepIn: (kept: string) => {
      for (const [kind, folder] of latest) {
        mkdirSync(join(kept, kind), { recursive: true });
        for (const file of readdirSync(folder).filter((name) => /\.(crt|crl)$/.test(name)))
          cpSync(join(folder, file), join(kept, kind, file));
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
