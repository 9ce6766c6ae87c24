// Words that bind the company. A reply may say them only where the cited passage says them too. Matched on folded text.

export const PROMISES: { name: string; pattern: RegExp }[] = [
  {
    name: 'money',
    pattern:
      /\b((we|i)( will| wi?ll|'ll| have| can|'ve)?( gladly| now| already)? (refund(ed)?|credit(ed)?|compensate[d]?|reimburse[d]?|waive[d]?|pay you)|refund (has been|is being|was|will be) (issued|processed|approved|made)|you will (get|receive|be given) (a |your |the )?(full )?(refund|credit|money)|wir (erstatten|haben .{0,30}erstattet|schreiben .{0,20}gut)|nous (vous )?(rembours|accord)\p{L}*|le (reembolsaremos|devolveremos)|(vi )?rimborseremo|reembolsaremos|wij betalen .{0,20}terug|accept(s)? (full )?(responsibility|liability))\b|返金いたします/u,
  },
  {
    name: 'deed',
    pattern:
      /\b((i|we)( have|'ve| just| already| now)+ (checked|cancel(l)?ed|changed|updated|fixed|reset|deleted|erased|removed|activated|enabled|disabled|unlocked|processed|approved|escalated|forwarded|sent)|has been (cancel(l)?ed|reset|approved|unlocked|erased|fixed by)|(your|the) (account|subscription|order|import) (has been|was|is now) (cancel(l)?ed|deleted|closed|unlocked|reset|fixed)|ich habe .{0,40}(storniert|gekundigt|geandert|gepruft|geloscht)|votre abonnement est resilie|hemos (cancelado|cambiado|eliminado))\b/u,
  },
  {
    name: 'future',
    pattern:
      /\b((we|i)('ll| will) (call|phone|ring|contact|get back|make an exception|extend|prioriti[sz]e|guarantee|make sure|ensure)|(we|i) (promise|guarantee)|guaranteed|make an exception|as an exception|will be (released|available|launched|shipped) (in|by|on|next)|is planned for (q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|next)|wir garantieren|ausnahmsweise|nous garantissons|garantizamos|garantiamo|garantimos)\b/u,
  },
];
