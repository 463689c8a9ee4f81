/** Whoever signs in the same place a second time is told that he has signed, not that an image is hidden. */
import type { Rectangle } from '../../pdf/writing/index.ts';
import type { SignerCertificate } from '../cms/certificate.ts';
import { fail } from '../errors.ts';
import type { ExistingSignature } from './existing-signatures.ts';

/** Throws SIGN_SIGNER_ALREADY_SIGNED. `rectangle`: where the new one would stand, undefined where nothing shows. */
export function refuseSecondOfSigner(
  { name, uid }: SignerCertificate,
  {
    page,
    rectangle,
  }: { readonly page: { readonly number: number }; readonly rectangle: Rectangle | undefined },
  signatures: readonly ExistingSignature[],
): void {
  if (rectangle === undefined || uid === undefined) return;
  for (const { signer, place } of signatures) {
    if (signer?.uid !== uid || signer.name !== name || place?.page.number !== page.number) continue;
    if (share(rectangle, place.rectangle) >= mostHidden)
      throw fail('SIGN_SIGNER_ALREADY_SIGNED', { name, page: page.number });
  }
}

/** Less is an image over an image, of which others tell. */
const mostHidden = 0.5;

/** Of the earlier one, how much lies below the new one. */
function share(over: Rectangle, under: Rectangle): number {
  const width = Math.min(over.right, under.right) - Math.max(over.left, under.left);
  const height = Math.min(over.top, under.top) - Math.max(over.bottom, under.bottom);
  const area = (under.right - under.left) * (under.top - under.bottom);
  return width > 0 && height > 0 && area > 0 ? (width * height) / area : 0;
}
