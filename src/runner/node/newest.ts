/** The things that were asked for last, by number. */
export class Newest<Thing> {
  private readonly things = new Map<number, Thing>();

  constructor(private readonly most: number) {}

  has(number: number): boolean {
    return this.things.has(number);
  }

  /** The thing of a number, made where it is not there; it is the newest then, and the oldest one too many is dropped. */
  of(number: number, make: () => Thing): Thing {
    const known = this.things.has(number) ? this.things.get(number)! : make();
    this.things.delete(number);
    this.things.set(number, known);
    const [oldest] = this.things.keys();
    if (this.things.size > this.most) this.things.delete(oldest!);
    return known;
  }
}
