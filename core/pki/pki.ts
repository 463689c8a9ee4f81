/** A test PKI as one object: makes or opens it, issues, revokes, publishes and serves. */
import { both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Authority } from './authorities.ts';
import { canonicalSerial } from './certificate.ts';
import type { PkiDescription, RevocationReason } from './description/description.ts';
import { fail } from './errors.ts';
import { holdsPki, makeOrOpenFolder, type OpenedFolder, storedDescription, trustDirOf } from './folder.ts';
import { type IssuedCertificate, type IssueOverrides, issueCertificate, subscriberOf } from './issue.ts';
import { issueOntoToken, type TokenTarget } from './issue-to-token.ts';
import type { CrlTimes, IssuedRecord } from './issued-index.ts';
import { publishCrls } from './publish-crls.ts';
import type { Revocation } from './revocation-list.ts';
import { subscriberName } from './subject-name.ts';

export interface Pki {
  readonly dir: string;
  readonly description: PkiDescription;
  /** Root and sub certificates (.crt, PEM) and current CRLs (.crl, DER). */
  readonly trustDir: string;
  readonly authorities: OpenedFolder['authorities'];
  /** Certifies a public key (SubjectPublicKeyInfo DER) for a subscriber of the description. */
  issue(subscriberId: string, publicKey: Uint8Array, overrides?: IssueOverrides): Promise<IssuedCertificate>;
  /** As `issue`, for a key generated on the token; the certificate and its issuers are stored there. */
  issueToToken(
    subscriberId: string,
    token: TokenTarget,
    overrides?: IssueOverrides,
  ): Promise<IssuedCertificate>;
  /** Records the revocation and publishes new CRLs before it returns. `removeFromCRL` ends a hold. */
  revoke(serial: string, options: { readonly at: Date; readonly reason: RevocationReason }): Promise<void>;
  /** Publishes new CRLs; other times than now and the description's make stale or future ones on purpose. */
  writeCrls(times?: Partial<CrlTimes>): Promise<void>;
  /** Everything issued, in order, authorities included; or to one subscriber. */
  issued(subscriberId?: string): readonly IssuedRecord[];
  revocation(serial: string): Revocation | undefined;
  serve(options?: { readonly host?: '127.0.0.1'; readonly port?: number }): Promise<ServedPki>;
  /** Closes the index. The folder stays as it is. */
  close(): void;
}

export interface ServedPki {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Makes the PKI in `dir`, or opens the one that is there. Authorities are made once; subscribers, addresses and
 * revocations of the description may change between runs.
 * @throws PKI_FOLDER_NOT_EMPTY, PKI_FOLDER_UNWRITABLE, PKI_DESCRIPTION_CHANGED, PKI_STORAGE_FAILED
 */
export async function createPki(options: {
  readonly description: PkiDescription;
  readonly dir: string;
  readonly clock: Clock;
}): Promise<Pki> {
  const { description, clock } = options;
  const folder = await makeOrOpenFolder(description, options.dir, clock);
  const pki = pkiOver(description, folder, clock);
  if (folder.index.latestCrlNumber('root') === 0) await pki.writeCrls();
  await publishCrls(folder);
  return pki;
}

/** Opens the PKI in `dir` with the description it was last made or opened with. @throws PKI_NOT_FOUND */
export async function openPki(options: { readonly dir: string; readonly clock: Clock }): Promise<Pki> {
  if (!holdsPki(options.dir)) throw fail('PKI_NOT_FOUND', { dir: options.dir });
  return createPki({ ...options, description: storedDescription(options.dir) });
}

function pkiOver(description: PkiDescription, folder: OpenedFolder, clock: Clock): Pki {
  const { dir, authorities, index } = folder;

  const crlTimes = (times: Partial<CrlTimes> = {}): CrlTimes => {
    const thisUpdate = times.thisUpdate ?? clock.now();
    const usual = new Date(thisUpdate.getTime() + description.crl.hours * 3_600_000);
    return { thisUpdate, nextUpdate: times.nextUpdate ?? usual };
  };

  const revoke: Pki['revoke'] = async (serial, { at, reason }) => {
    if (Number.isNaN(at.getTime())) {
      throw fail('PKI_ARGUMENT_INVALID', {
        name: both('the time', 'thời điểm'),
        value: String(at),
        reason: both('not a date', 'không phải ngày'),
      });
    }
    index.revoke({ serial: canonicalSerial(serial), at, reason }, clock.now(), crlTimes());
    await publishCrls(folder);
  };

  const issue: Pki['issue'] = async (subscriberId, publicKey, overrides = {}) => {
    const issued = await issueCertificate({ description, folder, clock }, subscriberId, publicKey, overrides);
    const declared = description.revocations.find(({ subscriber }) => subscriber === subscriberId);
    if (declared !== undefined) {
      await revoke(issued.serial, { at: new Date(declared.at), reason: declared.reason });
    }
    return issued;
  };

  return Object.freeze({
    dir,
    description,
    trustDir: trustDirOf(dir),
    authorities,
    issue,
    issueToToken: async (subscriberId: string, target: TokenTarget, overrides: IssueOverrides = {}) => {
      const subscriber = subscriberOf(description, subscriberId);
      const { authorities: _stored, ...issued } = await issueOntoToken({
        target,
        label: target.label ?? subscriberId,
        keyType: target.keyType ?? subscriber.keyType ?? description.keys.subscribers,
        subject: subscriberName(subscriber),
        certify: async (publicKey) => ({
          ...(await issue(subscriberId, publicKey, overrides)),
          authorities:
            overrides.issuer === 'untrusted' ? [] : [authorities.sub, authorities.root].map(toStore),
        }),
      });
      return Object.freeze(issued);
    },
    revoke,
    writeCrls: async (times?: Partial<CrlTimes>) => {
      index.numberCrls(crlTimes(times));
      await publishCrls(folder);
    },
    issued: (subscriberId?: string) => index.list(subscriberId),
    revocation: (serial: string) => index.revocation(canonicalSerial(serial)),
    serve: async (where: { readonly host?: '127.0.0.1'; readonly port?: number } = {}) => {
      const { servePki } = await import('./http/server.ts');
      return servePki({ description, dir, authorities, index, clock }, where);
    },
    close: () => index.close(),
  });
}

function toStore({ id, keyIdentifier, certificate }: Authority) {
  return { label: id, id: keyIdentifier, der: certificate };
}
