import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A local disk responds at once; one that does not within this time would only delay every command. Milliseconds. */
const timeoutMs = 1_000;

/**
 * Whether the file system of a path responds. A thread that waits for one that does not can't be stopped, and would keep
 * this process from ending; so another process asks it, where there is a file system that may be dead at all.
 */
export async function isResponsive(path: string): Promise<boolean> {
  return !hasRemoteFileSystem(readMounts()) || (await canBeAsked(path));
}

/** Read from the kernel, which always responds; empty on other systems than Linux. */
function readMounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}

const remoteTypes = /^(?:fuse|fuseblk|fuse\..+|nfs4?|cifs|smb3|smbfs|9p|afs|ceph|glusterfs|lustre|autofs)$/;

/**
 * Whether a list of mounts has a file system that another computer or program serves. Those of the system itself do not
 * count: no home is there.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
 */
export function hasRemoteFileSystem(mountinfo: string): boolean {
  return mountinfo.split('\n').some((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [type = ''] = after.split(' ');
    const mountPoint = before.split(' ')[4] ?? '';
    return remoteTypes.test(type) && !/^\/(?:dev|proc|run|sys)(?:\/|$)/.test(mountPoint);
  });
}

function canBeAsked(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = spawn('stat', ['--', path], { stdio: 'ignore' });
    const timer = setTimeout(() => {
      asking.kill('SIGKILL');
      // It ends only when the file system lets it.
      asking.unref();
      resolve(false);
    }, timeoutMs);
    const answer = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    // Whether the path exists does not matter; and where there is no such program, nothing is known.
    asking.once('exit', answer);
    asking.once('error', answer);
  });
}
