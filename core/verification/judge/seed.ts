/** A warning for each demand of a field (seed values) that the signature in it does not meet: binding signers, not verifiers. */
import { type Detail, detail } from '../details/index.ts';
import type { SignatureFacts, UnmetDemand } from '../facts/facts.ts';
import type { Finding } from '../report.ts';

export function demandFindings({ field, unmet = [] }: Pick<SignatureFacts, 'field' | 'unmet'>): Finding[] {
  return unmet.map((demand) => ({
    code: demand.notCompared === true ? 'FIELD_DEMAND_NOT_COMPARED' : 'FIELD_DEMAND_UNMET',
    severity: 'warning',
    field,
    detail: demandDetail(demand),
  }));
}

/** The entry as the standard names it, and what is written there. */
export function demandText({ entry, demanded }: UnmetDemand): string {
  return [entry, demanded.join(', ')].filter((part) => part !== '').join(' ');
}

const ofCertificates: readonly UnmetDemand['entry'][] = ['Cert Subject', 'Cert Issuer', 'Cert SubjectDN'];

function demandDetail(unmet: UnmetDemand): Detail {
  const demand = demandText(unmet);
  const { entry, found, notCompared } = unmet;
  if (notCompared === true) return detail('DEMAND_UNKNOWN', { demand });
  if (found === null) return detail('DEMAND_WITHOUT', { demand });
  return detail(ofCertificates.includes(entry) ? 'DEMAND_CERTIFICATE' : 'DEMAND_MISSED', { demand, found });
}
