// `npm run gallery`: every component in every state, theme and language, side by side.
import { startGallery } from './gallery.ts';

const text = process.env.PORT ?? '';
const port = text === '' ? 4700 : Number(text);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT is "${text}", but must be a port from 0 to 65535.`);
  process.exit(1);
}

try {
  const gallery = await startGallery(port);
  console.log(`\n  Gallery   ${gallery.url}\n\n  Ctrl-C stops it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void gallery.close().then(() => process.exit(0)));
  }
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? `Port ${port} is taken. Choose another one: PORT=4800 npm run gallery` : error);
  process.exitCode = 1;
}
