/** Certificates as base64 in the facts, and back: the same ones stand in the facts of every document of an agency. */
import { boundedMemory } from '../der/kept.ts';
import { type Certificate, parseCertificate } from './certificate.ts';

const texts = new WeakMap<Certificate, string>();

export function certificateText(certificate: Certificate): string {
  const kept = texts.get(certificate);
  if (kept !== undefined) return kept;
  const { der } = certificate;
  const text = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  texts.set(certificate, text);
  return text;
}

/** By the whole text: facts may come from anywhere. */
const read = boundedMemory<string, Certificate>(5_000);

/** Throws DerError. */
export function certificateFromText(text: string): Certificate {
  const kept = read.of(text);
  if (kept !== undefined) return kept;
  const certificate = parseCertificate(Buffer.from(text, 'base64'));
  read.keep(text, certificate, text.length);
  return certificate;
}
