/** Work that is asked for anew while it is under way: only what was asked last counts. */
export class Newest {
  private asked = 0;
  private underWay = false;

  /** Is there an answer under way, which another asking outdates? */
  get isUnderWay(): boolean {
    return this.underWay;
  }

  ask(): void {
    this.asked++;
  }

  /** Tells, whenever it is called, whether something has been asked since now. */
  outdated(): () => boolean {
    const { asked } = this;
    return () => this.asked !== asked;
  }

  /** Works until nothing newer has been asked meanwhile, or it is over. A fault of outdated work is nobody's. */
  async answer(work: () => Promise<boolean>, isOver: () => boolean): Promise<boolean> {
    this.underWay = true;
    try {
      for (;;) {
        const isOutdated = this.outdated();
        const answered = await work().catch((error: unknown) => {
          if (!isOutdated()) throw error;
          return false;
        });
        if (!isOutdated() || isOver()) return answered;
      }
    } finally {
      this.underWay = false;
    }
  }
}
