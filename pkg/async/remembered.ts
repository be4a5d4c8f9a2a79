/**
 * What takes a while to make and is made once: with the first use, for all who ask meanwhile and after. A failure reaches
 * those who wait and is forgotten, so that the next use tries again.
 */
export class Remembered<T> {
  readonly #make: () => Promise<T>;
  #made: Promise<T> | undefined;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** @throws what making it threw */
  get(): Promise<T> {
    if (!this.#made) {
      const attempt = this.#make();
      this.#made = attempt;
      attempt.catch(() => {
        if (this.#made === attempt) {
          this.#made = undefined;
        }
      });
    }
    return this.#made;
  }

  /** Forgets it, so that the next use makes it anew; hands back what there was, for example to close it. */
  forget(): Promise<T> | undefined {
    const made = this.#made;
    this.#made = undefined;
    return made;
  }
}
