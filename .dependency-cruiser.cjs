/** Who may import whom. Each rule's comment says why it exists; `npm run deps` enforces them. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle means two files hold one concept, or one file holds two.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'foundation-stands-alone',
      comment: 'What everybody imports must import nobody.',
      severity: 'error',
      from: { path: '^foundation/' },
      to: { path: '^(emulator|core|conformance|bench|cli\\.ts)' },
    },
    {
      name: 'emulator-not-core',
      comment: 'The emulator is a token; it knows nothing of documents or regulations.',
      severity: 'error',
      from: { path: '^emulator/' },
      to: { path: '^(core|conformance)/' },
    },
    {
      name: 'core-not-emulator',
      comment:
        'The reference implementation reaches a token only as any product does: through a PKCS#11 module path.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(emulator|conformance)/' },
    },
    {
      name: 'conformance-uses-public-parts',
      comment:
        'The suite makes and judges material with pki, pdf, verification and the PKCS#11 client, and starts the emulator through its public index; products under test are reached only through conformance/sut.',
      severity: 'error',
      from: { path: '^conformance/' },
      to: {
        path: '^(core|emulator)/',
        pathNot: ['^core/(pki|pdf|verification|pkcs11)/', '^emulator/index\\.ts$'],
      },
    },
    {
      name: 'bench-uses-public-parts',
      comment:
        'What is measured is what others use: the emulator by its index, core by the indexes of its folders.',
      severity: 'error',
      from: { path: '^bench/' },
      to: {
        path: '^(core|emulator|conformance|ci)/',
        pathNot: ['^emulator/index\\.ts$', '^core/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'nobody-uses-bench',
      comment: 'Measuring is the last floor of the house: only the command stands on it.',
      severity: 'error',
      from: { pathNot: ['^bench/', '^cli\\.ts$'] },
      to: { path: '^bench/' },
    },
    {
      name: 'signing-formats-below',
      comment:
        'Certificates, keys, files, servers and words are what signing stands on; they know no step of it.',
      severity: 'error',
      from: { path: '^core/signing/(regimes|token|servers|cms|files|words)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^core/signing/(batch|two-phase|numbering|long-term|appearance|document)/' },
    },
    {
      name: 'signing-document-below',
      comment: 'What a document holds and what a signature shows does not depend on how it is signed.',
      severity: 'error',
      from: { path: '^core/signing/(appearance|document)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^core/signing/(batch|two-phase|numbering|long-term)/' },
    },
    {
      name: 'fetching-knows-no-asker',
      comment:
        'Verifying and signing ask through one fetcher with one set of limits; it knows addresses, not certificates.',
      severity: 'error',
      from: { path: '^core/fetching/', pathNot: '\\.test\\.ts$' },
      to: { path: '^core/(?!fetching/)' },
    },
    {
      name: 'one-fetcher',
      comment:
        'What verifying and signing ask of the network goes through the limits of core/fetching, and through nothing beside them.',
      severity: 'error',
      from: { path: '^core/(signing|verification)/', pathNot: '(\\.test|/folder-runs)\\.ts$' },
      to: { path: '^(node:)?(https?|http2|net|dns|dns/promises|tls|dgram)$', dependencyTypes: ['core'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that resolves to nothing fails only at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
