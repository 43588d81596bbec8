// Every scene of the gallery, by group and name.
import { adminScenes } from './admin-scenes.ts';
import { agentScenes } from './agent-scenes.ts';
import { auditScenes } from './audit-scenes.ts';
import { consumerScenes } from './consumer-scenes.ts';
import { entryPointScenes } from './entry-point-scenes.ts';
import { fileScenes } from './file-scenes.ts';
import { managerScenes } from './manager-scenes.ts';
import { reportScenes } from './report-scenes.ts';
import type { Scene } from './scene.ts';
import { signInScenes } from './sign-in-scenes.ts';
import { studioScenes } from './studio-scenes.ts';

/** Groups that a theme changes. */
export const themedGroups: readonly string[] = Object.keys(consumerScenes);

/** Heights that fit what the groups show, CSS pixels. */
export const heights: Readonly<Record<string, number>> = {
  Invitation: 300,
  Workspace: 720,
  Audit: 900,
  Webhooks: 900,
  'Entry points': 900,
  Reports: 900,
  Board: 820,
  History: 820,
  Studio: 900,
  People: 900,
  Policy: 760,
  Privacy: 1000,
};

/** Height of the others. */
export const DEFAULT_HEIGHT = 760;

/** Scenes by group and name. */
export const scenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  ...consumerScenes,
  ...agentScenes,
  ...fileScenes,
  ...adminScenes,
  ...auditScenes,
  ...entryPointScenes,
  ...managerScenes,
  ...reportScenes,
  ...signInScenes,
  ...studioScenes,
};
