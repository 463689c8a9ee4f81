/** All scenarios, in the order in which they run. A new one is a file beside this one and a line here. */
import type { Scenario } from '../measure/scenario.ts';
import { fixture } from './fixture.ts';
import { initialize } from './initialize.ts';
import { manyConnections } from './many.ts';
import { connectionMemory } from './memory.ts';
import { signP256, signRsa2048, signRsa3072 } from './sign.ts';
import { signPdf } from './sign-pdf.ts';
import { signPdfVisible } from './sign-pdf-visible.ts';
import { verifyDocuments, verifyLargeDocuments } from './verify.ts';

export const scenarios: readonly Scenario[] = Object.freeze([
  signRsa2048,
  signRsa3072,
  signP256,
  initialize,
  connectionMemory,
  manyConnections,
  fixture,
  signPdf,
  signPdfVisible,
  verifyDocuments,
  verifyLargeDocuments,
]);
