import {
  type AuditProgress,
  type AuditReport,
  auditBlob,
  formatShare,
  visibleText,
} from '@distillable/audit/browser';
import { DistillableError } from '@distillable/catalog';
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { FileReport, FileVerdict } from './file-report.js';
import type { World } from './world.js';

/** The state of the file that was dropped last. */
export type FileState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string; readonly share: number }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'audited'; readonly report: AuditReport };

export const startFile: FileState = { kind: 'none' };

interface Props {
  readonly world: World;
  readonly file: FileState;
  readonly onFile: (file: FileState) => void;
}

/** A file is dropped or chosen, and audited here. */
export function FilePage({ world, file, onFile }: Props): VNode {
  const [isOver, setOver] = useState(false);
  const latest = useRef<File | null>(null);
  const read = async (given: File | undefined): Promise<void> => {
    if (given === undefined) return;
    latest.current = given;
    // Results for a file that another one has replaced are dropped.
    const say = (state: FileState): void => {
      if (latest.current === given) onFile(state);
    };
    say({ kind: 'reading', name: given.name, share: 0 });
    say(await auditFile(given, world, (share) => say({ kind: 'reading', name: given.name, share })));
  };
  return (
    <section>
      <h1 tabIndex={-1}>Audit a file</h1>
      <p class="intro">
        Judges each row by every model that it names, as <code>distillable audit</code> does. The file is read
        here, in your browser, and goes nowhere: JSONL, JSON, CSV or TSV, also compressed with gzip or zstd.
        For Parquet, use <code>distillable audit FILE</code>.
      </p>
      <label
        class={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void read(event.dataTransfer?.files[0]);
        }}
      >
        Drop a file here, or choose one
        <input
          type="file"
          accept=".jsonl,.ndjson,.json,.csv,.tsv,.gz,.gzip,.zst,.zstd"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
      <div role="status">
        <Standing file={file} />
      </div>
      {file.kind === 'audited' && <FileReport report={file.report} />}
    </section>
  );
}

async function auditFile(file: File, world: World, onShare: (share: number) => void): Promise<FileState> {
  const { snapshot, policy, terms, version } = world;
  let painted = performance.now();
  const onProgress = async ({ bytes, totalBytes }: AuditProgress): Promise<void> => {
    if (performance.now() - painted < 50) return;
    onShare(totalBytes === null ? 0 : bytes / totalBytes);
    // Parts of a file come faster than a browser paints.
    await new Promise((resolve) => setTimeout(resolve));
    painted = performance.now();
  };
  try {
    const options = { snapshot, policy, terms, version, now: Date.now(), onProgress };
    return { kind: 'audited', report: await auditBlob(file.name, file, options) };
  } catch (error) {
    if (!DistillableError.is(error)) throw error;
    return { kind: 'unreadable', message: error.message };
  }
}

function Standing({ file }: { readonly file: FileState }): VNode | null {
  switch (file.kind) {
    case 'none':
      return null;
    case 'reading':
      return (
        <p class="reading">
          Reading {visibleText(file.name)} … {formatShare(file.share)}
        </p>
      );
    case 'unreadable':
      return (
        <p class="result unknown">
          <strong>Not readable.</strong> {visibleText(file.message, 1_000)}
        </p>
      );
    case 'audited':
      return <FileVerdict report={file.report} />;
  }
}
