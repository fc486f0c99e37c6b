import { net01 } from './net/net01.js';
import { net02 } from './net/net02.js';
import { tls01 } from './tls/tls01.js';
import { tls02 } from './tls/tls02.js';
import { tls03 } from './tls/tls03.js';
import { tls04 } from './tls/tls04.js';
import { cap01 } from './cap/cap01.js';
import { cap02 } from './cap/cap02.js';
import { cap03 } from './cap/cap03.js';
import { cap07 } from './cap/cap07.js';
import { cap08 } from './cap/cap08.js';
import { cap09 } from './cap/cap09.js';
import { fmt01 } from './fmt/fmt01.js';
import { fmt04 } from './fmt/fmt04.js';
import { auth01 } from './auth/auth01.js';
import { auth02 } from './auth/auth02.js';
import { sec01 } from './sec/sec01.js';
import { sec02 } from './sec/sec02.js';
import { sec03 } from './sec/sec03.js';
import { read01 } from './read/read01.js';
import { read02 } from './read/read02.js';
import { read03 } from './read/read03.js';
import { srch01 } from './srch/srch01.js';
import { srch02 } from './srch/srch02.js';
import { srch03 } from './srch/srch03.js';
import { srch07 } from './srch/srch07.js';
import { srch08 } from './srch/srch08.js';
import { srch09 } from './srch/srch09.js';
import { srch11 } from './srch/srch11.js';
import { srch13 } from './srch/srch13.js';
import { nhs01 } from './nhs/nhs01.js';
import { nhs02 } from './nhs/nhs02.js';
import { nhs03 } from './nhs/nhs03.js';
import { nhs04 } from './nhs/nhs04.js';
import { nhs07 } from './nhs/nhs07.js';
import { prof01 } from './prof/prof01.js';
import { prof02 } from './prof/prof02.js';
import { prof03 } from './prof/prof03.js';
import { prof04 } from './prof/prof04.js';
import { prof05 } from './prof/prof05.js';
import { page01 } from './page/page01.js';
import { page02 } from './page/page02.js';
import { page03 } from './page/page03.js';
import { page04 } from './page/page04.js';
import { page05 } from './page/page05.js';
import { err01 } from './err/err01.js';
import { err02 } from './err/err02.js';
import { err03 } from './err/err03.js';
import { err06 } from './err/err06.js';
import { coh01 } from './coh/coh01.js';
import { coh03 } from './coh/coh03.js';
import { coh05 } from './coh/coh05.js';
import { perf01 } from './perf/perf01.js';
import { perf02 } from './perf/perf02.js';
import type { DefinedCheck } from './define-check.js';

/** Every check, in the order of the catalogue. */
export const checks: readonly DefinedCheck[] = [
  net01,
  net02,
  tls01,
  tls02,
  tls03,
  tls04,
  cap01,
  cap02,
  cap03,
  cap07,
  cap08,
  cap09,
  fmt01,
  fmt04,
  auth01,
  auth02,
  sec01,
  sec02,
  sec03,
  read01,
  read02,
  read03,
  srch01,
  srch02,
  srch03,
  srch07,
  srch08,
  srch09,
  srch11,
  srch13,
  nhs01,
  nhs02,
  nhs03,
  nhs04,
  nhs07,
  prof01,
  prof02,
  prof03,
  prof04,
  prof05,
  page01,
  page02,
  page03,
  page04,
  page05,
  err01,
  err02,
  err03,
  err06,
  coh01,
  coh03,
  coh05,
  perf01,
  perf02,
];
