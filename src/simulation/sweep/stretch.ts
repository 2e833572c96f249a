/** Milliseconds of a stretch, about. */
const wanted = 5;

/** How many rows take some milliseconds, by how long those before took: whoever runs them looks up in between. */
export class Stretch {
  private began = Date.now();

  constructor(public length: number) {}

  begin(): void {
    this.began = Date.now();
  }

  /** So many rows have been run since `begin`. */
  end(): void {
    const took = Date.now() - this.began;
    if (took < wanted / 2) this.length *= 2;
    else if (took > 2 * wanted)
      this.length = Math.max(1, Math.floor((this.length * wanted) / took));
  }
}
