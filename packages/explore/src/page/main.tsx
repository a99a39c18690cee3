import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { FilePage, startFile } from './file-page.js';
import { ListFacts } from './list-facts.js';
import { ModelPage } from './model-page.js';
import { ModelsPage, startView } from './models-page.js';
import { RequestPage, startRequest } from './request-page.js';
import { hrefOf, parseRoute, type Route } from './route.js';
import type { World } from './world.js';

const sections: readonly { readonly route: Route; readonly label: string }[] = [
  { route: { page: 'models' }, label: 'Models' },
  { route: { page: 'request' }, label: 'Check a request' },
  { route: { page: 'file' }, label: 'Audit a file' },
];

/** The whole page: the address chooses what is shown. */
export function App({ world }: { readonly world: World }): VNode {
  const route = useRoute();
  // Kept here, so that a reader who comes back finds table and text as they were.
  const [view, setView] = useState(startView);
  const [request, setRequest] = useState(startRequest);
  const [file, setFile] = useState(startFile);
  return (
    <>
      <header>
        <a class="brand" href={hrefOf({ page: 'models' })}>
          distillable <span>explore</span>
        </a>
        <nav aria-label="Pages">
          <ul>
            {sections.map(({ route: to, label }) => (
              <li key={label}>
                <a href={hrefOf(to)} aria-current={isIn(route, to) ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        <ListFacts world={world} />
        {route.page === 'models' && <ModelsPage rows={world.rows} view={view} onView={setView} />}
        {route.page === 'model' && <ModelPage key={route.slug} slug={route.slug} world={world} />}
        {route.page === 'request' && <RequestPage world={world} request={request} onRequest={setRequest} />}
        {route.page === 'file' && <FilePage world={world} file={file} onFile={setFile} />}
      </main>
      <footer>
        <p>
          OpenRouter’s labels are best effort; the licence decides. Terms are dated facts in own words, no
          legal advice. All judging happens in this browser: nothing that you enter leaves it.
        </p>
      </footer>
    </>
  );
}

function isIn(route: Route, section: Route): boolean {
  return route.page === section.page || (route.page === 'model' && section.page === 'models');
}

/** The route of the address. On a change, the new page's heading gets the focus, as a page that loads would. */
function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  const isFirst = useRef(true);
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('h1');
    document.title = `${heading?.textContent ?? ''} · distillable`;
    if (!isFirst.current) heading?.focus();
    isFirst.current = false;
  }, [route]);
  return route;
}
