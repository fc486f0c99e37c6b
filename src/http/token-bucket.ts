import type { Clock } from './clock.js';

/** Spaces requests: `rate` a second with bursts of `burst`, each gap varied by a fifth so that runs do not fall in step. */
export class TokenBucket {
  #tokens: number;
  #last: number;
  #rate: number;

  constructor(
    private readonly clock: Clock,
    rate: number,
    private readonly burst = 1,
    private readonly random: () => number = Math.random,
  ) {
    this.#rate = rate;
    this.#tokens = burst;
    this.#last = clock.monotonic();
  }

  get rate(): number {
    return this.#rate;
  }

  /** After a sign of overload. */
  halve(): void {
    this.#rate = Math.max(this.#rate / 2, 0.05);
  }

  /** Waits until the next request may go out. */
  async take(signal?: AbortSignal): Promise<void> {
    if (!Number.isFinite(this.#rate)) return;
    this.#refill();
    if (this.#tokens < 1) {
      const gap = ((1 - this.#tokens) / this.#rate) * 1000;
      await this.clock.sleep(gap * (0.8 + 0.4 * this.random()), signal);
      this.#refill();
      this.#tokens = Math.max(this.#tokens, 1);
    }
    this.#tokens -= 1;
  }

  #refill(): void {
    const now = this.clock.monotonic();
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#last) / 1000) * this.#rate);
    this.#last = now;
  }
}
