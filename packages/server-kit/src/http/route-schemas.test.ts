import { type RouteName, routePaths } from '@tellsafe/core/wire';
import { type IncomingRoute, incomingRoutes } from '@tellsafe/core/wire/incoming';
import { expect, test } from 'vitest';
import { bringsInput, routeSchemas } from './route-schemas.ts';

test('SF-OTK-06 no request that a schema is for goes unchecked', () => {
  const routes = Object.entries(incomingRoutes) as [RouteName, IncomingRoute][];
  const checked = routes.filter(([, { request, query }]) => request || query).map(([name]) => name);
  expect(checked.filter((name) => !bringsInput(routePaths[name]))).toEqual([]);
  expect(checked.length).toBeGreaterThan(20);
});

test('pages, files and health ask for no schema', () => {
  const bare = Object.entries(routePaths).flatMap(([name, route]) => (bringsInput(route) ? [] : [name]));
  expect(bare).toEqual(
    expect.arrayContaining(['formPage', 'asset', 'widget', 'integrity', 'preview', 'live', 'ready']),
  );
});

test('schemas are made once', async () => {
  const made = await routeSchemas();
  expect(made.incomingRoutes).toBe(incomingRoutes);
  expect(routeSchemas()).toBe(made);
});
