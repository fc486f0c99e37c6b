import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../src/demo/index.js';
import { ask } from './support.js';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ https: true });
});
afterAll(() => server.close());

interface Handshake {
  readonly authorized: boolean;
  readonly protocol: string | null;
  readonly certificate: DetailedPeerCertificate;
}

function shake(options: object): Promise<Handshake> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: hostname, port: Number(port), ...options }, () => {
      resolve({
        authorized: socket.authorized,
        protocol: socket.getProtocol(),
        certificate: socket.getPeerCertificate(true),
      });
      socket.end();
    });
    socket.on('error', reject);
  });
}

describe('the server over https', () => {
  it('is trusted with its CA, by address and by name', async () => {
    expect((await shake({ ca: server.ca })).authorized).toBe(true);
    expect((await shake({ ca: server.ca, servername: 'localhost' })).authorized).toBe(true);
  });

  it('is not trusted without it', async () => {
    await expect(shake({})).rejects.toThrow(/certificate/);
  });

  it('has a certificate for loopback that lasts at least thirty days, on a P-256 key', async () => {
    const { certificate } = await shake({ ca: server.ca });
    expect(certificate.subjectaltname).toContain('IP Address:127.0.0.1');
    expect(Date.parse(certificate.valid_to) - Date.now()).toBeGreaterThan(30 * 86_400_000);
    expect(certificate.bits).toBe(256);
  });

  it('speaks TLS 1.3 and 1.2', async () => {
    expect((await shake({ ca: server.ca })).protocol).toBe('TLSv1.3');
    expect((await shake({ ca: server.ca, maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
  });

  it.each(['TLSv1', 'TLSv1.1'])('refuses %s with an alert of its own', async (version) => {
    const options = { ca: server.ca, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    await expect(shake(options)).rejects.toThrow(/alert protocol version/i);
  });

  it('answers reads, and asks browsers to stay with https', async () => {
    const reply = await ask(server, 'Patient?_count=1');
    expect([reply.status, reply.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  });
});
