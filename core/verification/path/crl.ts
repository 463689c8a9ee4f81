/** Where lists were read before they had a folder of their own. */
export { type Crl, parseCrl } from '../revocation/crl.ts';
