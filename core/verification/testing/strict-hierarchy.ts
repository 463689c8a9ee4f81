/** A hierarchy of three authorities and a signer, made as the strictest reader wants it, with one change a test. */
import { createHash } from 'node:crypto';
import {
  authorityExtensions,
  type CertificateOptions,
  type CrlOptions,
  certificate,
  crl,
  ecKey,
  type Identity,
  signerExtensions,
} from './authority.ts';
import { keyIds } from './extensions.ts';

export interface HierarchyChanges {
  readonly root?: Partial<CertificateOptions>;
  readonly sub?: Partial<CertificateOptions>;
  readonly low?: Partial<CertificateOptions>;
  readonly leaf?: Partial<CertificateOptions>;
  readonly rootCrl?: Partial<CrlOptions> | null;
  readonly subCrl?: Partial<CrlOptions> | null;
  readonly lowCrl?: Partial<CrlOptions> | null;
}

export interface Hierarchy {
  readonly root: Identity;
  readonly between: readonly [Identity, Identity];
  readonly leaf: Identity;
  readonly crls: readonly Uint8Array[];
}

/** Made once: keys cost more than all the rest. */
const keys = { root: ecKey(), sub: ecKey(), low: ecKey(), leaf: ecKey() };

export function strictHierarchy(changes: HierarchyChanges = {}): Hierarchy {
  const root = authority('root', undefined, changes.root);
  const sub = authority('sub', root, changes.sub);
  const low = authority('low', sub, changes.low);
  const leaf = certificate({
    name: 'leaf',
    issuer: low,
    key: keys.leaf,
    serial: 0x55,
    ...changes.leaf,
    extensions: [...(changes.leaf?.extensions ?? signerExtensions()), ...keyIds(keyId('leaf'), keyId('low'))],
  });
  const lists = [
    [root, 'root', changes.rootCrl],
    [sub, 'sub', changes.subCrl],
    [low, 'low', changes.lowCrl],
  ] as const;
  const crls = lists.flatMap(([issuer, name, change]) =>
    change === null
      ? []
      : [
          crl({
            issuer,
            ...change,
            extensions: [...(change?.extensions ?? []), ...keyIds('', keyId(name)).slice(1)],
          }),
        ],
  );
  return { root, between: [sub, low], leaf, crls };
}

function authority(
  name: 'root' | 'sub' | 'low',
  issuer: Identity | undefined,
  changes: Partial<CertificateOptions> | undefined,
): Identity {
  const above = name === 'root' ? undefined : keyId(name === 'low' ? 'sub' : 'root');
  return certificate({
    name,
    key: keys[name],
    ...(issuer === undefined ? {} : { issuer }),
    ...changes,
    extensions: [...(changes?.extensions ?? authorityExtensions()), ...keyIds(keyId(name), above)],
  });
}

const keyId = (name: string) => createHash('sha1').update(name).digest('hex');
