/** The names of PKCS#11 that a script may use, as numbers. */
import { attributeNamed } from '../wire/attribute-names.ts';
import { mechanismNamed } from '../wire/mechanism-names.ts';
import { CKR } from '../wire/results.ts';

/** Undefined for a name that is not known. */
export function attributeNumber(attribute: string | number): number | undefined {
  return numberOf(attribute, attributeNamed);
}

export function resultNumber(code: string | number): number | undefined {
  const known: Readonly<Record<string, number>> = CKR;
  return numberOf(code, (name) => (Object.hasOwn(known, name) ? known[name] : undefined));
}

export function mechanismNumber(mechanism: string | number): number | undefined {
  return numberOf(mechanism, mechanismNamed);
}

function numberOf(given: string | number, named: (name: string) => number | undefined): number | undefined {
  return typeof given === 'number' ? given : named(given);
}
