import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

export interface CertificateOptions {
  /** DNS names and IP addresses the certificate is for; default: loopback. */
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface IssuedCertificates {
  /** PEM of the authority to trust. */
  readonly ca: string;
  /** PEM of the server's certificate and private key. */
  readonly cert: string;
  readonly key: string;
}

const DAY = 86_400_000;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Makes a certificate authority that lives for this process only, and a server certificate signed by it (P-256, SHA-256). */
export async function issueCertificates(options: CertificateOptions = {}): Promise<IssuedCertificates> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const notBefore = options.notBefore ?? new Date(Date.now() - DAY);
  const notAfter = options.notAfter ?? new Date(Date.now() + 90 * DAY);
  const authorityKeys = await keyPair();
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: 'CN=Throwaway demo CA',
      notBefore: new Date(Math.min(notBefore.getTime(), Date.now() - DAY)),
      notAfter: new Date(Math.max(notAfter.getTime(), Date.now() + DAY)),
      signingAlgorithm: ALGORITHM,
      keys: authorityKeys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
      ],
    },
    webcrypto,
  );
  const keys = await keyPair();
  const hosts = options.hosts ?? LOOPBACK;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: 'CN=Throwaway demo server',
      issuer: authority.subject,
      notBefore,
      notAfter,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }))),
        await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  );
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { ca: authority.toString('pem'), cert: certificate.toString('pem'), key };
}

function keyPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function serial(): string {
  return `01${randomBytes(15).toString('hex')}`;
}
