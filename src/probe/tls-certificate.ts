import { X509Certificate } from 'node:crypto';
import type { SecuredFact } from '../model/index.js';

const digests: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'md5',
  '2a864886f70d010105': 'sha1',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a864886f70d01010e': 'sha224',
  '2a8648ce3d0401': 'sha1',
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  '2b6570': 'ed25519',
};

/** Start and end of the content of the DER element at `at`. */
const content = (der: Buffer, at: number): { readonly from: number; readonly to: number } => {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { from: at + 2, to: at + 2 + first };
  const width = first & 0x7f;
  const length = der.subarray(at + 2, at + 2 + width).reduce((sum, byte) => sum * 256 + byte, 0);
  return { from: at + 2 + width, to: at + 2 + width + length };
};

/** Digest of the signature, by the algorithm's OID (RFC 5280 4.1.1.2): Node 20 does not tell it. */
export function signatureDigest(der: Buffer): string | undefined {
  const certificate = content(der, 0);
  const signed = content(der, certificate.from);
  const algorithm = content(der, signed.to);
  if (der[algorithm.from] !== 0x06) return undefined;
  const oid = content(der, algorithm.from);
  return digests[der.subarray(oid.from, oid.to).toString('hex')];
}

const curveBits = (curve: string): number => {
  const bits = /(\d{3})/.exec(curve)?.[1];
  return bits === undefined ? (curve.includes('25519') ? 256 : 0) : Number(bits);
};

const DAY = 86_400_000;

/** Life and strength of a leaf certificate. */
export function describeCertificate(der: Buffer, now: number): NonNullable<SecuredFact['certificate']> {
  const certificate = new X509Certificate(der);
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey;
  const key = kind === 'rsa' || kind === 'rsa-pss' ? 'rsa' : kind === 'ec' || kind === 'ed25519' ? 'ec' : 'other';
  const bits =
    key === 'rsa' ? (details?.modulusLength ?? 0) : kind === 'ed25519' ? 256 : curveBits(details?.namedCurve ?? '');
  const digest = signatureDigest(der);
  return {
    daysLeft: Math.floor((Date.parse(certificate.validTo) - now) / DAY),
    daysOld: Math.floor((now - Date.parse(certificate.validFrom)) / DAY),
    key,
    bits,
    ...(digest === undefined ? {} : { digest }),
  };
}
