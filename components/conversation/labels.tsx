'use client';
// What triage took the conversation for; wrong guesses are corrected here, and learnt from.
import { useTranslations } from 'next-intl';
import { languageName } from '#components/ui/language-name.ts';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import type { Mood } from '#lib/conversations/moods.ts';
import { Correctable } from './correctable.tsx';
import { Fact } from './fact.tsx';
import { useInbox } from './inbox-context.ts';

const MOODS: Mood[] = ['calm', 'happy', 'confused', 'upset', 'angry'];
const LANGUAGES =
  'ar bg ca cs da de el en es et fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk vi zh'
    .split(' ')
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));

export function Labels({
  conversation,
  onChanged,
}: {
  conversation: ConversationView;
  onChanged: () => Promise<void>;
}) {
  const t = useTranslations('inbox');
  const { mayWrite, topics } = useInbox();
  const { topic, topicKey, language, mood } = conversation;
  const every = { conversationId: conversation.id, disabled: !mayWrite, onChanged };
  const moodName = (value: string) => (MOODS.some((one) => one === value) ? t(`mood.${value}`) : value);
  return (
    <>
      {(topic || (mayWrite && topics.length > 0)) && (
        <Fact label={t('panel.topic')}>
          <Correctable
            {...every}
            field="topic"
            value={topicKey}
            shown={topic}
            choices={topics.map(({ key, name }) => ({ value: key, label: name }))}
          />
        </Fact>
      )}
      {language && (
        <Fact label={t('panel.language')}>
          <Correctable
            {...every}
            field="language"
            value={language}
            shown={languageName(language)}
            choices={LANGUAGES}
          />
        </Fact>
      )}
      {mood && (
        <Fact label={t('panel.mood')}>
          <Correctable
            {...every}
            field="mood"
            value={mood}
            shown={moodName(mood)}
            choices={MOODS.map((value) => ({ value, label: moodName(value) }))}
          />
        </Fact>
      )}
    </>
  );
}
