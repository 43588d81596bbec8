import { expect, test } from 'vitest';
import { RouteTable } from './route-table.ts';

const table = new RouteTable([
  ['/v1/items', 'list'],
  ['/v1/items/current', 'current'],
  ['/v1/items/:id', 'one'],
  ['/v1/items/:id/parts/:part', 'part'],
]);

test.each([
  ['/v1/items', 'list', {}],
  ['/v1/items/current', 'current', {}],
  ['/v1/items/7', 'one', { id: '7' }],
  ['/v1/items/7/parts/a', 'part', { id: '7', part: 'a' }],
  ['/v1/items/%37', 'one', { id: '7' }],
  ['/v1/%69tems', 'list', {}],
  ['/v1/items/%2e%2e', 'one', { id: '..' }],
  ['/v1/items/a%2Fb', 'one', { id: 'a/b' }],
  ['/v1/items/%e4', 'one', { id: '%e4' }],
  ['/v1/items/__proto__', 'one', { id: '__proto__' }],
])('%s is found', (path, value, parameters) => {
  expect(table.find(path)).toEqual({ value, parameters });
});

test.each([
  '',
  '/',
  '/v1',
  '/v1/items/',
  '/v1//items',
  '//v1/items',
  '/v1/items/7/',
  '/v1/items//parts/a',
  '/v1/items%2Fcurrent',
  '/V1/items',
  '/v1/items/7/parts',
  '/v1/items?x',
])('%j is not', (path) => {
  expect(table.find(path)).toBeUndefined();
});
