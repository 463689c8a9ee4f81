/** `congvu adapter`: the reference implementation as a system under test. */
import type { Command } from 'commander';

export function registerAdapterVerbs(program: Command): void {
  program
    .command('adapter')
    .description('speak the adapter protocol on stdin and stdout, as the reference implementation')
    .action(async () => {
      const [{ serveAdapter }, { signOperation }, { verifyOperation }] = await Promise.all([
        import('./serve.ts'),
        import('./sign.ts'),
        import('./verify.ts'),
      ]);
      await serveAdapter(process.stdin, process.stdout, { sign: signOperation, verify: verifyOperation });
    });
}
