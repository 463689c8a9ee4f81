/** What can be wrong with a path, and with which of its certificates. */
import type { Certificate } from '../cms/certificate.ts';
import type { DetailValues } from '../details/detail.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, type DetailCode, detail } from '../details/index.ts';

export type PathProblem =
  | { readonly kind: 'expired'; readonly certificate: Certificate }
  | { readonly kind: 'not-yet-valid'; readonly certificate: Certificate }
  | { readonly kind: 'weak-algorithm'; readonly certificate: Certificate; readonly detail: Detail }
  | { readonly kind: 'constraint'; readonly certificate: Certificate; readonly detail: Detail };

export function constraintProblem(
  certificate: Certificate,
  code: DetailCode,
  values: DetailValues = {},
): PathProblem {
  return { kind: 'constraint', certificate, detail: detail(code, { ...holderOf(certificate), ...values }) };
}

export function weaknessProblem(
  certificate: Certificate,
  code: DetailCode,
  values: DetailValues = {},
): PathProblem {
  return {
    kind: 'weak-algorithm',
    certificate,
    detail: detail(code, { ...holderOf(certificate), ...values }),
  };
}
