import { createDownload } from '../http/index.js';
import type { DownloadOptions } from '../http/index.js';
import type { DocumentationFact, Observed } from '../model/index.js';
import { ReadinessError } from '../model/index.js';

const MOST_BYTES = 5_000_000;
const TIMEOUT = 30_000;
const asksForPassword = (page: string): boolean => /<input\b[^>]*\btype\s*=\s*["']?password/i.test(page);

/** Opens the page an organisation names as its interface documentation, as anybody could: by GET, without credentials. */
export async function gatherDocumentation(
  url: string,
  options: Pick<DownloadOptions, 'tls' | 'proxy' | 'environment'> = {},
): Promise<Observed<DocumentationFact>> {
  try {
    const { status, body } = await createDownload({ ...options, maxBytes: MOST_BYTES, timeout: TIMEOUT })(url);
    const page = Buffer.from(body).toString('utf8');
    return {
      state: 'seen',
      value: { status, open: status === 200 && page.trim() !== '' && !asksForPassword(page) },
      exchanges: [],
    };
  } catch (error) {
    const message =
      error instanceof ReadinessError
        ? 'The documentation could not be reached'
        : 'The documentation could not be read';
    return { state: 'failed', error: { kind: 'http', message }, exchanges: [] };
  }
}
