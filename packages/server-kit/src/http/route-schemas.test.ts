import { type IncomingRoute, incomingRoutes } from '@tellsafe/core/wire/incoming';
import { expect, test } from 'vitest';
import { bringsInput, routeSchemas } from './route-schemas.ts';

const routes: [string, IncomingRoute][] = Object.entries(incomingRoutes);

test('every route with a schema is asked what it brings; pages, files and health are not', () => {
  const checked = routes.filter(([, { request, query }]) => request || query);
  expect(checked.filter(([, route]) => !bringsInput(route))).toEqual([]);
  const bare = routes.flatMap(([name, route]) => (bringsInput(route) ? [] : [name]));
  expect(bare).toEqual(
    expect.arrayContaining(['formPage', 'asset', 'widget', 'integrity', 'preview', 'live', 'ready']),
  );
});

test('schemas are made once', async () => {
  const made = await routeSchemas();
  expect(made.incomingRoutes).toBe(incomingRoutes);
  expect(routeSchemas()).toBe(made);
});
