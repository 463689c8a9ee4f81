/** Never asks for private key material. */
import { isCall, type JournalCall } from '../journal/entry.ts';
import { type Behaviour, holds, notObserved, violated } from './behaviour.ts';

const privateParts = new Set([
  'CKA_PRIVATE_EXPONENT',
  'CKA_PRIME_1',
  'CKA_PRIME_2',
  'CKA_EXPONENT_1',
  'CKA_EXPONENT_2',
  'CKA_COEFFICIENT',
]);
const secretObjects = new Set(['CKO_PRIVATE_KEY', 'CKO_SECRET_KEY']);

/**
 * C_WrapKey of a private or secret key, the private parts of a key, or CKA_VALUE of one: asking is enough, whatever the
 * token answers. CKA_VALUE of a certificate is everybody's business.
 */
export const asksForNoKeyMaterial: Behaviour = async (entries) => {
  const guilty: JournalCall[] = [];
  let attributes = 0;
  for await (const entry of entries) {
    if (!isCall(entry)) continue;
    const secret = secretObjects.has(entry.objectClass ?? '');
    if (entry.function === 'C_WrapKey' && (secret || entry.objectClass === undefined)) guilty.push(entry);
    if (entry.function !== 'C_GetAttributeValue') continue;
    attributes++;
    const asked = entry.attributes ?? [];
    if (asked.some((name) => privateParts.has(name)) || (secret && asked.includes('CKA_VALUE')))
      guilty.push(entry);
  }
  if (guilty.length > 0) return violated(`${guilty.length} calls ask for private key material`, guilty);
  if (attributes === 0) return notObserved('no attribute of any object was asked for');
  return holds(`${attributes} calls for attributes, none of them for private key material`, []);
};
