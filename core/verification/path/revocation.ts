/** Where revocation was told before it had a folder of its own. */
export { type RevocationStatus, revocationOf } from '../revocation/revocation.ts';
