/**
 * Seconds to wait that a `Retry-After` header asks for (RFC 9110 10.2.3: seconds or an HTTP date).
 * Undefined when there is none or it cannot be read; never negative, never above `cap`.
 */
export function retryAfterSeconds(header: string | undefined, now: number, cap: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), cap);
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(0, Math.ceil((at - now) / 1000)), cap);
}
