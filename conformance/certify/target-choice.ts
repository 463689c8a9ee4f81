/** What a run certifies: the reference implementation, the product of a target file, or one token named on the command line. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from '../../foundation/paths.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { fail } from '../runner/errors.ts';
import { loadTarget, type Target } from '../sut/target.ts';

export type TargetChoice =
  | { readonly kind: 'reference' }
  | { readonly kind: 'file'; readonly file: string; readonly allowDestructive: boolean }
  | {
      readonly kind: 'token';
      readonly module: string;
      readonly label: string;
      readonly pin: string;
      readonly soPin: string;
      /** The files that the PINs came from, for the commands that run it again. */
      readonly pinFile?: string;
      readonly soPinFile?: string;
      /** The token locks after at most so many wrong PINs; absent: nobody declared it. */
      readonly retryLimit?: number;
      readonly allowDestructive: boolean;
    };

/** No text states a number; 15 is the largest that devices in the field are known to have. */
export const defaultRetryLimit = 15;

/** Throws TARGET_ codes for a target file, CERTIFY_CONSENT_MISSING for a token without consent. */
export function chosenTarget(
  choice: TargetChoice,
  texts: readonly { readonly id: string }[],
  cwd: string,
): Target {
  const ids = texts.map((text) => text.id);
  const target =
    choice.kind === 'reference'
      ? referenceTarget()
      : choice.kind === 'file'
        ? loadTarget(resolve(cwd, choice.file), ids)
        : tokenTarget(choice, ids, cwd);
  const consents = choice.kind !== 'reference' && choice.allowDestructive;
  if (target.token && !target.token.allowDestructive && !consents) {
    throw fail('CERTIFY_CONSENT_MISSING', { label: target.token.tokenLabel });
  }
  return target.token && consents
    ? { ...target, token: { ...target.token, allowDestructive: true } }
    : target;
}

/** Our own product, reached like any other; its token is an emulated one that the session starts. */
function referenceTarget(): Target {
  return Object.freeze({
    product: { name: 'congvu reference', vendor: 'congvu', version: packageFile.version },
    capabilities: ['token', 'signer', 'verifier'] as const,
    adapter: {
      kind: 'exec' as const,
      exec: [process.execPath, join(projectRoot, 'bin', 'congvu.js'), 'adapter'] as const,
      cwd: projectRoot,
      timeoutSeconds: 60,
    },
    claims: ['hai-phong-2025'],
  });
}

/** A token alone is asked for everything that any text asks of a token. */
function tokenTarget(
  choice: Extract<TargetChoice, { kind: 'token' }>,
  claims: readonly string[],
  cwd: string,
): Target {
  const module = resolve(cwd, choice.module);
  if (!existsSync(module))
    throw fail('CERTIFY_ARGUMENT', { option: '--token', detail: `there is no file ${module}` });
  return Object.freeze({
    product: { name: choice.label, vendor: '', version: '' },
    capabilities: ['token'] as const,
    token: {
      module,
      tokenLabel: choice.label,
      pins: { user: choice.pin, so: choice.soPin },
      retryLimit: { user: choice.retryLimit ?? defaultRetryLimit },
      unlock: 'so-init-pin' as const,
      hooks: {},
      environment: {},
      allowDestructive: choice.allowDestructive,
    },
    claims,
  });
}
