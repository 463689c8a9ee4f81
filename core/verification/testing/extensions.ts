/** Extensions for tests, written by hand: limits on names and policies, places of lists, reasons. */
import { oids } from '../der/oids.ts';
import { extension, integer, nameDer } from './authority.ts';
import { element, objectIdentifier, octetString, sequence, tagged } from './der.ts';

const ia5 = (tag: number, text: string) => element(tag, Buffer.from(text, 'latin1'));

/** GeneralName, by kind. */
export const general = {
  email: (text: string) => ia5(0x81, text),
  dns: (text: string) => ia5(0x82, text),
  uri: (text: string) => ia5(0x86, text),
  ip: (...bytes: readonly number[]) => element(0x87, Buffer.from(bytes)),
  directory: (attributes: Readonly<Record<string, string>>) => tagged(4, nameDer(attributes)),
  commonName: (text: string) => tagged(4, nameDer({ [oids.commonName]: text })),
  registeredId: (oid: string) => element(0x88, objectIdentifier(oid).subarray(2)),
};

export const alternativeNames = (...names: readonly Uint8Array[]) =>
  extension(oids.subjectAltName, false, sequence(Buffer.concat(names)));

export function nameConstraints(limits: {
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
}): Buffer {
  const trees = (names: readonly Uint8Array[]) => names.map((name) => sequence(name));
  return extension(
    oids.nameConstraints,
    true,
    sequence(
      ...(limits.permitted === undefined ? [] : [tagged(0, ...trees(limits.permitted))]),
      ...(limits.excluded === undefined ? [] : [tagged(1, ...trees(limits.excluded))]),
    ),
  );
}

export const policies = (...list: readonly string[]) =>
  extension(
    oids.certificatePolicies,
    false,
    sequence(Buffer.concat(list.map((oid) => sequence(objectIdentifier(oid))))),
  );

export const mappings = (...pairs: readonly (readonly [string, string])[]) =>
  extension(
    oids.policyMappings,
    true,
    sequence(
      Buffer.concat(pairs.map(([from, to]) => sequence(objectIdentifier(from), objectIdentifier(to)))),
    ),
  );

export function policyConstraints(limits: { readonly explicit?: number; readonly mapping?: number }): Buffer {
  const count = (tag: number, number: number | undefined) =>
    number === undefined ? [] : [element(0x80 + tag, Buffer.from([number]))];
  return extension(
    oids.policyConstraints,
    true,
    sequence(...count(0, limits.explicit), ...count(1, limits.mapping)),
  );
}

export const inhibitAnyPolicy = (number: number) => extension(oids.inhibitAnyPolicy, true, integer(number));

export const extendedKeyUsage = (critical: boolean, ...uses: readonly string[]) =>
  extension(oids.extendedKeyUsage, critical, sequence(...uses.map((use) => objectIdentifier(use))));

/** ReasonFlags with these bits, under an implicit tag. */
function reasonFlags(tag: number, bits: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2);
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  const short = bytes[1] === 0 ? bytes.subarray(0, 1) : bytes;
  const unused = [...short.subarray(-1)].map((byte) => Math.clz32(byte & -byte) ^ 31)[0] ?? 0;
  return element(tag, Buffer.from([unused]), short);
}

export interface PointOptions {
  readonly uri?: string;
  readonly reasons?: readonly number[];
  readonly issuer?: Uint8Array;
}

const pointName = (uri: string | undefined) =>
  uri === undefined ? [] : [tagged(0, tagged(0, general.uri(uri)))];

export const distributionPoints = (...points: readonly PointOptions[]) =>
  extension(
    oids.crlDistributionPoints,
    false,
    sequence(
      ...points.map(({ uri, reasons, issuer }) =>
        sequence(
          ...pointName(uri),
          ...(reasons === undefined ? [] : [reasonFlags(0x81, reasons)]),
          ...(issuer === undefined ? [] : [tagged(2, tagged(4, issuer))]),
        ),
      ),
    ),
  );

const flag = (tag: number, value: boolean | undefined) =>
  value === true ? [element(0x80 + tag, Buffer.from([0xff]))] : [];

export const issuingPoint = (
  point: PointOptions & {
    readonly users?: boolean;
    readonly authorities?: boolean;
    readonly attributes?: boolean;
    readonly indirect?: boolean;
  },
) =>
  extension(
    oids.issuingDistributionPoint,
    true,
    sequence(
      ...pointName(point.uri),
      ...flag(1, point.users),
      ...flag(2, point.authorities),
      ...(point.reasons === undefined ? [] : [reasonFlags(0x83, point.reasons)]),
      ...flag(4, point.indirect),
      ...flag(5, point.attributes),
    ),
  );

export const crlNumber = (number: number) => extension(oids.crlNumber, false, integer(number));
export const deltaOn = (number: number) => extension(oids.deltaCrlIndicator, true, integer(number));

export const entryReason = (code: number) =>
  extension(oids.reasonCode, false, element(0x0a, Buffer.from([code])));
export const entryIssuer = (name: Uint8Array) =>
  extension(oids.certificateIssuer, true, sequence(tagged(4, name)));

export const keyIds = (own: string, issuer?: string) => [
  extension(oids.subjectKeyIdentifier, false, octetString(Buffer.from(own, 'hex'))),
  ...(issuer === undefined
    ? []
    : [extension(oids.authorityKeyIdentifier, false, sequence(element(0x80, Buffer.from(issuer, 'hex'))))]),
];
