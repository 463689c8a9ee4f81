/** What a token is made for, and how its reader shows it: the kinds that the regulations name. */

export type TokenKind = 'personal' | 'agency' | 'server' | 'sim';

export interface KindFacts {
  readonly kind: TokenKind;
  /** Whose certificate it holds, in the regulations' words. */
  readonly holds: string;
  /** CK_SLOT_INFO.slotDescription; `{slot}` is the slot's number. At most 64 bytes. */
  readonly reader: string;
  /** It stays where it is: no CKF_REMOVABLE_DEVICE, whatever the profile says. */
  readonly fixed: boolean;
}

/**
 * Decree 130/2018, article 60, issues certificates to persons, to agencies, and for devices, services and software;
 * Dak Nong 2022, article 9, names USB Token and SIM PKI as the devices that keep the key.
 */
export const kinds: Readonly<Record<TokenKind, KindFacts>> = Object.freeze({
  personal: {
    kind: 'personal',
    holds: "a person's certificate, which stands for the handwritten signature",
    reader: 'congvu emulated reader {slot}',
    fixed: false,
  },
  agency: {
    kind: 'agency',
    holds: "the agency's certificate, which stands for its seal; the clerk keeps it",
    reader: 'congvu emulated reader {slot}',
    fixed: false,
  },
  server: {
    kind: 'server',
    holds: 'the certificate of a device, service or software; built into a server',
    reader: 'congvu emulated server module {slot}',
    fixed: true,
  },
  sim: {
    kind: 'sim',
    holds: "a person's certificate in a SIM PKI",
    reader: 'congvu emulated mobile phone {slot}',
    fixed: false,
  },
});

export const tokenKinds: readonly TokenKind[] = Object.freeze(Object.keys(kinds) as TokenKind[]);
