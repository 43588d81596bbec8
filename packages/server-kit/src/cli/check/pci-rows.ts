// Rows of PCI DSS 4.0.1 in the project's own compliance map (data/compliance-map.csv): what a demand means here, what answers it, which tests
// of security.md prove it. Written for this project, no third-party licence; the standards' own texts are not repeated.

/** By the numbers of the standard: how it applies, what answers it, tests. */
export const pciRows = {
  '3.2.1': [
    'retention minimum, incl. SAD before authorisation',
    '13-month default, per-class retention, sweeper',
    'T24',
  ],
  '3.3.1.2': [
    'CVV not stored after authorisation, even encrypted',
    'OTR class has no persistent path; `markAuthorised()` purges at once',
    'T10 T2',
  ],
  '3.3.2': [
    'SAD held before authorisation is strongly encrypted (mandatory since 31 Mar 2025)',
    'OTR is HPKE ciphertext even in memory',
    'T10',
  ],
  '3.4.1': ['PAN masked to BIN + last 4 unless needed', 'viewer masks; reveal is a permission + audit event', 'T17'],
  '3.4.2': ['no copying of PAN in remote access', 'copy disabled by policy flag; clipboard event audit', 'T15'],
  '3.5.1 / 3.5.1.1': [
    'PAN unreadable at rest; hashes keyed',
    'AEAD + HMAC only; plain SHA of PAN is a lint error',
    'T10',
  ],
  '3.5.1.2': ['disk encryption is not enough', 'field/payload encryption', 'T10'],
  '3.6.1, 3.6.1.1–.4': [
    'key protection, documented architecture, KEK ≥ DEK strength, separate storage',
    'KeyProvider, generated key inventory document',
    'T24',
  ],
  '3.7.1–3.7.7': [
    'generation, distribution, cryptoperiod, retirement, dual control, substitution',
    'rotate/destroy verbs, kid everywhere, statement chain against substitution',
    'T9 T24',
  ],
  '4.2.1 / 4.2.1.1': [
    'strong crypto on open networks; key & certificate inventory',
    'TLS refusal of http origins outside localhost; inventory export',
    'T16',
  ],
  '4.2.2': [
    'PAN over end-user messaging only with strong cryptography',
    'the product itself; PAN guard for the chat',
    'T18',
  ],
  '6.2.4': [
    'injection, crypto, access, business-logic attacks',
    'each threat of the model has its test',
    'T2 T8 T17 T20',
  ],
  '6.3.2': ['inventory of third-party components', 'SBOM (CycloneDX) per release', 'T22'],
  '6.4.3': [
    'payment-page scripts authorised, integrity-assured, inventoried with reason',
    '`integrity.json` signed manifest, SRI, CSP, machine-readable script inventory',
    'T22 T25',
  ],
  '6.5.5 / 6.5.6': ['no live PANs in test', 'fixtures only from `pan-test-numbers.json`; CI scans repo', 'T18'],
  '7.2.1–7.2.6': ['least privilege, queries to stored CHD', 'role × action table, default deny', 'T17'],
  '8.2.8, 8.3.4–8.3.9, 8.4.2': ['the login policy', "policy engine + hooks to the host's identity system", 'T17'],
  '10.2.1.1–.7, 10.2.2': [
    'which events, which fields',
    'typed audit union; 7 event families; who/what/when/where/result/resource',
    'T23',
  ],
  '10.3.1–10.3.4': [
    'audit protected, backed up, integrity-monitored',
    'hash chain, append-only grants, signed heads',
    'T23',
  ],
  '10.4.1.1': ['automated review', 'alert rules shipped (replay, bulk unseal, chain break)', 'T23'],
  '10.5.1': ['12 months, 3 immediately available', 'audit retention separate from data retention', 'T24'],
  '10.6.x': ['time sync', 'skew check against store at start and hourly', 'T12'],
  '10.7.2 / .3': ['failure of a critical control detected and answered', 'health endpoint + fail closed', 'T23'],
  '11.6.1': [
    "weekly change/tamper detection of headers and scripts **as received by the browser**; scripts inside the provider's frame are the provider's duty (applicability note)",
    '`tellsafe check page`: fetches the page and compares it with the published hashes',
    'T25',
  ],
  '12.3.3': ['cipher inventory yearly', 'generated from suite registry', 'T9'],
  '12.10.7': ['response to PAN found where not expected', 'leak-scan tool usable in production', 'T10'],
  'A1.1.x / A1.2.1': ['multi-tenant separation, per-customer logs', 'site in every key, per-site chain', 'T17'],
} as const satisfies Record<string, readonly [appliesAs: string, feature: string, tests: string]>;
