import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DidNotHelp } from '#components/portal/did-not-help.tsx';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { PersonLinkBroken } from '#components/portal/person-link-broken.tsx';
import { portalButton } from '#components/portal/portal-button.ts';
import { RateAnswer } from '#components/portal/rate-answer.tsx';
import { isWithPerson } from '#lib/conversations/person.ts';
import { conversationOfPersonToken } from '#lib/conversations/person-link.ts';
import { ratingOf } from '#lib/conversations/rate.ts';
import { isSolved } from '#lib/conversations/solved.ts';
import { LONGEST_WHY } from '#lib/reviews/did-not-help.ts';
import { portalSite } from '../../../site.ts';
import { askForPerson, rate, saySolved, sayUnhelpful } from './actions.ts';

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations('portal.person'))('title'),
    robots: { index: false, follow: false },
  };
}

/** Where the link in a mail of the AI's leads. Mail scanners follow links, so looking changes nothing; and it shows nothing of the conversation. */
export default async function PersonPage({ params }: Props) {
  const { token } = await params;
  const conversationId = conversationOfPersonToken(token);
  const withPerson = conversationId === null ? null : await isWithPerson(conversationId);
  if (conversationId === null || withPerson === null) return <PersonLinkBroken />;
  const solved = !withPerson && (await isSolved(conversationId));
  const state = withPerson ? 'done' : solved ? 'solved' : null;
  const [t, { name }, rating] = await Promise.all([
    getTranslations('portal.person'),
    portalSite(),
    solved ? ratingOf(conversationId) : null,
  ]);
  return (
    <InnerPage>
      <div className="py-10 text-center sm:py-14">
        <h1 className="font-display text-[32px] leading-tight font-medium tracking-[-0.015em] text-balance">
          {state ? t(`${state}Title`) : t('title')}
        </h1>
        <p className="mx-auto mt-3 max-w-[480px] text-ink-2" role={state ? 'status' : undefined}>
          {state ? t(`${state}Body`) : t('body', { name })}
        </p>
        {!withPerson && (
          <form action={askForPerson} className="mt-6 flex flex-wrap justify-center gap-3">
            <input type="hidden" name="token" value={token} />
            <button type="submit" className={portalButton({ primary: !solved })}>
              {t('button')}
            </button>
            {!solved && (
              <button type="submit" formAction={saySolved} className={portalButton()}>
                {t('solvedButton')}
              </button>
            )}
          </form>
        )}
        {solved && <RateAnswer token={token} rating={rating} action={rate} />}
        {state === null && <DidNotHelp token={token} longest={LONGEST_WHY} action={sayUnhelpful} />}
      </div>
    </InnerPage>
  );
}
