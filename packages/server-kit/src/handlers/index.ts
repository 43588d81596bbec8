// Every route's handler by the route's name; a route without one does not compile.
import type { RouteName } from '@tellsafe/core/wire';
import type { Authenticate } from '../accounts/principal.ts';
import * as agent from './agent.ts';
import * as sessions from './agent-sessions.ts';
import * as audit from './audit.ts';
import * as board from './board.ts';
import type { Handler } from './call.ts';
import { channelHandlers } from './channels.ts';
import * as consumer from './consumer.ts';
import * as conversations from './conversations.ts';
import * as entryPoints from './entry-points.ts';
import * as forms from './forms.ts';
import * as health from './health.ts';
import * as history from './history.ts';
import * as invitations from './invitations.ts';
import { asset, formPage, formPreview, integrity, widget } from './page.ts';
import * as privacy from './privacy.ts';
import * as reports from './reports.ts';
import { studioHandlers } from './studio.ts';
import * as transcripts from './transcripts.ts';
import * as webhooks from './webhooks.ts';

/** Handlers of all routes. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> };

/** Collects the handlers. */
export function createHandlers(authenticate: Authenticate, basePath: string): Handlers {
  return {
    formPage: formPage(basePath),
    asset,
    widget,
    integrity,
    preview: formPreview(basePath),
    ...health,
    ...invitations,
    ...forms,
    sessionStart: sessions.sessionStart(authenticate),
    sessionEnd: sessions.sessionEnd,
    sessionActivity: sessions.sessionActivity,
    ...agent,
    ...board,
    ...transcripts,
    ...history,
    ...privacy,
    ...conversations,
    ...consumer,
    ...channelHandlers(),
    ...reports,
    ...audit,
    ...webhooks,
    ...entryPoints,
    ...studioHandlers(basePath),
  };
}
