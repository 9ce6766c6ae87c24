/** Header fields by lower-case name, raw values. */
export class Headers {
  private readonly fields = new Map<string, string[]>();

  constructor(headers: { key: string; value: string }[]) {
    for (const { key, value } of headers.slice(0, 2000)) {
      const values = this.fields.get(key);
      if (values) values.push(value);
      else this.fields.set(key, [value]);
    }
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }

  /** The first one's value, empty when there is none. */
  get(name: string): string {
    return this.fields.get(name)?.[0] ?? '';
  }

  all(name: string): string[] {
    return this.fields.get(name) ?? [];
  }
}
