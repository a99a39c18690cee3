import { formatTime, visibleText } from '@distillable/audit/browser';
import { render, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { config } from 'zod';
import { FilePage, startFile } from './file-page.js';
import { ModelPage } from './model-page.js';
import { ModelsPage, startView } from './models-page.js';
import { RequestPage, startRequest } from './request-page.js';
import { hrefOf, parseRoute, type Route } from './route.js';
import { readWorld, type World } from './world.js';

const sections: readonly { readonly route: Route; readonly label: string }[] = [
  { route: { page: 'models' }, label: 'Models' },
  { route: { page: 'request' }, label: 'Check a request' },
  { route: { page: 'file' }, label: 'Audit a file' },
];

// zod compiles its checks by `new Function` otherwise, which the page's policy forbids.
config({ jitless: true });

const root = document.getElementById('page');
if (root !== null) void start(root);

async function start(root: HTMLElement): Promise<void> {
  render(<p class="loading">Reading the model list …</p>, root);
  try {
    const world = await loadWorld();
    render(<App world={world} />, root);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    render(
      <main>
        <h1>No usable model list</h1>
        <p role="alert">{reason}</p>
      </main>,
      root,
    );
  }
}

async function loadWorld(): Promise<World> {
  const response = await fetch('data.json');
  if (!response.ok) throw new Error((await response.text()).slice(0, 200));
  return readWorld(await response.json(), Date.now());
}

/** The whole page: the address chooses what is shown. */
function App({ world }: { readonly world: World }): VNode {
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

/** The list that the page judges by, with a clear warning if its verdicts may be out of date. */
function ListFacts({ world }: { readonly world: World }): VNode {
  const { snapshot, limits, now } = world;
  const { retrievedAt, source, digest } = snapshot.identity;
  const isOld = snapshot.freshness(now, limits) !== 'fresh';
  return (
    <div class="facts">
      {source.sample !== null && (
        <p class="notice">
          <strong>Sample:</strong> {visibleText(source.sample)}
        </p>
      )}
      {isOld && (
        <p class="notice">
          <strong>Not today’s list.</strong> Permissions may have changed since {formatTime(retrievedAt)}.
        </p>
      )}
      <p class="soft">
        Model list of {formatTime(retrievedAt)}, read from {visibleText(source.url)} ·{' '}
        <code>{digest.slice(0, 'sha256:'.length + 12)}</code>
      </p>
    </div>
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
