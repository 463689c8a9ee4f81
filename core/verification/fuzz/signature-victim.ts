/** As `victim.ts`, for signature files beside a content. */
import type { Order } from './attack.ts';
import { attackedOneByOne } from './attacked.ts';
import { outcomeOfSignature, signatureFiles, signatureMutant } from './signature-files.ts';

for (const file of signatureFiles) outcomeOfSignature(file);
await attackedOneByOne(
  JSON.parse(process.argv[2] ?? '') as Order,
  (seed, index) => signatureMutant(seed, index).bytes,
  outcomeOfSignature,
);
