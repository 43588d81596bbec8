// Where webhooks may go (SF-OPS-01): every range that leads inside, in every spelling.
import { describe, expect, test } from 'vitest';
import { createTargets, isAddressRange } from './targets.ts';

const targets = createTargets({ allow: [], httpOnLoopback: false });
const development = createTargets({ allow: ['10.2.0.0/16', 'fd12::/32'], httpOnLoopback: true });

const publicAddresses = ['93.184.216.34', '8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111'];

const innerAddresses = [
  ['private', '10.0.0.1'],
  ['private', '10.255.255.255'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['this network', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['link-local', '169.254.0.1'],
  ['metadata of AWS, Azure, Google', '169.254.169.254'],
  ['metadata of AWS containers', '169.254.170.2'],
  ['metadata of Alibaba', '100.100.100.200'],
  ['metadata of Oracle', '192.0.0.192'],
  ['host of Azure', '168.63.129.16'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT', '100.127.255.255'],
  ['multicast', '224.0.0.1'],
  ['multicast', '239.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['benchmarks', '198.18.0.1'],
  ['IPv6 unspecified', '::'],
  ['IPv6 loopback', '::1'],
  ['IPv6 link-local', 'fe80::1'],
  ['IPv6 link-local with zone', 'fe80::1%eth0'],
  ['IPv6 unique local', 'fc00::1'],
  ['IPv6 metadata of AWS', 'fd00:ec2::254'],
  ['IPv6 site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['IPv4 in IPv6', '::ffff:127.0.0.1'],
  ['IPv4 in IPv6', '::ffff:7f00:1'],
  ['IPv4 in IPv6', '::ffff:169.254.169.254'],
  ['IPv4 in IPv6', '::ffff:10.0.0.1'],
  ['IPv4 in IPv6, the old way', '::127.0.0.1'],
  ['IPv4 in IPv6, translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['NAT64', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:7f00:1::'],
  ['IPv6 documentation', '2001:db8::1'],
  ['IPv6 discard', '100::1'],
  ['no address', 'localhost'],
  ['no address', ''],
  ['no address', 'crm.example'],
] as const;

describe('addresses', () => {
  test.each(publicAddresses)('SF-OPS-01 %s is public', (address) => {
    expect(targets.mayConnect(address)).toBe(true);
    expect(targets.issueOf(`https://${address.includes(':') ? `[${address}]` : address}/tellsafe`)).toBeUndefined();
  });

  test.each(innerAddresses)('SF-OPS-01 %s %s is refused', (_, address) => {
    expect(targets.mayConnect(address)).toBe(false);
  });

  test('SF-OPS-01 control: looking at the private ranges of RFC 1918 alone lets most of them through', () => {
    const naive = (address: string) => !/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.)/.test(address);
    expect(innerAddresses.filter(([, address]) => naive(address)).length).toBeGreaterThan(30);
  });

  test('SF-OPS-01 a range that the operator opens is open, in both spellings, and no other', () => {
    expect(development.mayConnect('10.2.3.4')).toBe(true);
    expect(development.mayConnect('::ffff:10.2.3.4')).toBe(true);
    expect(development.mayConnect('fd12::1')).toBe(true);
    expect(development.mayConnect('127.0.0.1')).toBe(true);
    expect(development.mayConnect('::1')).toBe(true);
    expect(development.mayConnect('10.3.0.1')).toBe(false);
    expect(development.mayConnect('169.254.169.254')).toBe(false);
    expect(development.mayConnect('93.184.216.34')).toBe(true);
  });

  test('SF-OPS-01 ranges are ranges', () => {
    expect(['10.2.0.0/16', '::/0', '10.2.3.4/32'].filter(isAddressRange)).toHaveLength(3);
    expect([undefined, 5, '', '10.2.0.0', '10.2.0.0/33', 'example.com/8'].filter(isAddressRange)).toEqual([]);
  });
});

describe('addresses of endpoints', () => {
  test.each([
    'https://crm.example/tellsafe',
    'https://crm.example:443/tellsafe?key=1',
    'https://crm.example:8443/',
    'https://CRM.example./x',
  ])('SF-OPS-01 %s may be an endpoint', (url) => {
    expect(targets.issueOf(url)).toBeUndefined();
  });

  test.each([
    ['crm.example', 'must be an https address'],
    [`https://crm.example/${'x'.repeat(2_048)}`, 'must be an https address'],
    ['http://crm.example/', 'must be https'],
    ['http://127.0.0.1:8080/', 'must be https'],
    ['ftp://crm.example/', 'must be https'],
    ['file:///etc/passwd', 'must be https'],
    ['data:text/plain,x', 'must be https'],
    ['https://user@crm.example/', 'user or password'],
    ['https://:secret@crm.example/', 'user or password'],
    ['https://crm.example/#x', 'fragment'],
    ['https://crm.example:25/', 'no port, or one from 1024'],
    ['https://crm.example:80/', 'no port, or one from 1024'],
    ['https://localhost/', 'this machine'],
    ['https://LOCALHOST./', 'this machine'],
    ['https://api.localhost:8443/', 'this machine'],
    ['https://127.0.0.1/', 'this machine'],
    ['https://127.1/', 'this machine'],
    ['https://0x7f.1/', 'this machine'],
    ['https://2130706433/', 'this machine'],
    ['https://0177.0.0.1/', 'this machine'],
    ['https://①②⑦.⓪.⓪.①/', 'this machine'],
    ['https://[::1]/', 'this machine'],
    ['https://[::ffff:127.0.0.1]/', 'this machine'],
    ['https://10.2.0.1/', 'inside a network'],
    ['https://169.254.169.254/latest/meta-data', 'inside a network'],
    ['https://[::ffff:169.254.169.254]/', 'inside a network'],
    ['https://[fd00:ec2::254]/', 'inside a network'],
    ['https://0/', 'inside a network'],
  ])('SF-OPS-01 %s may not', (url, issue) => {
    expect(targets.issueOf(url)).toContain(issue);
  });

  test('SF-OPS-01 http goes to this machine alone, and when the operator says so', () => {
    for (const url of ['http://127.0.0.1:8080/', 'http://localhost/', 'http://[::1]:3000/x', 'https://localhost/']) {
      expect(development.issueOf(url)).toBeUndefined();
    }
    for (const url of ['http://10.2.0.1/', 'http://crm.example/', 'http://169.254.169.254/', 'http://localhost:22/']) {
      expect(development.issueOf(url)).toBeDefined();
    }
    expect(development.issueOf('https://10.2.0.1/')).toBeUndefined();
  });
});
