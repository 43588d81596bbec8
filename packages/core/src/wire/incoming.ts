// @tellsafe/core/wire/incoming: what a server checks requests with, and nothing of what it answers.
export { type IncomingRoute, incomingRoutes } from './incoming-routes.ts';
export { issuesOf, parseRequest } from './issues.ts';
