// Numbers that a person would want to look up: collected as written, never looked up here.

const KINDS: [string, RegExp][] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['invoice', /\b(?:INV|PBI|RE|FAC|RG)[-#]?\d[\d-]{3,}\b/gi],
  [
    'tracking',
    /\b(?:1Z[0-9A-Z]{6,16}|[A-Z]{2}\d{9}[A-Z]{2}|JD\d[\d ]{8,22}|3S[A-Z]{2,8}\d{6,12}|\d{4} \d{4} \d{4}(?: \d{2,4})*)\b/g,
  ],
  ['reference', /\b[A-Z]{1,4}[-_]\d{2,}(?:[-_]\d+)*\b|#\d{3,}\b|\b(?=[A-Z]*\d)[A-Z\d]{8,20}\b/g],
  [
    'order',
    /\b(?:order|bestellung|commande|pedido|ordine|encomenda|注文)(?:\s*(?:no\.?|nr\.?|number|num[eé]ro|n[uú]mero|id|番号))?\s*[:#]?\s*(\d[\d-]{2,})\b/gi,
  ],
];

export function collectFacts(text: string): { kind: string; value: string }[] {
  const seen = new Set<string>();
  const facts: { kind: string; value: string }[] = [];
  for (const [kind, pattern] of KINDS) {
    for (const match of text.slice(0, 20_000).matchAll(pattern)) {
      const value = (match[1] ?? match[0]).trim();
      if (seen.has(value)) continue;
      seen.add(value);
      facts.push({ kind, value });
      if (facts.length === 20) return facts;
    }
  }
  return facts;
}
