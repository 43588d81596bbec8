// What makes a starter project a project: its manifest, how it is started, what is kept out of version control, what to do next.
import type { StarterAnswers } from './answers.ts';

/** Builds and serves the pages; the one that examples/vite-app is tested with. */
export const VITE_VERSION = '8.3.8';

/** `package.json`. */
export function manifestFile(name: string, version: string): string {
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=24' },
    scripts: { start: 'node start.mjs', server: 'node server.mjs', pages: 'vite' },
    dependencies: {
      '@tellsafe/agent-client': version,
      '@tellsafe/consumer-widget': version,
      '@tellsafe/server-kit': version,
      vite: VITE_VERSION,
    },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** `start.mjs`: the server and both pages in one process, with a plain word for what a beginner meets. */
export function startFile({ pagePort }: StarterAnswers): string {
  return `// Starts the server, builds both pages and serves them.
process.on('uncaughtException', fail);
const { node } = process.versions;
if (Number.parseInt(node, 10) < 24) {
  console.error(\`Node 24 or later is needed; this is Node \${node}.\`);
  process.exit(1);
}

await import('./server.mjs').catch(fail);
const { build, preview } = await import('vite');
await build({ logLevel: 'warn' });
await preview({ logLevel: 'warn' }).catch(fail);
console.log('Shop:  http://localhost:${pagePort}/');
console.log('Agent: http://localhost:${pagePort}/agent.html');

function fail(error) {
  const isTaken = error.code === 'EADDRINUSE' || /already in use/.test(error.message);
  console.error(isTaken ? \`\${error.message}. End what listens there, or choose another port in these files.\` : error);
  process.exit(1);
}
`;
}

/** `vite.config.js`. */
export function viteFile({ pagePort }: StarterAnswers): string {
  return `const place = { host: 'localhost', port: ${pagePort}, strictPort: true };

export default {
  build: { rolldownOptions: { input: ['index.html', 'agent.html'] } },
  server: place,
  preview: place,
};
`;
}

/** `.gitignore`: keys and answers never get into a repository. */
export const ignoreFile = `node_modules/
dist/
# Keys and databases: a copy of both opens the outer layer of what is stored.
*.keys*
*.db
*.db-*
tellsafe-evidence-*
`;

/** `README.md`. */
export function readmeFile({ account, formPort, pagePort }: StarterAnswers): string {
  return `# A starter with Tellsafe

\`\`\`sh
npm install
npm start
\`\`\`

* \`http://localhost:${pagePort}/\` is the shop: a consumer who would like to pay (\`index.html\`, \`page.js\`).
* \`http://localhost:${pagePort}/agent.html\` is the agent's workspace: take the conversation over, send the form, read the answers
  (\`agent.html\`, \`agent.js\`). \`style.css\` is how both look.
* \`http://127.0.0.1:${formPort}/tellsafe\` is the kit, with the page that consumers fill in (\`server.mjs\`).

While you work on the pages, run \`npm run server\` and \`npm run pages\` apart: then a change shows at once.

## Before anybody else can reach it

1. **Login.** \`authenticate\` in \`server.mjs\` takes everybody for Ana. Put your own login there, or the kit's operators.
2. **Origins.** Give the form page, your shop and the agents' desk an https origin each, and name them in \`formOrigin\` and
   \`allowedOrigins\`.
3. **Keys.** Keep a copy of \`tellsafe.keys\` apart from the databases. Never commit it; \`.gitignore\` leaves it out.
4. **Stores.** SQLite is for one process. For several: PostgreSQL for the records and the sealed answers, Redis for the volatile ones.
5. **Look.** \`npx tellsafe doctor --sqlite tellsafe.db --sealed-sqlite tellsafe-vault.db\` says what is wrong on a machine, and
   \`npx tellsafe check https://forms.your.example/tellsafe/form/${account}\` what is wrong with a deployment.
`;
}
