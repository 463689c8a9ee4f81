/** Everything that checks try a product with: tokens with certificates, documents, images, signed files, time stamps. */
import type { Clock } from '../../foundation/clock.ts';

export interface MaterialOptions {
  /** An existing folder: PKI, emulator and signed documents are kept in it and found again by a later run. */
  readonly dir: string;
  readonly clock: Clock;
  /** Whether a product will sign with emulated tokens: starts the emulator. */
  readonly tokens: boolean;
}

export interface Material {
  /** What the process of the adapter needs to reach the tokens (P11_KIT_SERVER_ADDRESS); empty without tokens. */
  readonly environment: Readonly<Record<string, string>>;
  /** PINs of the tokens, for whoever keeps messages. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Starts what is needed; keys, certificates and files are made when first asked for. */
export async function prepareMaterial(_options: MaterialOptions): Promise<Material> {
  throw new Error('not built yet');
}
