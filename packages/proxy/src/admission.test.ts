import { describe, expect, it } from 'vitest';
import { admissionRules, isLoopback } from './admission.js';

describe('admissionRules', () => {
  it.each([
    { host: '127.0.0.1', port: 8402, hosts: ['127.0.0.1:8402', '[::1]:8402', 'localhost:8402'] },
    { host: '::1', port: 8402, hosts: ['127.0.0.1:8402', '[::1]:8402', 'localhost:8402'] },
    {
      host: 'Proxy.Example',
      port: 8402,
      hosts: ['127.0.0.1:8402', '[::1]:8402', 'localhost:8402', 'proxy.example:8402'],
    },
    {
      host: 'localhost',
      port: 80,
      hosts: ['127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:80', 'localhost', 'localhost:80'],
    },
  ])('takes the names of this machine with the port for $host', ({ host, port, hosts }) => {
    expect([...(admissionRules(host, port, null).hosts ?? [])].sort()).toEqual(hosts);
  });

  it.each(['0.0.0.0', '::'])('takes any name for %s, where there is a token', (host) => {
    expect(admissionRules(host, 8402, 'a token').hosts).toBeNull();
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('knows %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.0.1', '127.example.com', '127.0.0.1.example.com', ''])(
    'does not take %j for one',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
