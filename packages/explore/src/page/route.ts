/** The view that the page shows. */
export type Route =
  | { readonly page: 'models' }
  | { readonly page: 'model'; readonly slug: string }
  | { readonly page: 'request' }
  | { readonly page: 'file' };

/** Reads the fragment of the address, so that any web host can serve every page from one file. */
export function parseRoute(hash: string): Route {
  const [, page, rest = ''] = /^#\/([a-z]*)\/?(.*)$/s.exec(hash) ?? [];
  if (page === 'request' || page === 'file') return { page };
  return page === 'model' && rest !== '' ? { page, slug: decoded(rest) } : { page: 'models' };
}

export function hrefOf(route: Route): string {
  if (route.page === 'model') return `#/model/${encodeURIComponent(route.slug)}`;
  return `#/${route.page === 'models' ? '' : route.page}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Written by hand: a percent sign that means itself.
    return text;
  }
}
