import { render } from 'preact';
import { config } from 'zod';
import { App } from './app.js';
import { readWorld, type World } from './world.js';

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
