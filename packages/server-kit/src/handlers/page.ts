// Routes that anyone may GET: the form page and its files, those of the script tag, their hashes. They have no effect (SF-OTK-07).
import { TellsafeError } from '@tellsafe/core';
import { languageSchema } from '@tellsafe/core/wire/settings';
import type { AccountSettings } from '../accounts/settings.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { type AssetSet, assetResponse, pageFiles, widgetFiles } from '../page/assets.ts';
import { integrityManifest, previewTemplate } from '../page/page.generated.ts';
import { isPageBuilt, missingPageResponse, pageResponse, previewResponse, unbuiltPageResponse } from '../page/page.ts';
import { LINK_LANGUAGE } from '../services/invitations/link.ts';
import type { Handler } from './call.ts';

/** The form page of an account; the same for everybody who asks at the same address. */
export function formPage(basePath: string): Handler<'formPage'> {
  return async (kit, { parameters, request }) => {
    const account = kit.accounts.find(parameters.account ?? '');
    if (!account) return missingPageResponse();
    if (isPageBuilt()) return pageResponse(inLanguageOfLink(account, request.search), basePath);
    const message = 'The form page is not built: run the build of consumer-widget, then of server-kit.';
    kit.log({ level: 'error', message, where: 'formPage' });
    return unbuiltPageResponse();
  };
}

/** A link of a channel says which language its entry point speaks (SF-LANG-02). */
function inLanguageOfLink(account: AccountSettings, search: string): AccountSettings {
  const language = new URLSearchParams(search).get(LINK_LANGUAGE);
  return languageSchema.safeParse(language).success ? { ...account, language: language ?? '' } : account;
}

/** The page that shows a form in preview: who may frame it is said per account, and what it shows by whoever frames it. */
export function formPreview(basePath: string): Handler<'preview'> {
  return async (kit, { parameters }) => {
    const account = kit.accounts.find(parameters.account ?? '');
    if (!account) return missingPageResponse();
    return isPageBuilt(previewTemplate) ? previewResponse(account, basePath) : unbuiltPageResponse();
  };
}

export const asset: Handler<'asset'> = async (_kit, { parameters, request }) =>
  fileOf(pageFiles, parameters.file, request);

export const widget: Handler<'widget'> = async (_kit, { parameters, request }) =>
  fileOf(widgetFiles, parameters.file, request);

/** The hashes of everything that a browser loads from here, for whoever compares. */
export const integrity: Handler<'integrity'> = async () => {
  if (integrityManifest === '') throw new TellsafeError('route_unknown');
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  return new Response(integrityManifest, { status: 200, headers });
};

async function fileOf(
  files: AssetSet,
  name: string | undefined,
  request: Pick<IncomingRequest, 'headers'>,
): Promise<Response> {
  const response = await assetResponse(files, name ?? '', request);
  if (!response) throw new TellsafeError('route_unknown');
  return response;
}
