import { createContext, Script, type Context } from 'node:vm';

/** Milliseconds that one evaluation of unknown origin may take. */
const LONGEST = 100;

/** Runs what a profile's author wrote, and ends it when it takes too long: a regular expression can take time exponential in its text. */
export class TimeLimit {
  #room: Context | undefined;
  #script: Script | undefined;

  /** @throws Error where the time is over. */
  run<T>(act: () => T): T {
    this.#room ??= createContext({});
    this.#script ??= new Script('act()');
    this.#room['act'] = act;
    try {
      return this.#script.runInContext(this.#room, { timeout: LONGEST }) as T;
    } finally {
      this.#room['act'] = undefined;
    }
  }
}
