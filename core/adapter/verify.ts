/** The operation `verify`: what this product says of one document, in the protocol's neutral words. */
import { readFile, stat } from 'node:fs/promises';
import type { Clock } from '../../foundation/clock.ts';
import { loadTrust, type RegulationId, regulationIds, verifyPdf } from '../verification/index.ts';
import { fail } from './errors.ts';
import { moment, parseVerify } from './requests.ts';
import { neutralReasons, outcomeOf } from './vocabulary.ts';

export async function verifyOperation(parameters: unknown, clock: Clock): Promise<object> {
  const asked = parseVerify(parameters);
  const report = verifyPdf(await documentBytes(asked.document), {
    trust: await loadTrust(asked.trustDir),
    at: asked.at === undefined ? clock.now() : moment(asked.at),
    now: clock.now(),
    regulation: knownRegulation(asked.regulation),
    as: asked.as ?? 'original',
  });
  return {
    outcome: outcomeOf(report.verdict),
    reasons: neutralReasons(report),
    signatures: report.signatures.map((signature) => ({
      signer: signature.signer.name,
      kind: signature.signer.kind,
      outcome: outcomeOf(signature.verdict),
      reasons: neutralReasons(signature),
      ...(signature.signingTime.time === null ? {} : { signingTime: signature.signingTime.time }),
      certificateSerial: signature.signer.certificateSerial,
    })),
  };
}

function knownRegulation(id: string): RegulationId {
  const known = regulationIds.find((regulation) => regulation === id);
  if (known === undefined) throw fail('ADAPTER_REGULATION_UNKNOWN', { id, known: regulationIds.join(', ') });
  return known;
}

async function documentBytes(path: string): Promise<Uint8Array> {
  try {
    // A device never ends.
    if ((await stat(path)).isFile()) return await readFile(path);
  } catch (cause) {
    throw fail('ADAPTER_FILE_UNREADABLE', { file: path }, cause);
  }
  throw fail('ADAPTER_FILE_UNREADABLE', { file: path });
}
