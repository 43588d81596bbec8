// What the server wrote into the form page: `<meta name="tellsafe-…">` (account, base path, host origins, language, links on computers).

/** Settings of the form page. */
export interface PageSettings {
  readonly account: string;
  /** Base path of the routes, without a trailing slash. */
  readonly base: string;
  /** Origins that may hold the page in a frame. */
  readonly hosts: readonly string[];
  /** The account's language, or empty. */
  readonly language: string;
  /** What a link does on a computer, `block` or `handoff`; empty where it opens there too (SF-CN-04). */
  readonly desktop: string;
}

/**
 * Reads the page's settings.
 *
 * @param root - the document
 */
export function readSettings(root: ParentNode): PageSettings {
  const read = (name: string) =>
    root.querySelector<HTMLMetaElement>(`meta[name="tellsafe-${name}"]`)?.content.trim() ?? '';
  return {
    account: read('account'),
    base: read('base').replace(/\/+$/, ''),
    hosts: read('hosts')
      .split(/[\s,]+/)
      .filter(Boolean),
    language: read('language'),
    desktop: read('desktop'),
  };
}
