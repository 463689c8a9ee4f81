/** The names that a subject can have beside its distinguished name (GeneralName; RFC 5280, 4.2.1.6). */
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  encoded,
  readDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { type DistinguishedName, nameOf } from './name.ts';

export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  /** otherName, x400Address, ediPartyName, registeredID: compared by nobody here. */
  | { readonly kind: 'other'; readonly form: number; readonly der: Uint8Array };

/** A GeneralNames with at least one name, `tag` being SEQUENCE or the implicit tag of the field. */
export function generalNamesOf(value: DerValue, place: string, tag: number = Tag.sequence): GeneralName[] {
  sequence(value, place, tag);
  const names = children(value).map((one) => generalNameOf(one, place));
  if (names.length === 0) throw new DerError(`${place}: no name`);
  return names;
}

export function generalNameOf(value: DerValue, place: string): GeneralName {
  switch (value.tag) {
    case Tag.contextPrimitive(1):
      return { kind: 'email', text: ascii(value, place) };
    case Tag.contextPrimitive(2):
      return { kind: 'dns', text: ascii(value, place) };
    case Tag.contextPrimitive(6):
      return { kind: 'uri', text: ascii(value, place) };
    case Tag.contextPrimitive(7):
      return { kind: 'ip', bytes: contentOf(value) };
    case Tag.context(4): {
      const inner = readDer(value.bytes, value.content, value.end);
      if (inner.end !== value.end) throw new DerError(`${place}: more than a name`);
      return { kind: 'directory', name: nameOf(inner, place) };
    }
    case Tag.context(0):
    case Tag.context(3):
    case Tag.context(5):
    case Tag.contextPrimitive(8):
      return { kind: 'other', form: value.tag & 0x1f, der: encoded(value) };
    default:
      throw new DerError(`${place}: not a general name`);
  }
}

function ascii(value: DerValue, place: string): string {
  const bytes = contentOf(value);
  // A zero byte ends the name for some readers and not for others.
  if (bytes.some((byte) => byte === 0 || byte > 0x7f)) throw new DerError(`${place}: expected ASCII`);
  return Buffer.from(bytes).toString('latin1');
}
