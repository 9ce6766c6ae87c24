// How the customer feels, by words, capitals and exclamation marks first, then by a small model.
import { fold } from '#lib/knowledge/tokens.ts';
import model from '../data/mood.json' with { type: 'json' };
import { type LinearModel, predict } from '../linear.ts';
import type { Mood } from '../types.ts';

const ANGRY =
  /\b(unacceptable|ridiculous|outrag\p{L}*|disgrace\p{L}*|disgust\p{L}*|scam\p{L}*|rip-?off|thie(f|ves)|stealing|liars?|lying|incompeten\p{L}*|useless|worst|furious|fed up|sick of|had enough|(a|some kind of|your) joke|pathetic|livid|appalling|atrocious|shambles|clowns?|like (dirt|rubbish|garbage|an idiot)|worst company|unbelievable|cheated|had (it|enough)|shame on|wtf|ffs|bullshit|crap|damn|hell|idiots?|unverschamt\p{L}*|frechheit|unmoglich von|katastroph\p{L}*|abzocke|betrug\p{L}*|schnauze voll|zumutung|verarsch\p{L}*|sauerei|reicht (es|mir|jetzt)|inacceptable|scandaleux|honte\p{L}*|arnaque|en ai (assez|marre)|ras le bol|vergonzos\p{L}*|estafa\p{L}*|hart[oa] de|basta ya|inaceptable|vergogn\p{L}*|truffa|basta!|inaccettabile|vergonha|ja chega|absurdo|inaceitavel|schandalig|belachelijk|klaar mee|spuugzat|oplichting)\b|ふざけるな|最悪|許せ|垃圾|骗子/u;
const UPSET =
  /\b(upset|frustrat\p{L}*|disappoint\p{L}*|desperate\p{L}*|worried|anxious|stress\p{L}*|urgent\p{L}*|asap|losing (customers|money|sales)|shaking|crying|tired of|annoy\p{L}*|impossible|terrible|horrible|awful|nightmare|out of nowhere|days? (and|of) (nothing|waiting)|still (waiting|nothing|no)|enttausch\p{L}*|verzweifel\p{L}*|argerlich|verargert|dringend|frustrier\p{L}*|decu\p{L}*|desespere\p{L}*|inquiet\p{L}*|enerve\p{L}*|decepcionad\p{L}*|desesperad\p{L}*|preocupad\p{L}*|frustrad\p{L}*|delus[oa]|disperat\p{L}*|preoccupat\p{L}*|teleurgesteld|wanhopig|gefrustreerd|boos)\b|困って(い|お)|至急|着急/u;
const HAPPY =
  /\b(love(ly)?|great|awesome|amazing|fantastic|wonderful|perfect(ly)?|happy|brilliant|super helpful|delighted|:-?\)|danke vielmals|genial|encantad\p{L}*|fijn|geweldig|perfetto|otimo)\b|😀|😃|😊|🙏|❤|👋|👍|嬉し/u;

export function detectMood(text: string): Mood {
  const folded = fold(text);
  const probabilities = predict(model as LinearModel, text);
  const classes = (model as LinearModel).classes;
  const of = (name: Mood) => probabilities[classes.indexOf(name)] ?? 0;
  const shouted =
    (text.match(/\b\p{Lu}{3,}\b/gu)?.length ?? 0) >= 3 &&
    (text.match(/\p{Lu}/gu)?.length ?? 0) > (text.match(/\p{Ll}/gu)?.length ?? 0);
  const marks = text.match(/!{2,}|\?{3,}|\?!/g)?.length ?? 0;
  if (ANGRY.test(folded) || shouted || of('angry') > 0.5) return 'angry';
  if (UPSET.test(folded) || of('upset') > 0.5 || (marks > 0 && of('upset') + of('angry') > 0.35)) return 'upset';
  if (of('happy') > 0.5 || (HAPPY.test(folded) && of('happy') > 0.25)) return 'happy';
  return of('confused') > 0.5 ? 'confused' : 'calm';
}
