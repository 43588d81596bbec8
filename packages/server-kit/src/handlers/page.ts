// Routes that anyone may GET: the form page and its files. They have no effect (SF-OTK-07).
import { TellsafeError } from '@tellsafe/core';
import { assetResponse } from '../page/assets.ts';
import { isPageBuilt, missingPageResponse, pageResponse, unbuiltPageResponse } from '../page/page.ts';
import type { Handler } from './call.ts';

/** The form page of an account; the same for everybody who asks. */
export function formPage(basePath: string): Handler<'formPage'> {
  return async (kit, { parameters }) => {
    const account = kit.accounts.find(parameters.account ?? '');
    if (!account) return missingPageResponse();
    if (isPageBuilt()) return pageResponse(account, basePath);
    const message = 'The form page is not built: run the build of consumer-widget, then of server-kit.';
    kit.log({ level: 'error', message, where: 'formPage' });
    return unbuiltPageResponse();
  };
}

export const asset: Handler<'asset'> = async (_kit, { parameters, request }) => {
  const response = assetResponse(parameters.file ?? '', request);
  if (!response) throw new TellsafeError('route_unknown');
  return response;
};
