import { describe, expect, it } from 'vitest';
import { hasRemoteFileSystem, responds } from './caches.js';

describe('hasRemoteFileSystem', () => {
  it.each([
    ['36 35 98:0 / / rw,noatime master:1 - ext4 /dev/root rw', false],
    ['42 27 0:39 / /home/a rw,relatime - nfs4 server:/home rw', true],
    ['42 27 0:39 / /home/a rw,relatime shared:1 - fuse.sshfs a@b: rw', true],
    ['42 27 0:39 / /mnt/c rw - 9p C:\\134 rw', true],
    ['42 27 0:39 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw', false],
    ['42 27 0:39 / /proc/sys/fs/binfmt_misc rw - autofs systemd-1 rw', false],
    ['42 27 0:39 / /running rw - fuse x rw', true],
    ['', false],
  ])('of %j is %s', (mountinfo, expected) => {
    expect(hasRemoteFileSystem(`35 1 0:1 / /sys rw - sysfs sysfs rw\n${mountinfo}\n`)).toBe(expected);
  });
});

describe('responds', () => {
  it.each(['/', '/no/such/directory'])('says so of %s', async (path) => {
    expect(await responds(path)).toBe(true);
  });
});
