import { RunStopped } from './failures.js';

const IN_A_ROW = 3;
const WINDOW = 30;
const SHARE = 0.1;
const BROKEN_IN_A_ROW = 5;

/** Watches for a server in trouble, and ends the run before it does harm. */
export class DistressWatch {
  #pushedBackInARow = 0;
  #brokenInARow = 0;
  #refusedInARow = 0;
  readonly #recent: boolean[] = [];

  /**
   * Notes one answer: `status` null for a request that got none. `provoked` answers to negative tests never count
   * against the server.
   * @throws RunStopped after 3 pushed-back answers (429, 503) in a row or over 10 % of the last 30, or 5 broken in a row
   */
  note(status: number | null, provoked: boolean): void {
    const pushedBack = status === 429 || status === 503;
    const broken = status === null || status >= 500;
    if (provoked && broken && status !== null && !pushedBack) return;
    this.#recent.push(pushedBack);
    if (this.#recent.length > WINDOW) this.#recent.shift();
    this.#pushedBackInARow = pushedBack ? this.#pushedBackInARow + 1 : 0;
    this.#brokenInARow = broken ? this.#brokenInARow + 1 : 0;
    const share = this.#recent.filter(Boolean).length / WINDOW;
    if (this.#pushedBackInARow >= IN_A_ROW)
      throw new RunStopped('server-distress', `The server asked us to slow down ${IN_A_ROW} times in a row`);
    if (share > SHARE)
      throw new RunStopped(
        'server-distress',
        `The server asked us to slow down in over 10 % of the last ${WINDOW} requests`,
      );
    if (this.#brokenInARow >= BROKEN_IN_A_ROW)
      throw new RunStopped('server-distress', `${BROKEN_IN_A_ROW} requests in a row failed or ended in a server error`);
  }

  /**
   * Notes whether the configured credential was turned away.
   * @throws RunStopped after 3 in a row once it had worked: an account must not be locked out
   */
  noteCredential(refused: boolean, workedBefore: boolean): void {
    this.#refusedInARow = refused ? this.#refusedInARow + 1 : 0;
    if (workedBefore && this.#refusedInARow >= IN_A_ROW)
      throw new RunStopped(
        'credential',
        'The credential was accepted at first and is refused now (401 three times in a row)',
      );
  }
}
