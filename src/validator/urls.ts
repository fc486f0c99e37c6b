/** Begins with a scheme, and so stands for itself (RFC 3986, 3.1). */
export const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Documentation names things there that nobody holds. */
export const EXAMPLE = /^https?:\/\/([^/?#]*\.)?(example\.(?:org|com)|acme\.com)(?:[/:?#]|$)/i;
