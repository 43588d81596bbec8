import { type RouteName, routePaths } from '@tellsafe/core/wire';
import { type IncomingRoute, incomingRoutes } from '@tellsafe/core/wire/incoming';
import { expect, test } from 'vitest';
import { bringsInput } from './route-schemas.ts';

test('SF-OTK-06 no request that a schema is for goes unchecked', () => {
  const routes = Object.entries(incomingRoutes) as [RouteName, IncomingRoute][];
  const checked = routes.filter(([, { request, query }]) => request || query).map(([name]) => name);
  expect(checked.filter((name) => !bringsInput(routePaths[name]))).toEqual([]);
  expect(checked.length).toBeGreaterThan(20);
});
