/** Whether a list is from somebody who may sign it (RFC 5280, 6.3.3 f and g). */
import type { Certificate } from '../cms/certificate.ts';
import { type PublicKey, signatureFits } from '../crypto/key.ts';
import type { Crl } from './crl.ts';
import type { SourceFault } from './fault.ts';
import type { RevocationHelp } from './help.ts';
import { listFault } from './list-fault.ts';

/**
 * Undefined for a list signed by the authority of the path, or by another certificate of the list's issuer that has a
 * sound path to the same anchor: authorities sign lists also with a key of their own for it, or with a newer one.
 */
export function signatureFault(
  crl: Crl,
  issuer: Certificate,
  at: Date,
  help: RevocationHelp,
): SourceFault | undefined {
  const { hash } = crl.scheme;
  if (!help.hashes.includes(hash)) return listFault('LIST_HASH_REFUSED', crl, { hash });
  if (maySign(issuer) && isSignedBy(crl, issuer, help)) return undefined;
  // A list published later was signed by whoever was certified then.
  const moment = crl.thisUpdate > at ? crl.thisUpdate : at;
  const signers = [issuer, ...help.listSigners(crl.issuerKey, moment)];
  if (signers.some((signer, index) => index > 0 && maySign(signer) && isSignedBy(crl, signer, help))) {
    return undefined;
  }
  const isUnentitled = signers.some((signer) => !maySign(signer) && isSignedBy(crl, signer, help));
  if (help.work.exhausted) return listFault('LIST_NOT_EXAMINED', crl);
  return listFault(isUnentitled ? 'LIST_SIGNER_UNENTITLED' : 'LIST_SIGNATURE_WRONG', crl);
}

function maySign({ keyUsage }: Certificate): boolean {
  return keyUsage === undefined || keyUsage.has('cRLSign');
}

function isSignedBy(crl: Crl, signer: Certificate, help: RevocationHelp): boolean {
  if (crl.issuerKey !== signer.subject.key) return false;
  return help.work.spend('signature') && signatureOf(crl, signer, help.keyOf(signer));
}

const checked = new Map<string, boolean>();
const most = 2_000;

function signatureOf(crl: Crl, signer: Certificate, key: PublicKey): boolean {
  const id = `${signer.id}:${crl.id}`;
  const kept = checked.get(id);
  if (kept !== undefined) return kept;
  const fits = signatureFits(crl.scheme, key, crl.tbs, crl.signature);
  // A key that borrows its parameters is not the same in each path.
  if (signer.key.kind === 'dsa-without-parameters') return fits;
  if (checked.size >= most) checked.clear();
  checked.set(id, fits);
  return fits;
}
