/** Why a file was no readable PDF, or could not be looked at: the code stands among the findings of its report. */
export function fileFault(findings: readonly { readonly code: string }[]): string | undefined {
  return findings.find(({ code }) => /^(PDF|VERIFY)_/.test(code))?.code;
}
