// Sales pitches and other mail that no helpdesk answers, whatever the help center says.

const PITCH =
  /\b(seo\b|back-?links?|do-?follow|guest post|link (exchange|building|insertion)|domain authority|organic traffic|rank(ing|ed)? (on|in|higher) google|grow your (business|revenue|traffic|instagram)|lead generation|we (help|helped) (companies|businesses|saas|brands|teams)\b|(15|10|12|20|30)[- ]minute (call|chat|demo)|quick call (this|next|on)|would you be (open|against|interested)|who handles (growth|marketing|purchasing|seo)|right person to (talk|speak)|our (agency|factory)|direct(ly)? from (the )?factory|free sample|fob\b|moq\b|wholesale price|price list|casino|crypto (investment|opportunity)|forex|betting|payday|private equity|strategic interest|acquisition of your|investment opportunity|sponsor(ing|ship) (package|opportunit)|(gold|silver) (sponsor|package)|webinar invitation|final notice\b.{0,60}domain|domain (listing|renewal|registration) (expires|service)|master'?s thesis|bachelor'?s thesis|my (thesis|dissertation)|fill in (my|our|this) survey|cv is attached|my (cv|resume)|job (opening|application|vacancy)|careers? page|apply for (the|a) (position|job|role)|bewerbung|offre d'emploi|solicitud de empleo|unsere agentur|suchmaschinenoptimierung|notre agence|referencement naturel|nuestra agencia|posicionamiento web)\b|価格表をご|海运优惠|价格优惠|合作共赢/iu;

const CHORES =
  /\b(write (me )?(a|an|the) (\d+[- ]word )?(essay|poem|story|song|joke|script|blog|python|program|cover letter)|tell me a joke|homework|translate (this|the following)|capital of|who won|weather (in|today|tomorrow)|recipe for|let'?s play a game|meaning of life|asdf|test test)\b/iu;

export function isOutOfScope(text: string): boolean {
  return PITCH.test(text) || CHORES.test(text);
}
