export { startDemoServer } from './start.js';
export type { DemoServer, DemoServerOptions, PersonaName } from './demo-server.js';
export type { Behaviour, Misbehaviour, Persona } from './personas/index.js';
export { personas } from './personas/index.js';
export { issueCertificates } from './certificates.js';
export type { CertificateOptions, IssuedCertificates } from './certificates.js';
