/**
 * A list that grows at its end without being copied: a new version shares the old one's items and differs
 * in its length and its last item. Versions never change, so that folding stays pure and 100,000 outputs
 * still take linear time; only who appends to an old version pays for a copy.
 */
export class GrownList<Item> {
  private constructor(
    private readonly shared: Item[],
    /** How many of the shared items belong to this version. */
    private readonly count: number,
    private readonly end: { readonly item: Item } | undefined,
  ) {}

  static empty<Item>(): GrownList<Item> {
    return new GrownList<Item>([], 0, undefined);
  }

  get last(): Item | undefined {
    return this.end?.item;
  }

  append(item: Item): GrownList<Item> {
    if (this.end === undefined) return new GrownList(this.shared, this.count, { item });
    const isNewest = this.shared.length === this.count;
    const shared = isNewest ? this.shared : this.shared.slice(0, this.count);
    shared.push(this.end.item);
    return new GrownList(shared, this.count + 1, { item });
  }

  /** This list with another last item. */
  replaceLast(item: Item): GrownList<Item> {
    return new GrownList(this.shared, this.count, { item });
  }

  some(holds: (item: Item) => boolean): boolean {
    for (let index = 0; index < this.count; index++) if (holds(this.shared[index]!)) return true;
    return this.end !== undefined && holds(this.end.item);
  }

  map(change: (item: Item) => Item): GrownList<Item> {
    const end = this.end && { item: change(this.end.item) };
    return new GrownList(this.shared.slice(0, this.count).map(change), this.count, end);
  }

  toArray(): Item[] {
    const items = this.shared.slice(0, this.count);
    if (this.end !== undefined) items.push(this.end.item);
    return items;
  }
}
