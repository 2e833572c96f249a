/** Milliseconds between two looks whether a runner still answers. */
const lookPeriod = 1000;

/**
 * Feels the pulse of a runner while something is asked of it. Its main thread only bundles and watches; one that says
 * nothing for long is caught in work of our own. Silence is counted in looks, so that neither a machine that sleeps nor
 * a host that is held up looks like it.
 */
export class Pulse {
  private questions = 0;
  private timer: NodeJS.Timeout | undefined;
  private silentLooks = 0;
  private onSilence: () => void = () => undefined;

  constructor(
    private readonly feel: () => Promise<unknown>,
    private readonly mostSilence: number,
  ) {}

  /** Watches while a question waits for its answer; the newest one's `onSilence` is told of a runner that is silent. */
  async during<T>(question: Promise<T>, onSilence: () => void): Promise<T> {
    this.questions++;
    this.onSilence = onSilence;
    if (this.questions === 1) this.start();
    try {
      return await question;
    } finally {
      this.questions--;
      if (this.questions === 0) this.stop();
    }
  }

  private start(): void {
    this.silentLooks = 0;
    this.timer = setInterval(() => {
      this.silentLooks++;
      if (this.silentLooks * lookPeriod > this.mostSilence) {
        this.stop();
        this.onSilence();
        return;
      }
      this.feel().then(
        () => (this.silentLooks = 0),
        () => this.stop(),
      );
    }, lookPeriod);
  }

  private stop(): void {
    clearInterval(this.timer);
  }
}
