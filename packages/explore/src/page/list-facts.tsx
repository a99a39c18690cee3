import { formatTime, visibleText } from '@distillable/audit/browser';
import type { VNode } from 'preact';
import type { World } from './world.js';

/** What list the page judges by; and loudly, where its verdicts may not be those of today. */
export function ListFacts({ world }: { readonly world: World }): VNode {
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
