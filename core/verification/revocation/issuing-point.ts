/** The issuing distribution point of a list: which certificates and reasons it is for (RFC 5280, 5.2.5). */
import {
  allReasons,
  type PointName,
  pointKeys,
  pointNameOf,
  type ReasonSet,
  reasonsOf,
} from '../cms/distribution-point.ts';
import { readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { booleanOf } from '../der/values.ts';

export interface IssuingPoint {
  readonly name: PointName | undefined;
  readonly only: 'all' | 'end-entities' | 'authorities' | 'others';
  readonly reasons: ReasonSet;
  /** Entries may be of other issuers' certificates. */
  readonly indirect: boolean;
}

/** What a list without the extension is for. */
export const everything: IssuingPoint = Object.freeze({
  name: undefined,
  only: 'all',
  reasons: allReasons,
  indirect: false,
});

/** Throws DerError. */
export function issuingPointOf(extension: Uint8Array): IssuingPoint {
  const parts = sequence(readOnlyDer(extension), 'issuingDistributionPoint');
  const name = parts.takeIf(Tag.context(0));
  const flag = (number: number) => {
    const value = parts.takeIf(Tag.contextPrimitive(number));
    return value !== undefined && booleanOf({ ...value, tag: Tag.boolean });
  };
  const [endEntities, authorities] = [flag(1), flag(2)];
  const reasons = parts.takeIf(Tag.contextPrimitive(3));
  const indirect = flag(4);
  const attributes = flag(5);
  parts.finish('issuingDistributionPoint');
  return Object.freeze({
    name: name === undefined ? undefined : pointNameOf(name),
    only: onlyOf(endEntities, authorities, attributes),
    reasons: reasons === undefined ? allReasons : reasonsOf(reasons),
    indirect,
  });
}

/** The standard allows one limit; a list with two is for no certificate. */
function onlyOf(endEntities: boolean, authorities: boolean, attributes: boolean): IssuingPoint['only'] {
  if (attributes || (endEntities && authorities)) return 'others';
  return endEntities ? 'end-entities' : authorities ? 'authorities' : 'all';
}

/** Equal for lists that are for the same certificates and reasons, as a delta list and its base are. */
export function issuingPointKey({ name, only, reasons, indirect }: IssuingPoint): string {
  return JSON.stringify([name === undefined ? null : pointKeys(name, ['']).sort(), only, reasons, indirect]);
}
